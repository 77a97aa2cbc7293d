package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Bounded waits, and several threads at once. */
final class Await {

  private static final long STEP_NANOS = 1_000_000;

  private Await() {}

  /** Waits for a condition, and returns how long that took. */
  static Duration within(Duration limit, BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("time until it holds")
          .isLessThan(limit);
      LockSupport.parkNanos(STEP_NANOS);
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Repeats an action, checks and all, for a while. */
  static int during(Duration time, Runnable action) {
    long end = System.nanoTime() + time.toNanos();
    int times = 0;
    while (System.nanoTime() < end) {
      action.run();
      times++;
    }
    return times;
  }

  static Duration time(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** Runs all actions at the same time, and returns what they return. */
  static <T> List<T> together(List<Callable<T>> actions) {
    var barrier = new CyclicBarrier(actions.size());
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running =
          actions.stream()
              .map(action ->
                  threads.submit(() -> {
                    barrier.await(10, TimeUnit.SECONDS);
                    return action.call();
                  }))
              .toList();
      for (Future<T> each : running) {
        results.add(each.get(30, TimeUnit.SECONDS));
      }
    } catch (Exception e) {
      throw new AssertionError("One of the actions failed", e);
    }
    return results;
  }
}
