package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Loader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.springframework.cache.caffeine.CaffeineCache;

/**
 * A hit in memory among 1,024 String keys, all caches bounded to 100,000 entries that live an hour.
 * The floor is Caffeine with the same bound and lifetime, asked without a loader.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -jar benchmarks/target/benchmarks.jar CacheHitBenchmark -prof gc -t 1
 * java -jar benchmarks/target/benchmarks.jar CacheHitBenchmark -prof gc -t 2
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(2)
public class CacheHitBenchmark {

  private static final int KEYS = 1_024;
  private static final int BOUND = 100_000;
  private static final Duration TTL = Duration.ofHours(1);

  /** A value as applications have them. */
  public record Value(String name, int number) {}

  /** Where a thread is among the keys. */
  @State(Scope.Thread)
  public static class Position {
    private int next;

    int next() {
      return next++ & (KEYS - 1);
    }
  }

  private String[] keys;
  private Caches caches;
  private Cache<String, Value> toolkit;
  private Cache<String, Value> toolkitTagged;
  private com.github.benmanes.caffeine.cache.Cache<String, Value> raw;
  private LoadingCache<String, Value> loading;
  private CaffeineCache spring;
  private com.alicp.jetcache.Cache<String, Value> jetCache;
  private final Loader<String, Value> loader = (key, c) -> new Value(key, -1);

  /** Fills all caches with the same entries. */
  @Setup
  public void setUp() {
    keys = new String[KEYS];
    caches = Caches.create();
    EntryOptions options = EntryOptions.of(TTL);
    toolkit = caches.<String, Value>builder("plain", options).maxEntries(BOUND).build();
    toolkitTagged =
        caches
            .<String, Value>builder("tagged", options.withTags("shop:1", "all"))
            .maxEntries(BOUND)
            .build();
    raw = Caffeine.newBuilder().maximumSize(BOUND).expireAfterWrite(TTL).build();
    loading =
        Caffeine.newBuilder()
            .maximumSize(BOUND)
            .expireAfterWrite(TTL)
            .build(key -> new Value(key, -1));
    spring =
        new CaffeineCache(
            "spring", Caffeine.newBuilder().maximumSize(BOUND).expireAfterWrite(TTL).build());
    jetCache =
        CaffeineCacheBuilder.createCaffeineCacheBuilder()
            .limit(BOUND)
            .expireAfterWrite(TTL.toMillis(), TimeUnit.MILLISECONDS)
            .buildCache();
    for (int i = 0; i < KEYS; i++) {
      keys[i] = "product:" + i * 7919;
      var value = new Value(keys[i], i);
      toolkit.put(keys[i], value);
      toolkitTagged.put(keys[i], value);
      raw.put(keys[i], value);
      loading.put(keys[i], value);
      spring.put(keys[i], value);
      jetCache.put(keys[i], value);
    }
  }

  /** Stops the ticker. */
  @TearDown
  public void tearDown() {
    caches.close();
  }

  /** The floor. */
  @Benchmark
  public @Nullable Value rawCaffeine(Position position) {
    return raw.getIfPresent(keys[position.next()]);
  }

  @Benchmark
  public Value loadingCaffeine(Position position) {
    return loading.get(keys[position.next()]);
  }

  @Benchmark
  public Value toolkitGetOrLoad(Position position) {
    return toolkit.get(keys[position.next()], loader);
  }

  @Benchmark
  public Value toolkitGetOrLoadTagged(Position position) {
    return toolkitTagged.get(keys[position.next()], loader);
  }

  @Benchmark
  public Object toolkitFind(Position position) {
    return toolkit.find(keys[position.next()], loader);
  }

  @Benchmark
  public Object toolkitLookup(Position position) {
    return toolkit.lookup(keys[position.next()]);
  }

  @Benchmark
  public @Nullable Object springGetOrLoad(Position position) {
    String key = keys[position.next()];
    return spring.get(key, () -> new Value(key, -1));
  }

  @Benchmark
  public @Nullable Value jetCacheGetOrLoad(Position position) {
    return jetCache.computeIfAbsent(keys[position.next()], key -> new Value(key, -1));
  }
}
