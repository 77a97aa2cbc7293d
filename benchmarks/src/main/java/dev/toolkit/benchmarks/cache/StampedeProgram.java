package dev.toolkit.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.cache.caffeine.CaffeineCache;

/**
 * Counts what happens when 400 threads, half of them virtual, ask for one key at once and the load
 * takes 50 ms: how often it runs, and when the last of them has its value. Of several rounds on new
 * caches the best and the worst are printed.
 *
 * {@snippet lang="shell" :
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.cache.StampedeProgram
 * }
 */
public final class StampedeProgram {

  private static final int THREADS = 400;
  private static final int ROUNDS = 10;
  private static final Duration LOAD = Duration.ofMillis(50);
  private static final Duration TTL = Duration.ofHours(1);

  private final AtomicInteger loads = new AtomicInteger();

  private StampedeProgram() {}

  /** One get of the key, the load included where it is needed. */
  private interface Get {
    Object get() throws Exception;
  }

  /** Runs all and prints a table. */
  public static void main(String[] arguments) throws Exception {
    new StampedeProgram().run(System.out);
  }

  private String load() throws InterruptedException {
    loads.incrementAndGet();
    TimeUnit.NANOSECONDS.sleep(LOAD.toNanos());
    return "value";
  }

  private String loadUnchecked() {
    try {
      return load();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Caffeine<Object, Object> caffeine() {
    return Caffeine.newBuilder().maximumSize(100).expireAfterWrite(TTL);
  }

  private void run(PrintStream out) throws Exception {
    try (Caches caches = Caches.create()) {
      // The first round of each pays for loading classes; it is run and not counted.
      print(out, "toolkit get(key, loader)", () -> toolkit(caches));
    }
    print(
        out,
        "Caffeine get(key, function)",
        () -> {
          com.github.benmanes.caffeine.cache.Cache<Object, Object> cache = caffeine().build();
          return () -> cache.get("k", key -> loadUnchecked());
        });
    print(
        out,
        "Spring CaffeineCache get(key, callable)",
        () -> {
          var cache = new CaffeineCache("spring", caffeine().build());
          return () -> requireNonNull(cache.get("k", this::load));
        });
    print(
        out,
        "Spring get, then put (@Cacheable)",
        () -> {
          var cache = new CaffeineCache("spring", caffeine().build());
          return () -> {
            Object found = cache.get("k");
            if (found == null) {
              cache.put("k", load());
            }
            return "value";
          };
        });
    print(
        out,
        "JetCache computeIfAbsent",
        () -> {
          com.alicp.jetcache.Cache<String, String> cache =
              CaffeineCacheBuilder.createCaffeineCacheBuilder()
                  .limit(100)
                  .expireAfterWrite(TTL.toMillis(), TimeUnit.MILLISECONDS)
                  .buildCache();
          return () -> cache.computeIfAbsent("k", key -> loadUnchecked());
        });
  }

  private Get toolkit(Caches caches) {
    Cache<String, String> cache =
        caches.create("stampede" + System.nanoTime(), EntryOptions.of(TTL));
    return () -> cache.get("k", (key, c) -> load());
  }

  private interface NewCache {
    Get create() throws Exception;
  }

  private void print(PrintStream out, String name, NewCache newCache) throws Exception {
    round(newCache.create());
    int fewest = Integer.MAX_VALUE;
    int most = 0;
    long best = Long.MAX_VALUE;
    long worst = 0;
    for (int i = 0; i < ROUNDS; i++) {
      loads.set(0);
      long millis = round(newCache.create());
      fewest = Math.min(fewest, loads.get());
      most = Math.max(most, loads.get());
      best = Math.min(best, millis);
      worst = Math.max(worst, millis);
    }
    out.println(
        String.format(
            Locale.ROOT, "%-42s %3d-%3d loads, %4d-%4d ms", name, fewest, most, best, worst));
  }

  private static long round(Get get) throws InterruptedException, ExecutionException {
    var ready = new CountDownLatch(THREADS);
    var start = new CountDownLatch(1);
    List<Future<Object>> answers = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      var task =
          new FutureTask<Object>(() -> {
            ready.countDown();
            start.await();
            return get.get();
          });
      answers.add(task);
      (i % 2 == 0 ? Thread.ofPlatform() : Thread.ofVirtual()).start(task);
    }
    ready.await();
    long begin = System.nanoTime();
    start.countDown();
    for (Future<Object> answer : answers) {
      Object ignored = answer.get();
    }
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }
}
