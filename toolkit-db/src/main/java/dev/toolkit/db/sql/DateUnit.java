package dev.toolkit.db.sql;

/**
 * A unit that moments are in, and that has a start.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum DateUnit {
  /** Year. */
  YEAR,
  /** Three months, from January, April, July or October. */
  QUARTER,
  /** Month. */
  MONTH,
  /** Week, from Monday (ISO 8601). */
  WEEK,
  /** Day. */
  DAY,
  /** Hour. */
  HOUR,
  /** Minute. */
  MINUTE,
  /** Second. */
  SECOND;

  /** Returns whether the start of the unit is a moment of this kind. */
  public boolean startsIn(SqlType.Kind kind) {
    return switch (kind) {
      case TIMESTAMP, TIMESTAMPTZ -> true;
      case DATE -> isDays();
      default -> false;
    };
  }

  /** Returns whether the unit is one of full days. */
  boolean isDays() {
    return compareTo(DAY) <= 0;
  }
}
