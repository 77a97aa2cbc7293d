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
import java.util.function.Supplier;

/** Waits for what must come about, bounds of time, and several threads at once. */
final class Await {

  /*
   * These tests run on machines that do other things, too. What must come about at last may take
   * as long as a busy machine needs. A bound of a scenario is met if one of a few trials meets it,
   * while each of them must come to its end: a machine can make a trial longer, but nothing makes it
   * shorter than what it does.
   */

  private static final long STEP_NANOS = 1_000_000;

  private static final Duration AT_LAST = Duration.ofSeconds(30);

  private static final int TRIALS = 6;

  private Await() {}

  /** Waits for a condition that must come about at last, and returns how long that took. */
  static Duration eventually(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(since(start)).as("time until it holds").isLessThan(AT_LAST);
      LockSupport.parkNanos(STEP_NANOS);
    }
    return since(start);
  }

  /** Requires that one of a few trials stays within a bound. */
  static <T extends Comparable<T>> void atBest(T bound, Supplier<T> trial) {
    List<T> results = new ArrayList<>();
    do {
      results.add(trial.get());
    } while (results.get(results.size() - 1).compareTo(bound) > 0 && results.size() < TRIALS);
    assertThat(results)
        .as("one of them within %s", bound)
        .anyMatch(each -> each.compareTo(bound) <= 0);
  }

  /** Returns the time that a share of several, such as 0.99, took at most. */
  static Duration percentile(List<Duration> times, double share) {
    List<Duration> sorted = times.stream().sorted().toList();
    return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
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

  /** Lets time pass in which nothing is to be done. */
  static void idle(Duration time) {
    during(time, () -> LockSupport.parkNanos(STEP_NANOS));
  }

  static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  static Duration time(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return since(start);
  }

  /** Runs all actions at the same time, and returns what they return. */
  static <T> List<T> together(List<Callable<T>> actions) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return together(actions, threads);
    }
  }

  /** Runs all actions at the same time on threads of which there are enough. */
  static <T> List<T> together(List<Callable<T>> actions, ExecutorService threads) {
    var barrier = new CyclicBarrier(actions.size());
    List<T> results = new ArrayList<>();
    try {
      List<Future<T>> running =
          actions.stream()
              .map(action ->
                  threads.submit(() -> {
                    barrier.await(AT_LAST.toSeconds(), TimeUnit.SECONDS);
                    return action.call();
                  }))
              .toList();
      for (Future<T> each : running) {
        results.add(each.get(2, TimeUnit.MINUTES));
      }
    } catch (Exception e) {
      throw new AssertionError("One of the actions failed", e);
    }
    return results;
  }
}
