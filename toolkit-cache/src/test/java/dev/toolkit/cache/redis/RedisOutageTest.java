package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.HOUR;
import static dev.toolkit.cache.redis.Nodes.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.CacheClock;
import dev.toolkit.cache.CacheEvent;
import dev.toolkit.cache.CacheLoadException;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Loader;
import dev.toolkit.cache.Lookup;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What calls cost while Redis is away: acceptance scenarios by their numbers. */
@Tag("redis")
class RedisOutageTest {

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  /** What a call may take beside the time-out. */
  private static final Duration OVERHEAD = Duration.ofMillis(50);

  private static final Duration FEW_MILLIS = Duration.ofMillis(5);

  /** So many failures in a row make nodes leave Redis alone. */
  private static final int FAILURES = 5;

  @RegisterExtension private final BrokenRedis redis = new BrokenRedis();

  @Test
  void scenario36_lockBackendPaused_loadsLocally() {
    Cache<String, String> a =
        BrokenRedis.warm(redis.node().cache(HOUR.withNodeLock(Duration.ofSeconds(5))));
    redis.server().pause();

    AtomicInteger trial = new AtomicInteger();
    Await.atBest(
        TIMEOUT.plus(OVERHEAD),
        () -> {
          int n = trial.incrementAndGet();
          return Await.time(() -> assertThat(a.get("k" + n, redis.loader())).isEqualTo("v" + n));
        });
    assertThat(redis.loads()).hasValue(trial.get());
  }

  @Test
  void scenario53_paused_hits() {
    Cache<String, String> a = redis.cache();
    a.put("k", "v");
    for (int i = 0; i < 50_000; i++) {
      a.get("k", redis.loader());
    }
    redis.server().pause();

    Await.atBest(
        Duration.ofMillis(1),
        () ->
            Await.percentile(
                times(1_000, i -> assertThat(a.get("k", redis.loader())).isEqualTo("v")), 0.99));
    assertThat(redis.loads()).hasValue(0);
  }

  private interface Step {
    void run(int number);
  }

  private static List<Duration> times(int count, Step step) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int number = i;
      times.add(Await.time(() -> step.run(number)));
    }
    return times;
  }

  @Test
  void scenario54_paused_misses() {
    Cache<String, String> a = redis.warmCache();
    AtomicInteger timeouts = new AtomicInteger();
    try (var registration = a.listen(event -> count(event, timeouts))) {
      redis.server().pause();

      List<Duration> first =
          times(FAILURES, i -> assertThat(a.get("k" + i, redis.loader())).isEqualTo("v" + (i + 1)));
      long open = System.nanoTime();
      List<Duration> later =
          times(500, i -> assertThat(a.get("later" + i, redis.loader())).startsWith("v"));

      assertThat(Await.percentile(first, 0.2)).isBetween(TIMEOUT, TIMEOUT.plus(OVERHEAD));
      assertThat(Await.percentile(later, 0.9)).isLessThan(FEW_MILLIS);
      assertThat(redis.loads()).hasValue(FAILURES + 500);
      assertThat(timeouts.get())
          .as("five, and then a probe each second")
          .isLessThanOrEqualTo(FAILURES + (int) Await.since(open).toSeconds() + 1);
      assertThat(registration).isNotNull();
    }
  }

  private static void count(CacheEvent<? extends String> event, AtomicInteger timeouts) {
    if (event.cause().map(Throwable::getCause).orElse(null) instanceof TimeoutException) {
      timeouts.incrementAndGet();
    }
  }

  /** Runs each task on a thread of its own, and knows how many there were at once. */
  private static final class CountingExecutor implements Executor {
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    @Override
    public void execute(Runnable task) {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      Thread.ofVirtual()
          .start(() -> {
            try {
              task.run();
            } finally {
              running.decrementAndGet();
            }
          });
    }
  }

  @Test
  void scenario54_paused_noPileUp() {
    int callerCount = 200;
    var loads = new CountingExecutor();
    Cache<String, String> a =
        BrokenRedis.warm(
            redis
                .nodes()
                .at(
                    redis.server().uri(),
                    RedisOptions.defaults(),
                    Caches.of(CacheClock.system(), loads))
                .builder("test", HOUR)
                .maxEntries(1_000)
                .build());
    redis.server().pause();
    int threadsBefore = Thread.activeCount();
    AtomicInteger mostThreads = new AtomicInteger();
    long heapBefore = usedHeap();
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < callerCount; i++) {
      int caller = i;
      callers.add(() -> readDistinct(a, "caller" + caller));
    }

    callers.add(() -> watchThreads(mostThreads));

    try (ExecutorService pool = Executors.newFixedThreadPool(callers.size())) {
      assertThat(Await.together(callers, pool)).allMatch(calls -> calls > 5);
    }
    assertThat(mostThreads.get() - threadsBefore).as("platform threads").isBetween(200, 249);
    assertThat(loads.most.get()).as("loads at once").isLessThan(250);
    assertThat(a.stats().entries()).isLessThanOrEqualTo(1_000);
    assertThat(usedHeap() - heapBefore).as("bytes").isLessThan(32 << 20);
  }

  private static int readDistinct(Cache<String, String> cache, String name) {
    AtomicInteger calls = new AtomicInteger();
    return Await.during(
        Duration.ofSeconds(5),
        () -> {
          String key = name + "-" + calls.incrementAndGet();
          assertThat(cache.get(key, (k, c) -> k)).isEqualTo(key);
        });
  }

  private static int watchThreads(AtomicInteger most) {
    return Await.during(
        Duration.ofSeconds(4),
        () -> {
          most.accumulateAndGet(Thread.activeCount(), Math::max);
          Await.idle(Duration.ofMillis(10));
        });
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void scenario55_paused_writes() {
    Cache<String, String> a = redis.warmCache();
    redis.server().pause();

    for (int i = 0; i < 20; i++) {
      a.put("k" + i, "mine");
      assertThat(value(a, "k" + i)).isEqualTo("mine");
    }
    a.remove("k3");
    assertThat(value(a, "k3")).isEqualTo("none");
    assertThat(a.stats().pending()).isEqualTo(20);
  }

  @Test
  void scenario55_paused_writeTakesOneTimeout() {
    Cache<String, String> a = redis.warmCache();

    Await.atBest(
        TIMEOUT.plus(OVERHEAD),
        () -> {
          redis.server().pause();
          Duration time = Await.time(() -> a.put("k", "mine"));
          redis.server().resume();
          Await.eventually(() -> a.stats().pending() == 0);
          return time;
        });
  }

  @Test
  void scenario58_killed() {
    Cache<String, String> a = redis.warmCache();
    a.put("k", "v");
    redis.server().kill();
    a.get("first", redis.loader());

    Await.atBest(
        FEW_MILLIS,
        () ->
            Await.percentile(
                times(
                    200,
                    i -> {
                      String key = "k" + redis.loads();
                      assertThat(a.get(key, redis.loader())).startsWith("v");
                      a.put(key, "mine");
                      assertThat(value(a, key)).isEqualTo("mine");
                    }),
                0.95));
    assertThat(value(a, "k")).isEqualTo("v");
  }

  @Test
  void scenario58_reconnectsAreSpread() {
    int count = 50;
    for (int i = 0; i < count; i++) {
      redis.node();
    }
    Duration listening = Duration.ofSeconds(3);

    Await.atBest(
        count / 2L,
        () -> {
          redis.server().kill();
          List<Duration> attempts = attempts(listening);
          redis.server().restart();
          assertThat(attempts.size())
              .as("each node tries about once a second")
              .isBetween(count, count * (int) listening.toSeconds());
          return busiest(attempts, Duration.ofMillis(100));
        });
  }

  /** Takes the place of the server for a while, and returns when somebody came. */
  private List<Duration> attempts(Duration listening) {
    List<Duration> attempts = new ArrayList<>();
    try (var port =
        new ServerSocket(redis.server().port(), 200, InetAddress.getLoopbackAddress())) {
      port.setSoTimeout((int) listening.toMillis());
      long start = System.nanoTime();
      while (Await.since(start).compareTo(listening) < 0) {
        port.accept().close();
        attempts.add(Await.since(start));
      }
    } catch (SocketTimeoutException e) {
      // Nobody came any more.
    } catch (IOException e) {
      throw new AssertionError("Nobody can listen in place of the server", e);
    }
    return attempts;
  }

  /** Returns how many of the moments are within the busiest span of that width. */
  private static long busiest(List<Duration> moments, Duration width) {
    return moments.stream()
        .mapToLong(start ->
            moments.stream()
                .filter(each -> each.compareTo(start) >= 0)
                .filter(each -> each.minus(width).compareTo(start) < 0)
                .count())
        .max()
        .orElse(0);
  }

  @Test
  void scenario68_loaderAndRedisDown() {
    EntryOptions options =
        EntryOptions.of(Duration.ofMillis(200))
            .withJitter(0)
            .withStaleOnError(Duration.ofSeconds(8))
            .withErrorThrottle(Duration.ofMillis(50));
    Loader<String, String> broken =
        (key, c) -> {
          throw new IOException("source is down");
        };
    Cache<String, String> a = redis.node().cache(options);
    Cache<String, String> b = redis.node().cache(options);
    long written = System.nanoTime();
    a.put("k", "v");
    Await.eventually(() -> a.stats().pending() == 0);
    Await.eventually(() -> a.lookup("k") instanceof Lookup.Miss);
    redis.server().pause();

    assertThat(a.get("k", broken)).isEqualTo("v");
    redis.server().resume();
    Await.eventually(() -> isServed(b, broken));
    Await.eventually(() -> Await.since(written).toMillis() > 8_250);
    assertThatThrownBy(() -> a.get("k", broken)).isInstanceOf(CacheLoadException.class);
    assertThatThrownBy(() -> b.get("k", broken)).isInstanceOf(CacheLoadException.class);
  }

  /** A single answer of Redis may come too late. */
  private static boolean isServed(Cache<String, String> cache, Loader<String, String> broken) {
    try {
      return cache.get("k", broken).equals("v");
    } catch (CacheLoadException e) {
      return false;
    }
  }
}
