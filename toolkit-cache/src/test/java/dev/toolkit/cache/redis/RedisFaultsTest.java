package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.CacheBuilder;
import dev.toolkit.cache.CacheLoadException;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Loader;
import dev.toolkit.cache.Lookup;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The acceptance scenarios in which Redis or the network fails, by their numbers. */
@Tag("redis")
@EnabledIfSystemProperty(named = "toolkit.chaos", matches = "true")
class RedisFaultsTest {

  /** How long an entry lives that is not to expire during a test. */
  private static final EntryOptions HOUR = EntryOptions.of(Duration.ofHours(1)).withJitter(0);

  private static final Duration NOTICE = Duration.ofMillis(250);
  private static final Duration BACK_IN_USE = Duration.ofSeconds(2);

  /** What a call may take beside the time-out of Redis, on a machine with two busy processors. */
  private static final Duration OVERHEAD = Duration.ofMillis(60);

  private static final Duration TIMEOUT = Duration.ofMillis(100);

  private final Nodes nodes = new Nodes();
  private final AtomicInteger loads = new AtomicInteger();
  private final Loader<String, String> loader = (key, c) -> "v" + loads.incrementAndGet();
  private final AtomicReference<Throwable> uncaught = new AtomicReference<>();
  private RedisProcess server;

  @BeforeEach
  void start() throws IOException {
    Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.set(e));
    server = RedisProcess.start();
  }

  @AfterEach
  void close() {
    if (server.isAlive()) {
      server.resume();
    }
    nodes.close();
    server.close();
    Thread.setDefaultUncaughtExceptionHandler(null);
    assertThat(uncaught.get()).isNull();
  }

  private Nodes.Node node() {
    return nodes.at(server.uri());
  }

  private static String value(Cache<String, String> cache, String key) {
    return cache.lookup(key).toOptional().orElse("none");
  }

  private static void warmUp(Cache<String, String> cache) {
    for (int i = 0; i < 200; i++) {
      cache.put("warm" + i, "v");
      cache.remove("warm" + i);
      cache.get("warmer" + i, (key, c) -> "v");
    }
  }

  @Test
  void scenario36_lockBackendFails() {
    Cache<String, String> a = node().cache(HOUR.withNodeLock(Duration.ofSeconds(5)));
    warmUp(a);
    server.pause();

    Duration time = Await.time(() -> assertThat(a.get("k", loader)).isEqualTo("v1"));
    assertThat(time).isLessThan(TIMEOUT.multipliedBy(2).plus(OVERHEAD));
    assertThat(loads).hasValue(1);
  }

  @Test
  void scenario52_downAtStart() {
    server.kill();
    List<Cache<String, String>> built = new ArrayList<>();
    Duration start = Await.time(() -> built.add(node().cache(HOUR)));
    assertThat(start).isLessThan(Duration.ofSeconds(1));
    Cache<String, String> a = built.get(0);
    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(a.get("k", loader)).isEqualTo("v1");

    server.restart();
    Cache<String, String> b = node().cache(HOUR);
    AtomicInteger round = new AtomicInteger();
    Await.within(
        BACK_IN_USE,
        () -> {
          String key = "k" + round.incrementAndGet();
          a.put(key, "shared");
          return value(b, key).equals("shared");
        });
  }

  @Test
  void scenario53_paused_hits() {
    Cache<String, String> a = node().cache(HOUR);
    a.put("k", "v");
    for (int i = 0; i < 50_000; i++) {
      a.get("k", loader);
    }
    server.pause();

    long[] nanos = new long[1_000];
    for (int i = 0; i < nanos.length; i++) {
      long before = System.nanoTime();
      assertThat(a.get("k", loader)).isEqualTo("v");
      nanos[i] = System.nanoTime() - before;
    }
    Arrays.sort(nanos);
    assertThat(Duration.ofNanos(nanos[989])).isLessThan(Duration.ofMillis(1));
  }

  @Test
  void scenario54_paused_misses() {
    Cache<String, String> a = node().cache(HOUR);
    warmUp(a);
    server.pause();

    for (int i = 0; i < 5; i++) {
      String key = "k" + i;
      assertThat(Await.time(() -> a.get(key, loader))).isLessThan(TIMEOUT.plus(OVERHEAD));
    }
    int slow = 0;
    for (int i = 5; i < 505; i++) {
      String key = "k" + i;
      if (Await.time(() -> a.get(key, loader)).toMillis() >= 5) {
        slow++;
      }
    }
    assertThat(slow).as("a probe each second, and what the machine does").isLessThan(10);
    assertThat(loads).hasValue(505);
  }

  @Test
  void scenario54_paused_noPileUp() {
    Cache<String, String> a = node().builder("test", HOUR).maxEntries(1_000).build();
    warmUp(a);
    server.pause();
    AtomicInteger errors = new AtomicInteger();
    List<Callable<Integer>> callers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int caller = i;
      callers.add(() -> {
        AtomicInteger calls = new AtomicInteger();
        return Await.during(
            Duration.ofSeconds(3),
            () -> {
              if (a.get(caller + "-" + calls.incrementAndGet(), (key, c) -> "v") == null) {
                errors.incrementAndGet();
              }
              if (calls.get() % 64 == 0) {
                Thread.yield();
              }
            });
      });
    }
    AtomicInteger most = new AtomicInteger();
    Thread watcher =
        Thread.ofPlatform()
            .start(() ->
                Await.during(
                    Duration.ofSeconds(2),
                    () -> most.accumulateAndGet(Thread.activeCount(), Math::max)));

    assertThat(Await.together(callers)).hasSize(200).allMatch(calls -> calls > 5);
    watcher.interrupt();
    assertThat(errors).hasValue(0);
    assertThat(most.get()).isLessThan(250);
    assertThat(a.stats().entries()).isLessThanOrEqualTo(1_000);
  }

  @Test
  void scenario55_paused_writes() {
    Cache<String, String> a = node().cache(HOUR);
    warmUp(a);
    server.pause();

    for (int i = 0; i < 20; i++) {
      String key = "k" + i;
      assertThat(Await.time(() -> a.put(key, "mine"))).isLessThan(TIMEOUT.plus(OVERHEAD));
      assertThat(value(a, key)).isEqualTo("mine");
    }
    a.remove("k3");
    assertThat(value(a, "k3")).isEqualTo("none");
    assertThat(a.stats().pending()).isEqualTo(20);
  }

  @Test
  void scenario55_tooManyChanges_clearTheCache() {
    CacheBuilder<String, String> large =
        node().builder("test", HOUR.withNodeLock(Duration.ZERO)).maxEntries(50_000);
    Cache<String, String> a = large.build();
    Cache<String, String> b = node().cache(HOUR);
    a.put("before", "old");
    assertThat(value(b, "before")).isEqualTo("old");
    server.kill();
    for (int i = 0; i < 10_050; i++) {
      a.put("k" + i, "v");
    }
    a.put("before", "new");
    assertThat(a.stats().pending()).isEqualTo(1);

    server.restart();

    Await.within(Duration.ofSeconds(4), () -> a.stats().pending() == 0);
    Await.within(BACK_IN_USE, () -> value(b, "before").equals("none"));
    assertThat(value(a, "k7")).isEqualTo("none");
    a.put("k7", "again");
    Await.within(NOTICE, () -> value(b, "k7").equals("again"));
  }

  @Test
  void scenario56_resumed() {
    Cache<String, String> a = node().cache(HOUR);
    Cache<String, String> b = node().cache(HOUR);
    warmUp(a);
    a.put("k1", "old");
    a.put("k2", "old");
    a.put("k3", "old", HOUR.withTags("t"));
    assertThat(value(b, "k1") + value(b, "k2") + value(b, "k3")).isEqualTo("oldoldold");
    server.pause();
    for (int i = 0; i < 10; i++) {
      a.put("k1", "new " + i);
    }
    a.remove("k2");
    a.invalidateTag("t");
    Await.during(Duration.ofSeconds(5), () -> value(a, "k1"));

    server.resume();

    Await.within(
        Duration.ofSeconds(3),
        () ->
            value(b, "k1").equals("new 9")
                && value(b, "k2").equals("none")
                && value(b, "k3").equals("none"));
    assertThat(value(a, "k1")).isEqualTo("new 9");
    Await.within(Duration.ofSeconds(1), () -> a.stats().pending() == 0);
    assertThat(value(node().cache(HOUR), "k1")).isEqualTo("new 9");
    assertThat(value(node().cache(HOUR), "k2")).isEqualTo("none");
  }

  @Test
  void scenario57_bothWriteDuringTheOutage() {
    Cache<String, String> a = node().cache(HOUR);
    Cache<String, String> b = node().cache(HOUR);
    a.put("k", "old");
    a.put("gone", "old");
    assertThat(value(b, "k") + value(b, "gone")).isEqualTo("oldold");
    server.pause();
    a.put("k", "a");
    b.put("k", "b");
    b.put("gone", "b");
    a.remove("gone");

    server.resume();

    Await.within(Duration.ofSeconds(4), () -> a.stats().pending() == 0 && b.stats().pending() == 0);
    Cache<String, String> fresh = node().cache(HOUR);
    Await.within(
        NOTICE,
        () ->
            value(a, "k").equals("b")
                && value(b, "k").equals("b")
                && value(a, "gone").equals("none")
                && value(b, "gone").equals("none"));
    assertThat(value(fresh, "k")).isEqualTo("b");
    assertThat(value(fresh, "gone")).isEqualTo("none");
  }

  @Test
  void scenario58_killed() {
    Cache<String, String> a = node().cache(HOUR);
    warmUp(a);
    a.put("k", "v");
    server.kill();
    a.get("first", loader);

    int slow = 0;
    for (int i = 0; i < 500; i++) {
      String key = "k" + i;
      Duration get = Await.time(() -> a.get(key, loader));
      Duration put = Await.time(() -> a.put(key, "mine"));
      if (get.toMillis() >= 5 || put.toMillis() >= 5) {
        slow++;
      }
      assertThat(value(a, key)).isEqualTo("mine");
    }
    assertThat(slow).isLessThan(10);
  }

  @Test
  void scenario58_reconnectsAreSpread() throws Exception {
    int count = 20;
    List<Long> attempts = new ArrayList<>();
    server.kill();
    for (int i = 0; i < count; i++) {
      node().cache(HOUR);
    }
    try (var port = new java.net.ServerSocket(server.port(), 100)) {
      port.setSoTimeout(2_000);
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      while (System.nanoTime() < end) {
        try {
          port.accept().close();
          attempts.add(System.nanoTime());
        } catch (java.net.SocketTimeoutException e) {
          break;
        }
      }
    }
    assertThat(attempts.size()).as("about one a second for each node").isBetween(10, 3 * count);
    long first = attempts.get(0);
    long inFirstTenth = attempts.stream().filter(at -> at - first < 100_000_000L).count();
    assertThat(inFirstTenth).isLessThan(count);
  }

  /** A node that comes to hear the others expires what it has read before. */
  private void awaitHearing(Cache<String, String> from, Cache<String, String> to) {
    from.put("heard", "no");
    value(to, "heard");
    from.put("heard", "yes");
    Await.within(BACK_IN_USE, () -> value(to, "heard").equals("yes"));
  }

  @Test
  void scenario59_killedAndRestartedEmpty() {
    Cache<String, String> a = node().cache(HOUR);
    Cache<String, String> b = node().cache(HOUR);
    awaitHearing(a, b);
    awaitHearing(b, a);
    a.put("k1", "old", HOUR.withTags("t"));
    a.put("k2", "kept");
    assertThat(value(b, "k1") + value(b, "k2")).isEqualTo("oldkept");
    a.invalidateTag("t");
    Await.within(NOTICE, () -> value(b, "k1").equals("none"));
    server.kill();
    assertThat(value(a, "k2")).as("memory goes on").isEqualTo("kept");
    assertThat(value(b, "k2")).isEqualTo("kept");

    server.restart();
    RedisCommands<String, String> commands = server.commands();
    Await.within(
        BACK_IN_USE,
        () -> {
          a.put("k3", "new");
          return commands.exists("cache:test:v1:k3") == 1;
        });
    Await.within(BACK_IN_USE, () -> value(b, "k3").equals("new"));
    Await.within(Duration.ofSeconds(3), () -> commands.exists("cache:test:t1:t") == 1);
    assertThat(value(a, "k1")).isEqualTo("none");
    assertThat(value(b, "k1")).isEqualTo("none");
    assertThat(b.get("k2", loader)).isIn("kept", "v1");
    assertThat(loads).hasValueLessThanOrEqualTo(1);
  }

  @Test
  void scenario60_backplaneCut() throws IOException {
    try (Relay relay = Relay.to(server)) {
      Cache<String, String> a = node().cache(HOUR);
      Cache<String, String> b =
          nodes
              .at(relay.uri())
              .builder("test", HOUR)
              .whenDisconnected(Duration.ofMillis(1_500))
              .build();
      a.put("k", "one");
      a.put("gone", "one");
      assertThat(value(b, "k") + value(b, "gone")).isEqualTo("oneone");
      relay.cut();
      a.put("k", "two");
      a.remove("gone");
      Await.within(Duration.ofMillis(1_500).plus(OVERHEAD), () -> !value(b, "k").equals("one"));

      b.put("own", "mine");
      relay.mend();
      Await.within(
          BACK_IN_USE.plusSeconds(1),
          () -> value(b, "k").equals("two") && value(a, "own").equals("mine"));
      assertThat(value(b, "gone")).isEqualTo("none");
    }
  }

  @Test
  void scenario60_healedWithinASecondOfReconnection() throws IOException {
    try (Relay relay = Relay.to(server)) {
      Cache<String, String> a = node().cache(HOUR);
      Nodes.Node other = nodes.at(relay.uri());
      Cache<String, String> b = other.cache(HOUR);
      for (int round = 0; round < 10; round++) {
        a.put("k", "old " + round);
        String old = "old " + round;
        Await.within(BACK_IN_USE, () -> value(b, "k").equals(old));
        relay.cut();
        a.put("k", "new " + round);
        relay.mend();
        Await.within(BACK_IN_USE, () -> other.redis().isConnected());
        String expected = "new " + round;
        Await.within(Duration.ofSeconds(1), () -> value(b, "k").equals(expected));
      }
    }
  }

  @Test
  void scenario61_halfOpen() throws IOException {
    try (Relay relay = Relay.to(server)) {
      Cache<String, String> a = node().cache(HOUR);
      Cache<String, String> b =
          nodes
              .at(relay.uri())
              .builder("test", HOUR)
              .whenDisconnected(Duration.ofMillis(500))
              .build();
      a.put("k", "one");
      assertThat(value(b, "k")).isEqualTo("one");
      relay.clog();
      a.put("k", "two");
      Await.within(Duration.ofMillis(5_500), () -> !value(b, "k").equals("one"));

      relay.mend();
      Await.within(Duration.ofSeconds(5), () -> value(b, "k").equals("two"));
    }
  }

  @Test
  void scenario62_flushedByOperator() {
    Cache<String, String> a = node().cache(HOUR);
    Cache<String, String> b = node().cache(HOUR);
    a.put("k", "v");
    assertThat(value(b, "k")).isEqualTo("v");
    server.commands().flushall();

    assertThat(value(a, "k")).isEqualTo("v");
    assertThat(b.get("other", loader)).isEqualTo("v1");
    Cache<String, String> c = node().cache(HOUR);
    assertThat(c.get("k", loader)).isEqualTo("v2");
    assertThat(c.get("other", loader)).isIn("v1", "v3");
    a.put("k", "v9");
    Await.within(NOTICE, () -> value(b, "k").equals("v9") && value(c, "k").equals("v9"));
  }

  @Test
  void scenario63_outOfMemory_stillReads() {
    Cache<String, String> a = node().cache(HOUR);
    a.put("k", "v");
    RedisCommands<String, String> commands = server.commands();
    commands.configSet("maxmemory-policy", "noeviction");
    commands.configSet("maxmemory", "1");

    Cache<String, String> b = node().cache(HOUR);
    for (int i = 0; i < 20; i++) {
      b.put("new" + i, "mine");
      assertThat(value(b, "new" + i)).isEqualTo("mine");
    }
    assertThat(b.stats().layerFailures()).isPositive();
    Cache<String, String> c = node().cache(HOUR);
    assertThat(c.get("k", loader)).as("reads go on").isEqualTo("v");
    assertThat(loads).hasValue(0);

    commands.configSet("maxmemory", "0");
    Await.within(Duration.ofSeconds(4), () -> b.stats().pending() == 0);
    assertThat(value(c, "new7")).isEqualTo("mine");
  }

  @Test
  void scenario64_readOnlyReplicaAndPassword() {
    Cache<String, String> a = node().cache(HOUR);
    a.put("k", "v");
    RedisCommands<String, String> commands = server.commands();
    commands.replicaof("127.0.0.1", 1);

    a.put("k2", "mine");
    assertThat(value(a, "k2")).isEqualTo("mine");
    assertThat(a.stats().pending()).isPositive();
    commands.replicaofNoOne();
    Await.within(Duration.ofSeconds(4), () -> a.stats().pending() == 0);
    Cache<String, String> b = node().cache(HOUR);
    assertThat(value(b, "k2")).isEqualTo("mine");
  }

  @Test
  void scenario64_passwordRotated() {
    RedisCommands<String, String> commands = server.commands();
    AtomicReference<String> password = new AtomicReference<>("");
    Nodes.Node node =
        nodes.at(
            server.uri(),
            RedisOptions.defaults()
                .withCredentials(() -> new RedisOptions.Credentials("default", password.get())),
            dev.toolkit.cache.CacheClock.system());
    Cache<String, String> a = node.cache(HOUR);
    a.put("k", "v");
    commands.configSet("requirepass", "second");
    commands.clientKill(KillArgs.Builder.typePubsub());
    commands.clientKill(KillArgs.Builder.typeNormal().skipme());

    a.put("k2", "mine");
    assertThat(value(a, "k2")).isEqualTo("mine");
    Await.within(
        Duration.ofSeconds(3), () -> a.stats().pending() > 0 || !node.redis().isConnected());
    a.put("k3", "mine");
    password.set("second");
    Await.within(Duration.ofSeconds(6), () -> a.stats().pending() == 0);
    assertThat(commands.exists("cache:test:v1:k3")).isEqualTo(1);
  }

  @Test
  void scenario65_slow() throws IOException {
    try (Relay relay = Relay.to(server)) {
      EntryOptions options =
          EntryOptions.of(Duration.ofMillis(300))
              .withJitter(0)
              .withStaleOnError(Duration.ofHours(1))
              .withSoftTimeout(Duration.ofMillis(50));
      Cache<String, String> a = nodes.at(relay.uri()).cache(options);
      warmUp(a);
      a.put("stale", "old");
      relay.delay(Duration.ofMillis(60));
      for (int i = 0; i < 10; i++) {
        a.get("k" + i, loader);
      }
      assertThat(a.stats().layerFailures()).as("slow, but it works").isZero();

      relay.delay(Duration.ofMillis(150));
      Await.within(Duration.ofSeconds(2), () -> a.explain("stale").state().name().equals("STALE"));
      Duration waited = Await.time(() -> assertThat(a.get("stale", loader)).isEqualTo("old"));
      assertThat(waited).isLessThan(Duration.ofMillis(50).plus(OVERHEAD));
      for (int i = 10; i < 20; i++) {
        a.get("k" + i, loader);
      }
      assertThat(Await.time(() -> a.get("k99", loader))).isLessThan(OVERHEAD);
    }
  }

  @Test
  void scenario66_nodeDiesWhileItWrites() throws Exception {
    Cache<String, String> b = node().cache(HOUR);
    Cache<String, String> fresh = node().cache(HOUR.withSkips(EntryOptions.Skip.MEMORY_WRITE));
    for (int round = 0; round < 5; round++) {
      Process writer = NodeProgram.start("write", server.uri());
      assertThat(NodeProgram.nextLine(writer)).isEqualTo("writing");
      Await.during(Duration.ofMillis(150), () -> value(b, "k7"));
      writer.destroyForcibly().waitFor();
      for (int i = 0; i < 50; i++) {
        String key = "k" + i;
        Await.within(NOTICE, () -> value(b, key).equals(value(fresh, key)));
      }
    }
  }

  @Test
  void scenario67_thunderingRecovery() {
    int nodeCount = 10;
    int keys = 200;
    EntryOptions locked = HOUR.withNodeLock(Duration.ofSeconds(5));
    List<Cache<String, String>> caches = new ArrayList<>();
    for (int i = 0; i < nodeCount; i++) {
      caches.add(
          nodes
              .at(
                  server.uri(),
                  RedisOptions.defaults().withTimeout(Duration.ofSeconds(2)),
                  dev.toolkit.cache.CacheClock.system())
              .cache(locked));
    }
    caches.get(0).getAll(names(keys), missing -> toValues(missing));
    server.kill();
    server.restart();
    RedisCommands<String, String> commands = server.commands();
    Await.within(
        Duration.ofSeconds(5), () -> commands.clientList().lines().count() >= 2 * nodeCount);
    List<Callable<Integer>> readers = new ArrayList<>();
    for (Cache<String, String> cache : caches) {
      readers.add(() -> {
        names(keys).forEach(key -> cache.get(key, loader));
        return 0;
      });
    }
    Await.together(readers);

    assertThat(loads.get()).isLessThanOrEqualTo(keys * 105 / 100);
    assertThat(commands.clientList().lines().count())
        .as("two connections for each node, and the test's own")
        .isLessThanOrEqualTo(2L * nodeCount + 2);
  }

  private static List<String> names(int count) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("hot" + i);
    }
    return names;
  }

  private static java.util.Map<String, String> toValues(java.util.Set<String> keys) {
    var values = new java.util.HashMap<String, String>();
    keys.forEach(key -> values.put(key, "v"));
    return values;
  }

  @Test
  void scenario68_loaderAndRedisDown() {
    EntryOptions options =
        EntryOptions.of(Duration.ofMillis(200))
            .withJitter(0)
            .withStaleOnError(Duration.ofSeconds(4))
            .withErrorThrottle(Duration.ofMillis(50));
    Loader<String, String> broken =
        (key, c) -> {
          throw new IOException("source is down");
        };
    Cache<String, String> a = node().cache(options);
    long written = System.nanoTime();
    a.put("k", "v");
    Cache<String, String> b = node().cache(options);
    Await.within(Duration.ofSeconds(1), () -> a.lookup("k") instanceof Lookup.Miss);
    server.pause();

    assertThat(a.get("k", broken)).isEqualTo("v");
    server.resume();
    Await.within(BACK_IN_USE, () -> "v".equals(b.lookup("k", broken).toOptional().orElse("none")));
    Await.within(
        Duration.ofSeconds(6),
        () -> Duration.ofNanos(System.nanoTime() - written).toMillis() > 4_250);
    assertThatThrownBy(() -> a.get("k", broken)).isInstanceOf(CacheLoadException.class);
    assertThatThrownBy(() -> b.get("k", broken)).isInstanceOf(CacheLoadException.class);
  }

  @Test
  void scenario69_loadersBlocked() {
    Cache<String, String> a = node().cache(HOUR);
    Cache<String, String> b = node().cache(HOUR);
    CountDownLatch gate = new CountDownLatch(1);
    a.put("k", "one");
    b.put("other", "one");
    for (int i = 0; i < 100; i++) {
      String key = "blocked" + i;
      Thread.ofVirtual()
          .start(() ->
              a.get(
                  key,
                  (k, c) -> {
                    gate.await();
                    return "late";
                  }));
    }
    try (var registration = a.listen(event -> block(gate))) {
      assertThat(value(a, "k")).isEqualTo("one");
      assertThat(value(a, "other")).isEqualTo("one");
      b.put("other", "two");
      Await.within(NOTICE, () -> value(a, "other").equals("two"));
      assertThat(registration).isNotNull();
    }
    gate.countDown();
  }

  private static void block(CountDownLatch gate) {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
