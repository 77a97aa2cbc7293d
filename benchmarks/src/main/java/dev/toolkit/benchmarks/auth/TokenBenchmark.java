package dev.toolkit.benchmarks.auth;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Signing and verifying tokens of some 350 characters, which differ in subject and identifier, by
 * libraries and by the floor. For ratios on a shared machine use {@link PairedTokens}.
 *
 * {@snippet lang="shell" :
 * java -jar benchmarks/target/benchmarks.jar TokenBenchmark -prof gc -p algorithm=HS256
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class TokenBenchmark {

  private static final int TOKENS = 512;

  @Param({"floor", "toolkit", "javaJwt", "nimbus", "jjwt", "jose4j"})
  String library = "";

  @Param({"HS256", "RS256", "ES256"})
  String algorithm = "";

  private TokenLibrary tokens;
  private String[] signed;
  private int next;

  /** Makes the tokens, each library its own. */
  @Setup
  public void setUp() throws Exception {
    tokens = TokenLibrary.of(library, TokenKeys.generate(algorithm));
    signed = TokenLibrary.tokens(tokens, TOKENS);
  }

  @Benchmark
  public Object verify() throws Exception {
    return tokens.verify(signed[next++ & (TOKENS - 1)]);
  }

  @Benchmark
  public String sign() throws Exception {
    return tokens.sign("user-1", "0123456789abcdef");
  }
}
