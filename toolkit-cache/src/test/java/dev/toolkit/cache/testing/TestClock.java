package dev.toolkit.cache.testing;

import dev.toolkit.cache.CacheClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is turned.
 *
 * {@snippet :
 * var clock = TestClock.create();
 * try (Caches caches = Caches.of(clock)) {
 *   clock.advance(Duration.ofMinutes(5));
 * }
 * }
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TestClock implements CacheClock {

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

  private TestClock() {}

  /** Returns a clock that shows the first moment of 2026. */
  public static TestClock create() {
    return new TestClock();
  }

  /** Turns the clock, and the wall clock with it. */
  public void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
    jump(duration);
  }

  /** Turns the wall clock alone, forwards or backwards, as an operator may. */
  public void jump(Duration duration) {
    wall.updateAndGet(instant -> instant.plus(duration));
  }

  @Override
  public long nanos() {
    return nanos.get();
  }

  @Override
  public Instant instant() {
    return wall.get();
  }
}
