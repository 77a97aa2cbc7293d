package dev.toolkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Bounded waits for what other threads do. */
final class Waiting {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private Waiting() {}

  static void require(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).as("within " + LIMIT).isTrue();
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("the end of " + LIMIT).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  /** Returns how long an action takes. */
  static Duration time(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
