package dev.toolkit.benchmarks;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Runs the hot benchmarks for a few seconds each and fails if one of them allocates more than it
 * has been measured to, or has lost its lead over the rival that runs beside it. Allocation is
 * exact on any machine; ratios are given wide limits, since this is no measurement. Limits are in
 * the resource {@code guard-limits.txt}.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.BenchmarkGuard
 * }
 */
public final class BenchmarkGuard {

  private static final String ALLOCATION = "gc.alloc.rate.norm";

  /** A line of the file: a benchmark, the bytes it may allocate, and how it must compare. */
  private record Limit(
      String benchmark, String set, double bytes, @Nullable String rival, double ratio) {

    static Limit parse(String line) {
      String[] words = line.strip().split("\\s+", -1);
      boolean compared = words.length > 3;
      return new Limit(
          words[0],
          words[1],
          Double.parseDouble(words[2]),
          compared ? words[3] : null,
          compared ? Double.parseDouble(words[4]) : 0);
    }
  }

  private record Score(double time, double bytes) {}

  private final PrintStream out;
  private final Map<String, Score> scores = new HashMap<>();

  private BenchmarkGuard(PrintStream out) {
    this.out = out;
  }

  /** Runs the guard; the exit code is 1 if a limit is exceeded. */
  public static void main(String[] arguments) throws IOException, RunnerException {
    List<String> faults = new BenchmarkGuard(System.out).faults(limits());
    faults.forEach(System.out::println);
    System.out.println(faults.isEmpty() ? "All limits kept" : faults.size() + " limits exceeded");
    System.exit(faults.isEmpty() ? 0 : 1);
  }

  private static List<Limit> limits() throws IOException {
    try (InputStream stream = BenchmarkGuard.class.getResourceAsStream("guard-limits.txt")) {
      if (stream == null) {
        throw new IllegalStateException("No resource guard-limits.txt");
      }
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Limit::parse)
          .toList();
    }
  }

  private List<String> faults(List<Limit> limits) throws RunnerException {
    List<String> faults = new ArrayList<>();
    for (Limit limit : limits) {
      Score score = score(limit.benchmark, limit.set);
      if (score.bytes > limit.bytes) {
        faults.add(
            line("%s %s allocates %.1f B/op, more than %.1f", limit, score.bytes, limit.bytes));
      }
      if (limit.rival != null) {
        double ratio = score.time / score(limit.rival, limit.set).time;
        out.println(
            line("%s %s takes %.2f of the rival's time, limit %.2f", limit, ratio, limit.ratio));
        if (ratio > limit.ratio) {
          faults.add(
              line(
                  "%s %s takes %.2f of the rival's time, more than %.2f",
                  limit, ratio, limit.ratio));
        }
      }
    }
    return faults;
  }

  private static String line(String format, Limit limit, double found, double allowed) {
    return String.format(Locale.ROOT, format, limit.benchmark, limit.set, found, allowed);
  }

  private Score score(String benchmark, String set) throws RunnerException {
    Score known = scores.get(benchmark + " " + set);
    if (known != null) {
      return known;
    }
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("\\." + benchmark.replace(".", "\\.") + "$")
            .forks(1)
            .warmupIterations(2)
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(3)
            .measurementTime(TimeValue.milliseconds(700))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT);
    if (!set.equals("-")) {
      options = options.param("set", set);
    }
    RunResult result = new Runner(options.build()).runSingle();
    Score score =
        new Score(
            result.getPrimaryResult().getScore(),
            requireNonNull(result.getSecondaryResults().get(ALLOCATION)).getScore());
    scores.put(benchmark + " " + set, score);
    out.println(
        String.format(
            Locale.ROOT, "%s %s: %.1f ns, %.1f B/op", benchmark, set, score.time, score.bytes));
    return score;
  }
}
