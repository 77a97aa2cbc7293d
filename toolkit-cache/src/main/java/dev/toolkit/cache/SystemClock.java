package dev.toolkit.cache;

import java.time.Clock;
import java.time.Instant;

/** The clock of the system. */
enum SystemClock implements CacheClock {
  INSTANCE;

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public Instant instant() {
    return Clock.systemUTC().instant();
  }
}
