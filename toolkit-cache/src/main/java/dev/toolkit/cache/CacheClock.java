package dev.toolkit.cache;

import java.time.Instant;
import java.time.InstantSource;

/**
 * The time that caches see: a clock that never steps back for lifetimes, and the wall clock for
 * versions.
 *
 * <p>Time-outs are in real time whatever the clock. Implementations are safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public interface CacheClock extends InstantSource {

  /** Returns nanoseconds since some moment, never fewer than before. */
  long nanos();

  @Override
  Instant instant();

  /** Returns the clock of the system. */
  static CacheClock system() {
    return SystemClock.INSTANCE;
  }
}
