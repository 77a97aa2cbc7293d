package dev.toolkit.benchmarks.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** Calls one after the other while something is broken: how long they took, and how many failed. */
final class Calls {

  /** A call, the number of which it is given. */
  @FunctionalInterface
  interface Numbered {
    void call(int number) throws Exception;
  }

  private final List<Double> millis = new ArrayList<>();
  private int failures;
  private boolean isBlocked;
  private long startedAt;
  private boolean isOver;

  private Calls() {}

  /**
   * Makes so many calls, or as many as there is time for. One that has taken half of it and not
   * ended counts as blocked, and is left to itself.
   */
  static Calls make(int most, Duration limit, Numbered call) throws InterruptedException {
    var calls = new Calls();
    Thread caller = Thread.ofPlatform().daemon().start(() -> calls.run(most, call));
    if (!caller.join(limit)) {
      calls.cutOff(limit);
      caller.interrupt();
    }
    return calls;
  }

  private void run(int most, Numbered call) {
    for (int i = 0; i < most && begin(); i++) {
      boolean failed = false;
      try {
        call.call(i);
      } catch (Exception e) {
        failed = true;
      }
      end(failed);
    }
  }

  private synchronized boolean begin() {
    startedAt = System.nanoTime();
    return !isOver;
  }

  private synchronized void end(boolean failed) {
    if (!isOver) {
      millis.add((System.nanoTime() - startedAt) / 1e6);
      failures += failed ? 1 : 0;
    }
  }

  private synchronized void cutOff(Duration limit) {
    isOver = true;
    isBlocked = millisSince(startedAt) > limit.toMillis() / 2;
  }

  private double quantile(double part) {
    double[] sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(part * sorted.length))];
  }

  /** Returns median and 99th percentile in milliseconds, and how many of the calls went wrong. */
  @Override
  public synchronized String toString() {
    if (millis.isEmpty()) {
      return "blocked";
    }
    String times = String.format(Locale.ROOT, "%.2f / %.1f", quantile(0.5), quantile(0.99));
    String failed = failures > 0 ? ", " + failures + " of " + millis.size() + " fail" : "";
    return times + failed + (isBlocked ? ", then blocked" : "");
  }

  /** Makes all calls at once, each on a virtual thread, and returns their answers. */
  static <T> List<T> together(List<Callable<T>> actions) throws Exception {
    var barrier = new CyclicBarrier(actions.size());
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> action : actions) {
        running.add(
            threads.submit(() -> {
              barrier.await();
              return action.call();
            }));
      }
      for (Future<T> each : running) {
        results.add(each.get());
      }
    }
    return results;
  }

  /** Asks until the answer is yes or the time is over, and returns which. */
  static boolean within(Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(1_000_000);
    }
    return true;
  }

  static void pause(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(end - System.nanoTime());
    }
  }

  static long millisSince(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos).toMillis();
  }
}
