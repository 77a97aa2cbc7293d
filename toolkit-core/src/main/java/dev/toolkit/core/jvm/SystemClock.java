package dev.toolkit.core.jvm;

import dev.toolkit.core.Clock;
import java.time.Instant;

/** The clock of the machine. */
final class SystemClock implements Clock {

  @Override
  public Instant instant() {
    return Instant.now();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
