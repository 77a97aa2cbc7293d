package dev.toolkit.core.middleware;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many requests a client may make: so many at once, and then one each time an interval has
 * passed. The generic cell rate algorithm (ITU-T I.371, annex A) decides: it needs one number for
 * each client, and has no window at whose edge twice as many requests pass.
 *
 * {@snippet :
 * RateLimitRule.of(100, Duration.ofMinutes(1)); // 100 at once, then one every 600 ms
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RateLimitRule {

  private static final Duration LONGEST = Duration.ofDays(366);

  private final int requests;
  private final Duration period;
  private final int burst;
  private final long intervalNanos;

  private RateLimitRule(int requests, Duration period, int burst) {
    this.requests = requests;
    this.period = period;
    this.burst = burst;
    this.intervalNanos = Math.max(1, period.toNanos() / requests);
    if (intervalNanos > Long.MAX_VALUE / 4 / burst) {
      throw new IllegalArgumentException(
          "A burst of " + burst + " takes too long to earn at " + requests + " in " + period);
    }
  }

  /**
   * Returns the rule that lets so many requests pass in a period, all of them at once if none came
   * before.
   *
   * @throws IllegalArgumentException if either is not positive, or the period is longer than a year
   */
  public static RateLimitRule of(int requests, Duration period) {
    if (requests < 1) {
      throw new IllegalArgumentException("Number of requests must be positive: " + requests);
    }
    if (period.isNegative() || period.isZero() || period.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "Period of a rate limit must be positive, and a year at most: " + period);
    }
    return new RateLimitRule(requests, period, requests);
  }

  /**
   * Returns this rule with another number of requests that pass at once. The default is the number
   * of the whole period.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public RateLimitRule withBurst(int burst) {
    if (burst < 1) {
      throw new IllegalArgumentException("Burst must be positive: " + burst);
    }
    return new RateLimitRule(requests, period, burst);
  }

  /** Returns how many requests pass in a period. */
  public int requests() {
    return requests;
  }

  /** Returns the period. */
  public Duration period() {
    return period;
  }

  /** Returns how many requests pass at once. */
  public int burst() {
    return burst;
  }

  /**
   * Decides on a request. A store keeps {@link RateLimitDecision#arrivalNanos} of the last decision
   * on a client, and nothing else.
   *
   * @param arrivalNanos what the store keeps for the client, or {@code nowNanos} if it keeps
   *     nothing
   * @param nowNanos the time, on the clock that the store's numbers are of
   */
  public RateLimitDecision decide(long arrivalNanos, long nowNanos) {
    // Compared by difference, since a count of nanoseconds may wrap around.
    long debt = Math.max(0, arrivalNanos - nowNanos);
    long room = intervalNanos * burst - debt;
    if (room < intervalNanos) {
      return new RateLimitDecision(false, 0, intervalNanos - room, debt, arrivalNanos);
    }
    long spent = debt + intervalNanos;
    int remaining = (int) ((room - intervalNanos) / intervalNanos);
    return new RateLimitDecision(true, remaining, 0, spent, nowNanos + spent);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RateLimitRule other
        && requests == other.requests
        && burst == other.burst
        && period.equals(other.period);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * requests + burst) + period.hashCode();
  }

  @Override
  public String toString() {
    return "RateLimitRule[" + requests + " in " + period + ", burst " + burst + "]";
  }
}
