package dev.toolkit.core;

import java.time.Instant;
import java.time.LocalDate;

/**
 * The value types of {@code java.time}. Each is a class of its own, so that a compiler that ships
 * what is reachable leaves {@code java.time} out of applications that read no dates.
 */
final class TimeType {

  private TimeType() {}

  static final class Date implements ValueType<LocalDate> {

    @Override
    public LocalDate parse(String text) {
      return Scan.date(text);
    }

    @Override
    public String description() {
      return "a date such as 2026-11-22";
    }
  }

  static final class PointInTime implements ValueType<Instant> {

    @Override
    public Instant parse(String text) {
      return Scan.instant(text);
    }

    @Override
    public String description() {
      return "a point in time such as 2026-11-22T20:15:00Z";
    }
  }
}
