package dev.toolkit.db.sql;

/**
 * A number that is read out of a moment.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum DatePart {
  /** Year. */
  YEAR,
  /** Month of the year, 1 to 12. */
  MONTH,
  /** Day of the month, 1 to 31. */
  DAY,
  /** Day of the week, 1 for Monday to 7 for Sunday (ISO 8601). */
  DAY_OF_WEEK,
  /** Hour of the day, 0 to 23. */
  HOUR,
  /** Minute of the hour, 0 to 59. */
  MINUTE,
  /** Full second of the minute, 0 to 59. */
  SECOND;

  /** Returns whether moments of this kind have the part. */
  public boolean isPartOf(SqlType.Kind kind) {
    return switch (kind) {
      case TIMESTAMP, TIMESTAMPTZ -> true;
      case DATE -> compareTo(HOUR) < 0;
      case TIME -> compareTo(HOUR) >= 0;
      default -> false;
    };
  }
}
