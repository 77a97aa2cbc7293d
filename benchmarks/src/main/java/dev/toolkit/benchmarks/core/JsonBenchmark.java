package dev.toolkit.benchmarks.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonCodec;
import dev.toolkit.core.json.JacksonCodec;
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
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * A small record through the codec, beside Jackson with its own defaults and a reader and writer
 * made for the type in advance.
 *
 * {@snippet lang="shell" :
 * java -jar benchmarks/target/benchmarks.jar JsonBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class JsonBenchmark {

  /** What is encoded and decoded. */
  public record User(long id, String name, String email) {}

  private static final User ADA = new User(42, "Ada Lovelace", "ada@example.com");

  private JsonCodec codec;
  private BodyType<User> type;
  private ObjectWriter writer;
  private ObjectReader reader;
  private byte[] json;

  /** Makes the codecs and checks that they agree. */
  @Setup
  public void setUp() {
    codec = JacksonCodec.create();
    type = BodyType.of(User.class);
    JsonMapper mapper = JsonMapper.builder().build();
    writer = mapper.writerFor(User.class);
    reader = mapper.readerFor(User.class);
    json = codec.encode(ADA);
    boolean agree =
        new String(json, UTF_8).equals(new String(writer.writeValueAsBytes(ADA), UTF_8))
            && ADA.equals(codec.decode(json, type))
            && ADA.equals(reader.readValue(json));
    if (!agree) {
      throw new IllegalStateException("The codecs disagree");
    }
  }

  @Benchmark
  public byte[] encode() {
    return codec.encode(ADA);
  }

  @Benchmark
  public byte[] encodeJackson() {
    return writer.writeValueAsBytes(ADA);
  }

  @Benchmark
  public User decode() {
    return codec.decode(json, type);
  }

  @Benchmark
  public User decodeJackson() {
    return reader.readValue(json);
  }
}
