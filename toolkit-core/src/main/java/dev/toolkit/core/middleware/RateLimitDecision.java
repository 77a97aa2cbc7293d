package dev.toolkit.core.middleware;

import java.time.Duration;

/**
 * Whether a request passes, and what is left to its client.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RateLimitDecision {

  private final boolean isAllowed;
  private final int remaining;
  private final long retryAfterNanos;
  private final long resetAfterNanos;
  private final long arrivalNanos;

  RateLimitDecision(
      boolean isAllowed,
      int remaining,
      long retryAfterNanos,
      long resetAfterNanos,
      long arrivalNanos) {
    this.isAllowed = isAllowed;
    this.remaining = remaining;
    this.retryAfterNanos = retryAfterNanos;
    this.resetAfterNanos = resetAfterNanos;
    this.arrivalNanos = arrivalNanos;
  }

  /** Returns whether the request passes. */
  public boolean isAllowed() {
    return isAllowed;
  }

  /** Returns how many more requests would pass now. */
  public int remaining() {
    return remaining;
  }

  /** Returns how long until another request passes; zero if one has passed. */
  public Duration retryAfter() {
    return Duration.ofNanos(retryAfterNanos);
  }

  /** Returns how long until as many requests pass as if none had come. */
  public Duration resetAfter() {
    return Duration.ofNanos(resetAfterNanos);
  }

  /**
   * Returns what a store keeps for the client: the theoretical arrival time of the algorithm, on
   * the store's clock. Once it has passed, it says no more than nothing would.
   */
  public long arrivalNanos() {
    return arrivalNanos;
  }

  @Override
  public String toString() {
    return "RateLimitDecision[" + (isAllowed ? "allowed" : "refused") + ", " + remaining + " left]";
  }
}
