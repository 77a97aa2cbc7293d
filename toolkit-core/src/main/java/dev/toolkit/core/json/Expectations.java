package dev.toolkit.core.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.Map.Entry;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says in the words of JSON what a value of a Java type must be, without naming the type. */
final class Expectations {

  private static final String INTEGER = "must be an integer";
  private static final String NUMBER = "must be a number";
  private static final String POINT_IN_TIME =
      "must be a point in time such as 2026-11-22T20:15:00Z";
  private static final String OFFSET_TIME =
      "must be a date and time with an offset such as 2026-11-22T20:15:00+01:00";

  private static final Map<Class<?>, String> WORDS =
      Map.ofEntries(
          Map.entry(boolean.class, "must be true or false"),
          Map.entry(Boolean.class, "must be true or false"),
          Map.entry(byte.class, INTEGER),
          Map.entry(Byte.class, INTEGER),
          Map.entry(short.class, INTEGER),
          Map.entry(Short.class, INTEGER),
          Map.entry(int.class, INTEGER),
          Map.entry(Integer.class, INTEGER),
          Map.entry(long.class, INTEGER),
          Map.entry(Long.class, INTEGER),
          Map.entry(BigInteger.class, INTEGER),
          Map.entry(float.class, NUMBER),
          Map.entry(Float.class, NUMBER),
          Map.entry(double.class, NUMBER),
          Map.entry(Double.class, NUMBER),
          Map.entry(BigDecimal.class, NUMBER),
          Map.entry(Number.class, NUMBER),
          Map.entry(char.class, "must be a string of one character"),
          Map.entry(Character.class, "must be a string of one character"),
          Map.entry(byte[].class, "must be a string in Base64"),
          Map.entry(short[].class, "must be an array of integers"),
          Map.entry(int[].class, "must be an array of integers"),
          Map.entry(long[].class, "must be an array of integers"),
          Map.entry(float[].class, "must be an array of numbers"),
          Map.entry(double[].class, "must be an array of numbers"),
          Map.entry(boolean[].class, "must be an array of true and false"),
          Map.entry(Instant.class, POINT_IN_TIME),
          Map.entry(OffsetDateTime.class, OFFSET_TIME),
          Map.entry(ZonedDateTime.class, OFFSET_TIME),
          Map.entry(LocalDate.class, "must be a date such as 2026-11-22"),
          Map.entry(LocalTime.class, "must be a time such as 20:15:00"),
          Map.entry(LocalDateTime.class, "must be a date and time such as 2026-11-22T20:15:00"),
          Map.entry(OffsetTime.class, "must be a time with an offset such as 20:15:00+01:00"),
          Map.entry(Duration.class, "must be a duration such as PT15M"),
          Map.entry(Period.class, "must be a period such as P1Y2M3D"),
          Map.entry(Year.class, "must be a year such as 2026"),
          Map.entry(YearMonth.class, "must be a year and month such as 2026-11"),
          Map.entry(MonthDay.class, "must be a month and day such as --11-22"),
          Map.entry(ZoneId.class, "must be a time zone such as Europe/Paris"),
          Map.entry(ZoneOffset.class, "must be an offset such as +01:00"),
          Map.entry(UUID.class, "must be a UUID"),
          Map.entry(URI.class, "must be a URI"),
          Map.entry(URL.class, "must be a URL"),
          Map.entry(Locale.class, "must be a language tag such as en-GB"),
          Map.entry(Currency.class, "must be a currency code such as EUR"));

  private static final Map<Class<?>, String> RANGES =
      Map.ofEntries(
          range(byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE),
          range(Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE),
          range(short.class, Short.MIN_VALUE, Short.MAX_VALUE),
          range(Short.class, Short.MIN_VALUE, Short.MAX_VALUE),
          range(int.class, Integer.MIN_VALUE, Integer.MAX_VALUE),
          range(Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE),
          range(long.class, Long.MIN_VALUE, Long.MAX_VALUE),
          range(Long.class, Long.MIN_VALUE, Long.MAX_VALUE));

  private Expectations() {}

  private static Entry<Class<?>, String> range(Class<?> type, long min, long max) {
    return Map.entry(type, "must be an integer between " + min + " and " + max);
  }

  /** Returns what a value of a type other than an enum must be. */
  static String of(@Nullable Class<?> type) {
    if (type == null) {
      return "does not have the expected form";
    }
    String words = WORDS.get(type);
    if (words != null) {
      return words;
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return "must be a string";
    }
    return type.isArray() || Collection.class.isAssignableFrom(type)
        ? "must be an array"
        : "must be an object";
  }

  /** Returns what a number must be that does not fit into the type. */
  static String ofNumberInRange(@Nullable Class<?> type) {
    String range = type == null ? null : RANGES.get(type);
    return range == null ? "must be a number in range" : range;
  }
}
