package dev.toolkit.benchmarks.auth;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;

/**
 * Compares an operation with a floor in one JVM: each slice of the operation stands between two
 * slices of the floor, and the figure is the median of the ratios of CPU time. On a machine whose
 * speed changes from second to second, that is the ratio that can be repeated.
 */
final class Pair {

  private static final int PAIRS = 15;
  private static final long SLICE_NANOS = 40_000_000;
  private static final long FLOOR_SLICE_NANOS = 20_000_000;
  private static final long WARM_UP_NANOS = 1_600_000_000;

  /** Does something, and returns what it made, so that it cannot be left out. */
  interface Operation {
    Object run(int i) throws Exception;
  }

  private record Slice(double nanos, double bytes) {}

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final PrintStream out;
  private Object sink = "";

  Pair(PrintStream out) {
    this.out = out;
  }

  void compare(String what, Operation operation, Operation floor) throws Exception {
    slice(operation, WARM_UP_NANOS);
    slice(floor, WARM_UP_NANOS);
    double[] ratios = new double[PAIRS];
    double[] nanos = new double[PAIRS];
    double[] floors = new double[PAIRS];
    double bytes = 0;
    double floorBytes = 0;
    for (int i = 0; i < PAIRS; i++) {
      Slice before = slice(floor, FLOOR_SLICE_NANOS);
      Slice between = slice(operation, SLICE_NANOS);
      Slice after = slice(floor, FLOOR_SLICE_NANOS);
      floors[i] = (before.nanos + after.nanos) / 2;
      nanos[i] = between.nanos;
      ratios[i] = between.nanos / floors[i];
      bytes = between.bytes;
      floorBytes = after.bytes;
    }
    out.printf(
        Locale.ROOT,
        "%s: %.0f ns, %.0f B; floor %.0f ns, %.0f B; ratio %.2f (%.2f to %.2f)%n",
        what,
        median(nanos),
        bytes,
        median(floors),
        floorBytes,
        median(ratios),
        Arrays.stream(ratios).min().orElse(0),
        Arrays.stream(ratios).max().orElse(0));
  }

  private Slice slice(Operation operation, long nanos) throws Exception {
    long thread = Thread.currentThread().threadId();
    long bytes = threads.getThreadAllocatedBytes(thread);
    long cpu = threads.getCurrentThreadCpuTime();
    long end = System.nanoTime() + nanos;
    int count = 0;
    do {
      for (int i = 0; i < 16; i++) {
        sink = operation.run(count++);
      }
    } while (System.nanoTime() < end);
    return new Slice(
        (double) (threads.getCurrentThreadCpuTime() - cpu) / count,
        (double) (threads.getThreadAllocatedBytes(thread) - bytes) / count);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** Returns what was made last, so that nothing that is measured can be left out. */
  Object sink() {
    return sink;
  }
}
