package dev.toolkit.core;

import java.time.Instant;

/**
 * Tells the time: as a point in time, and as a count that only ever grows.
 *
 * <p>A clock must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Clock {

  /** Returns the current point in time. */
  Instant instant();

  /**
   * Returns a count of nanoseconds, of which only differences have a meaning. It does not go back
   * when the system's time is set.
   */
  long nanoTime();
}
