package dev.toolkit.benchmarks.auth;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the guard watches of tokens: HS256, where everything but the arithmetic of the platform
 * counts most, beside the floor. {@link TokenBenchmark} has the other algorithms and libraries.
 *
 * {@snippet lang="shell" :
 * java -jar benchmarks/target/benchmarks.jar HotTokenBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class HotTokenBenchmark {

  private static final int TOKENS = 512;

  private TokenLibrary toolkit;
  private TokenLibrary floor;
  private String[] signed;
  private int next;

  /** Makes the tokens, which both verify. */
  @Setup
  public void setUp() throws Exception {
    TokenKeys keys = TokenKeys.generate("HS256");
    toolkit = TokenLibrary.of("toolkit", keys);
    floor = TokenLibrary.of("floor", keys);
    signed = TokenLibrary.tokens(toolkit, TOKENS);
  }

  @Benchmark
  public Object verify() throws Exception {
    return toolkit.verify(signed[next++ & (TOKENS - 1)]);
  }

  @Benchmark
  public Object floorVerify() throws Exception {
    return floor.verify(signed[next++ & (TOKENS - 1)]);
  }

  @Benchmark
  public String sign() throws Exception {
    return toolkit.sign("user-1", "0123456789abcdef");
  }

  @Benchmark
  public String floorSign() throws Exception {
    return floor.sign("user-1", "0123456789abcdef");
  }
}
