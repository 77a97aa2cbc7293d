package dev.toolkit.cache;

import java.time.Duration;

/** Durations as nanoseconds that saturate instead of overflowing. */
final class Nanos {

  /** The lifetime of what never expires. */
  static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

  /** A moment that never comes. */
  static final long NEVER = Long.MAX_VALUE;

  private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

  private Nanos() {}

  static long of(Duration duration) {
    return duration.compareTo(LONGEST) >= 0 ? NEVER : duration.toNanos();
  }

  /** Returns a moment later by a length of time, neither of them negative. */
  static long plus(long moment, long length) {
    return moment > NEVER - length ? NEVER : moment + length;
  }

  /** Returns part of a length of time. */
  static long part(long length, double part) {
    return length == NEVER ? NEVER : (long) (length * part);
  }

  static Duration between(long start, long end) {
    return end == NEVER ? FOREVER : Duration.ofNanos(end - start);
  }
}
