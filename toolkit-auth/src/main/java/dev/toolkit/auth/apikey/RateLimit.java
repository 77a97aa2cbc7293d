package dev.toolkit.auth.apikey;

import java.time.Duration;

/**
 * How often something may be done: so many times in a period, all of them at once or spread over
 * it.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param count how often, at least once
 * @param period in which time, at least a millisecond
 * @since 0.1.0
 */
public record RateLimit(long count, Duration period) {

  /**
   * Makes a limit.
   *
   * @throws IllegalArgumentException if the count is not positive, or the period is less than a
   *     millisecond or more than 366 days
   */
  public RateLimit {
    if (count < 1) {
      throw new IllegalArgumentException("Count of a limit must be positive: " + count);
    }
    if (period.compareTo(Duration.ofMillis(1)) < 0 || period.compareTo(Duration.ofDays(366)) > 0) {
      throw new IllegalArgumentException(
          "Period of a limit must be between 1 ms and 366 days: " + period);
    }
  }
}
