package dev.toolkit.db.jdbc;

import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * Pauses between attempts. The bound of a pause doubles from 20 ms to 1 s; a pause is a random time
 * below it, since transactions that collided would do so again after equal ones.
 *
 * @param random gives a number from zero to below its argument
 */
record Retry(Sleeper sleeper, LongUnaryOperator random) {
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;

  /** Waits. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * Waits before the next attempt and returns whether there should be one, which is false if the
   * thread is interrupted; it stays so.
   */
  boolean pause(int attempt) {
    long bound = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 16));
    try {
      sleeper.sleep(Duration.ofMillis(1 + random.applyAsLong(bound)));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
