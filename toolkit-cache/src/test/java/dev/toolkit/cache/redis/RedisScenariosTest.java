package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static dev.toolkit.cache.redis.Nodes.await;
import static dev.toolkit.cache.redis.Nodes.value;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Explanation;
import dev.toolkit.cache.Loader;
import dev.toolkit.cache.Lookup;
import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.kv.KvList;
import dev.toolkit.cache.kv.KvPut;
import dev.toolkit.cache.kv.KvQuery;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The acceptance scenarios of several nodes over a Redis that is well, by their numbers. */
@Tag("redis")
class RedisScenariosTest {

  private static final Duration NOTICE = Duration.ofMillis(250);

  private static RedisProcess server;
  private static RedisCommands<String, String> commands;

  private final Nodes nodes = new Nodes();
  private final AtomicInteger loads = new AtomicInteger();
  private final Loader<String, String> loader = (key, c) -> "v" + loads.incrementAndGet();

  @BeforeAll
  static void start() throws IOException {
    server = RedisProcess.start();
    commands = server.commands();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @BeforeEach
  void empty() {
    commands.flushall();
  }

  @AfterEach
  void close() {
    nodes.close();
  }

  private Nodes.Node node() {
    return nodes.at(server.uri(), PATIENT);
  }

  private Nodes.Node skewed(Duration ahead) {
    return nodes.at(server.uri(), PATIENT, Caches.of(Nodes.skewed(ahead)));
  }

  /**
   * A notice that is still on its way keeps what is read out of memory: reads until it is there.
   */
  private static void warm(Cache<String, String> cache, String key, String expected) {
    Await.eventually(() -> {
      assertThat(value(cache, key)).isEqualTo(expected);
      return cache.explain(key).state() == Explanation.State.FRESH;
    });
  }

  /** Scripts write; entries are read without one, markers by one. */
  private static long asked() {
    return server.calls(commands, "evalsha") + server.calls(commands, "get");
  }

  @Test
  void scenario25_readThrough() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(b.get("k", loader)).isEqualTo("v1");
    assertThat(loads).hasValue(1);
    warm(b, "k", "v1");
    long before = asked();
    assertThat(b.get("k", loader)).isEqualTo("v1");
    assertThat(asked()).isEqualTo(before);
  }

  @Test
  void scenario26_remainingTtl() {
    Cache<String, String> a = node().cache(Nodes.TEN_SECONDS);
    Cache<String, String> b = node().cache(Nodes.TEN_SECONDS);
    AtomicInteger trial = new AtomicInteger();

    Await.atBest(
        Duration.ofMillis(50),
        () -> {
          String key = "k" + trial.incrementAndGet();
          long written = System.nanoTime();
          a.put(key, "v");
          Await.idle(Duration.ofMillis(300));
          warm(b, key, "v");
          Duration left = b.explain(key).expiresIn().orElseThrow();
          return left.plus(Await.since(written)).minusSeconds(10).abs();
        });
    assertThat(commands.keys("*")).allMatch(key -> commands.pttl(key) > 0);
  }

  @Test
  void scenario27_memoryTtl() {
    Cache<String, String> a = node().cache(Nodes.HOUR.withMemoryTtl(Duration.ofMillis(300)));
    a.get("k", loader);
    Await.idle(Duration.ofMillis(310));
    long before = asked();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(asked()).isEqualTo(before + 1);
    assertThat(loads).hasValue(1);
  }

  @Test
  void scenario28_invalidateReaches() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();

    Await.atBest(
        NOTICE,
        () -> {
          a.put("k", "v");
          warm(b, "k", "v");
          a.remove("k");
          return Await.eventually(() -> b.lookup("k") instanceof Lookup.Miss);
        });
    assertThat(commands.strlen("cache:test:v1:k")).as("the memory of the removal").isEqualTo(32);
  }

  @Test
  void scenario29_updateReaches() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    node().cache();

    Await.atBest(
        NOTICE,
        () -> {
          a.put("k", "one");
          await(b, "k", "one");
          warm(b, "k", "one");
          long before = asked();
          a.put("k", "two");
          Duration time = Await.eventually(() -> value(b, "k").equals("two"));
          assertThat(asked() - before)
              .as("a write, a read by the node that asked, perhaps one more while the notice came")
              .isBetween(2L, 3L);
          return time;
        });
  }

  @Test
  void scenario45_noticesOfOddKeysReach() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    for (String key : List.of("\ud83d", "\ude00\ud83d", "%d83d", "a\r\nb\0", "", "\ud83d\ude00")) {
      a.put(key, "one");
      warm(b, key, "one");

      a.put(key, "two");

      Nodes.await(b, key, "two");
    }
  }

  @Test
  void timesBeyondWhatRedisKeeps_areCut() {
    Duration forever = ChronoUnit.FOREVER.getDuration();
    EntryOptions options =
        EntryOptions.ofNeverExpiring()
            .withStaleOnError(forever)
            .withHardTimeout(forever)
            .withNodeLock(forever);
    Cache<String, String> a = node().cache(options);
    Cache<String, String> b = node().cache(options);

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(value(b, "k")).isEqualTo("v1");
    a.remove("k");

    Nodes.await(b, "k", "none");
    assertThat(commands.pttl("cache:test:v1:k")).isBetween(1L, Duration.ofDays(1).toMillis());
    assertThat(a.stats().layerFailures()).isZero();
  }

  @Test
  void scenario30_ownNoticesIgnored() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    a.put("k", "v");
    warm(b, "k", "v");
    long before = asked();

    Await.during(Duration.ofMillis(100), () -> assertThat(value(a, "k")).isEqualTo("v"));
    assertThat(asked()).isEqualTo(before);
  }

  @Test
  void scenario31_writeBeforeNotice() throws IOException {
    try (Relay slow = Relay.to(server)) {
      Cache<String, String> a = nodes.at(slow.uri()).cache();
      Cache<String, String> b = node().cache();
      a.put("k", "one");
      assertThat(value(b, "k")).isEqualTo("one");
      slow.delayRequests(Duration.ofMillis(50));

      Thread writer = Thread.ofVirtual().start(() -> a.put("k", "two"));
      await(b, "k", "two");
      Await.during(Duration.ofMillis(200), () -> assertThat(value(b, "k")).isEqualTo("two"));
      writer.interrupt();
    }
  }

  /** Three nodes of a hundred callers each. */
  private List<String> stampede(List<Cache<String, String>> caches, Loader<String, String> each) {
    List<Callable<String>> callers = new ArrayList<>();
    for (Cache<String, String> cache : caches) {
      callers.addAll(Collections.nCopies(100, () -> cache.get("k", each)));
    }
    return Await.together(callers);
  }

  private List<Cache<String, String>> three(EntryOptions options) {
    return List.of(node().cache(options), node().cache(options), node().cache(options));
  }

  @Test
  void scenario34_distributedStampede() {
    List<Cache<String, String>> caches = three(Nodes.HOUR.withNodeLock(Duration.ofSeconds(30)));
    Loader<String, String> slow =
        (key, c) -> {
          Await.idle(Duration.ofMillis(200));
          return "loaded " + loads.incrementAndGet();
        };
    AtomicInteger trial = new AtomicInteger();

    Await.atBest(
        Duration.ofMillis(600),
        () -> {
          String value = "loaded " + trial.incrementAndGet();
          Duration wall =
              Await.time(() -> assertThat(stampede(caches, slow)).hasSize(300).containsOnly(value));
          caches.get(0).remove("k");
          caches.forEach(cache -> await(cache, "k", "none"));
          return wall;
        });
    assertThat(loads).hasValue(trial.get());
  }

  @Test
  void scenario34_withoutLock_oncePerNode() {
    var asking = new CountDownLatch(3);
    Loader<String, String> together =
        (key, c) -> {
          loads.incrementAndGet();
          // Each node loads before the first has stored anything.
          asking.countDown();
          assertThat(asking.await(20, TimeUnit.SECONDS)).isTrue();
          return "loaded";
        };

    assertThat(stampede(three(Nodes.HOUR), together)).hasSize(300).containsOnly("loaded");
    assertThat(loads).hasValue(3);
  }

  @Test
  void scenario35_lockHolderDies() {
    EntryOptions locked = Nodes.HOUR.withNodeLock(Duration.ofSeconds(1));
    Cache<String, String> b = node().cache(locked);
    Cache<String, String> c = node().cache(locked);
    AtomicInteger trial = new AtomicInteger();

    Await.atBest(
        Duration.ofMillis(2_500),
        () -> {
          String value = "v" + trial.incrementAndGet();
          b.remove("k");
          await(c, "k", "none");
          NodeProgram.startAndKill("hold", server.uri(), "loading");
          List<Callable<String>> callers = new ArrayList<>();
          callers.addAll(Collections.nCopies(20, () -> b.get("k", loader)));
          callers.addAll(Collections.nCopies(20, () -> c.get("k", loader)));
          return Await.time(
              () -> assertThat(Await.together(callers)).hasSize(40).containsOnly(value));
        });
    assertThat(loads).hasValue(trial.get());
  }

  @Test
  void scenario37_tags() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();

    Await.atBest(
        NOTICE,
        () -> {
          a.put("k1", "v", a.options().withTags("t1", "t2"));
          a.put("k2", "v", a.options().withTags("t2"));
          a.put("k3", "v");
          List.of("k1", "k2", "k3").forEach(key -> await(b, key, "v"));

          a.invalidateTag("t2");

          assertThat(List.of(value(a, "k1"), value(a, "k2"), value(a, "k3")))
              .isEqualTo(List.of("none", "none", "v"));
          return Await.eventually(
              () -> value(b, "k1").equals("none") && value(b, "k2").equals("none"));
        });
    assertThat(value(b, "k3")).isEqualTo("v");
  }

  @Test
  void scenario37_tagOfHundredThousandKeys() {
    Cache<String, String> a = node().builder("test", Nodes.HOUR).maxEntries(200_000).build();
    EntryOptions tagged = a.options().withTags("t");
    for (int start = 0; start < 100_000; start += 5_000) {
      List<String> keys = IntStream.range(start, start + 5_000).mapToObj(i -> "k" + i).toList();
      a.getAll(keys, missing -> missing.stream().collect(toMap(key -> key, key -> "v")), tagged);
    }
    assertThat(commands.dbsize()).isGreaterThan(100_000);

    Await.atBest(
        Duration.ofMillis(50),
        () -> {
          a.put("k7", "v", tagged);
          return Await.time(() -> {
            a.invalidateTag("t");
            assertThat(value(a, "k7")).isEqualTo("none");
          });
        });
    // Beats of the connection come in between now and then.
    Await.atBest(
        9L,
        () -> {
          long before = commandsRun();
          a.invalidateTag("t");
          return commandsRun() - before;
        });
    assertThat(value(node().cache(), "k99999")).isEqualTo("none");
  }

  /** Counts those within scripts, too, but not those by which they are counted. */
  private static long commandsRun() {
    return commands
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith("cmdstat_") && !line.startsWith("cmdstat_info"))
        .mapToLong(line -> Long.parseLong(line.replaceAll(".*:calls=|,.*", "")))
        .sum();
  }

  @Test
  void scenario39_nodeThatStartsLater() {
    Cache<String, String> a = node().cache();
    a.put("k1", "v", a.options().withTags("t"));
    a.put("k2", "v");
    a.invalidateTag("t");

    Cache<String, String> late = node().cache();
    assertThat(value(late, "k1")).isEqualTo("none");
    assertThat(value(late, "k2")).isEqualTo("v");
    a.clear();
    assertThat(value(node().cache(), "k2")).isEqualTo("none");
  }

  @Test
  void scenario40_markerEvicted_nothingIsResurrected() {
    Cache<String, String> a = node().cache();
    a.put("k1", "v", a.options().withTags("t"));
    a.put("k2", "v", a.options().withTags("t"));
    assertThat(commands.pttl("cache:test:t1:t")).as("outlives entries").isGreaterThan(80_000_000L);
    a.invalidateTag("t");
    commands.del("cache:test:t1:t");

    Cache<String, String> late = node().cache();
    assertThat(value(late, "k1")).isEqualTo("none");
    late.put("k1", "new", late.options().withTags("t"));
    Cache<String, String> later = node().cache();
    assertThat(value(later, "k1")).isEqualTo("new");
    assertThat(value(later, "k2")).isEqualTo("none");

    a.clear();
    commands.del("cache:test:c1:");
    Cache<String, String> last = node().cache();
    assertThat(value(last, "k1")).isEqualTo("none");
  }

  @Test
  void scenario40_markerEvicted_nodeThatOnlyReads_getsWhatIsWrittenLater() {
    Cache<String, String> a = node().cache();
    EntryOptions tagged = a.options().withTags("t");
    a.put("k", "old", tagged);
    commands.del("cache:test:c1:", "cache:test:t1:t");
    Cache<String, String> late = node().cache();
    assertThat(value(late, "k")).isEqualTo("none");

    a.put("k", "new", tagged);
    await(late, "k", "new");
    assertThat(late.getAll(List.of("k"), missing -> Map.of())).containsEntry("k", "new");
  }

  @Test
  void scenario41_clockSkew() {
    for (Duration skew : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      commands.flushall();
      Cache<String, String> a = node().cache(Nodes.TEN_SECONDS);
      Cache<String, String> b = skewed(skew).cache(Nodes.TEN_SECONDS);
      b.put("k", "from b", b.options().withTags("t"));
      warm(a, "k", "from b");
      assertThat(a.explain("k").expiresIn().orElseThrow())
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(10));

      a.invalidateTag("t");
      await(b, "k", "none");
      a.put("k", "from a", a.options().withTags("t"));
      await(b, "k", "from a");
      b.invalidateTag("t");
      await(a, "k", "none");
      b.put("k", "again", b.options().withTags("t"));
      await(a, "k", "again");
      nodes.close();
    }
  }

  @Test
  void scenario41_skewedFirstWriter_losesNothing() {
    Cache<String, String> a = node().cache();
    a.put("k", "older");
    Cache<String, String> behind = skewed(Duration.ofMinutes(-5)).cache();

    behind.put("k", "newer");
    await(a, "k", "newer");
    assertThat(value(behind, "k")).isEqualTo("newer");
  }

  @Test
  void scenario42_clearReaches_andTouchesNothingElse() {
    Nodes.Node first = node();
    Cache<String, String> a = first.cache();
    Cache<String, String> other = first.builder("other", Nodes.HOUR).build();
    Cache<String, String> b = node().cache();
    other.put("k", "kept");
    commands.set("foreign", "kept");
    long scans = server.calls(commands, "scan");

    Await.atBest(
        NOTICE,
        () -> {
          a.put("k", "v");
          await(b, "k", "v");
          a.clear();
          return Await.eventually(() -> value(b, "k").equals("none"));
        });
    assertThat(value(a, "k")).isEqualTo("none");
    assertThat(value(other, "k")).isEqualTo("kept");
    assertThat(commands.get("foreign")).isEqualTo("kept");
    assertThat(server.calls(commands, "flushdb")).isZero();
    assertThat(server.calls(commands, "scan")).isEqualTo(scans);
    b.put("k", "after");
    await(a, "k", "after");
  }

  @Test
  void scenario43_list() throws Exception {
    Kv kv = Kv.of(node().redis().layer(), "pages");
    for (int i = 0; i < 2_500; i++) {
      kv.put("list/" + i, "value", KvPut.defaults().metadata("m" + i));
    }
    List<String> names = new ArrayList<>();
    String cursor = null;
    int pages = 0;
    do {
      KvQuery query = KvQuery.prefix("list/").limit(1_000);
      KvList page = kv.list(cursor == null ? query : query.after(cursor));
      names.addAll(page.names());
      // Keys that come and go between pages neither hide others nor repeat them.
      kv.put("list/extra" + pages, "value");
      kv.delete("list/extra" + (pages - 1));
      cursor = page.cursor().orElse(null);
      pages++;
    } while (cursor != null);

    assertThat(pages).isEqualTo(3);
    assertThat(names).doesNotHaveDuplicates();
    assertThat(names).containsAll(IntStream.range(0, 2_500).mapToObj(i -> "list/" + i).toList());
    assertThat(names).isSorted();
  }

  @Test
  void scenario43_prefixIsLiteral() throws Exception {
    Kv kv = Kv.of(node().redis().layer(), "pages");
    String special = "a*b?[c-d]\\^";
    kv.put(special + "1", "value");
    kv.put("aXbYc1", "value");

    assertThat(kv.list(KvQuery.prefix(special)).names()).isEqualTo(List.of(special + "1"));
  }

  @Test
  void scenario44_namesAndPrefixesApart() {
    Nodes.Node first = node();
    Cache<String, String> one = first.builder("one", Nodes.HOUR).build();
    Cache<String, String> two = first.builder("two", Nodes.HOUR).build();
    Cache<String, String> prefixed = node().builder("one", Nodes.HOUR).prefix("other").build();
    EntryOptions tagged = Nodes.HOUR.withTags("t");
    one.put("k", "1", tagged);
    two.put("k", "2", tagged);
    prefixed.put("k", "3", tagged);

    one.invalidateTag("t");
    one.put("k", "1b");
    one.remove("k");

    Await.during(
        Duration.ofMillis(100),
        () -> {
          assertThat(value(two, "k")).isEqualTo("2");
          assertThat(value(prefixed, "k")).isEqualTo("3");
        });
  }

  @Test
  void scenario45_keys() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    List<String> keys =
        List.of(
            "a\r\nb",
            "\0",
            "",
            " ",
            "{x}",
            "*",
            "a:b",
            "\ud83d\ude00",
            "\ud83d",
            "k".repeat(10_000));
    for (int i = 0; i < keys.size(); i++) {
      a.put(keys.get(i), "value " + i);
    }
    for (int i = 0; i < keys.size(); i++) {
      assertThat(value(b, keys.get(i))).isEqualTo("value " + i);
    }
    a.remove("a\r\nb");
    await(b, "a\r\nb", "none");
    assertThat(commands.keys("*")).noneMatch(key -> key.contains("{"));
  }

  @Test
  void scenario46_poisonedEntry() {
    Map<String, Runnable> poisons =
        Map.of(
            "garbage", () -> commands.set("cache:test:v1:k", "garbage"),
            "list",
                () -> {
                  commands.del("cache:test:v1:k");
                  commands.lpush("cache:test:v1:k", "x");
                },
            "cut",
                () -> commands.set("cache:test:v1:k", commands.getrange("cache:test:v1:k", 0, 60)));
    Cache<String, String> writer = node().cache();
    int expected = 0;
    for (Map.Entry<String, Runnable> poison : poisons.entrySet()) {
      writer.put("k", "v");
      poison.getValue().run();
      Cache<String, String> reader = node().cache();

      assertThat(reader.get("k", loader)).as(poison.getKey()).isEqualTo("v" + ++expected);
      assertThat(reader.stats().corrupt()).isEqualTo(1);
      Cache<String, String> next = node().cache();
      assertThat(next.get("k", loader)).as("overwritten").isEqualTo("v" + expected);
    }
  }

  @Test
  void notices_thatAreNone_doNoHarm() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    a.put("k", "one");
    assertThat(value(b, "k")).isEqualTo("one");
    for (String message : List.of("", "x", "\0", "f".repeat(100))) {
      commands.publish("cache:test:n1:", message);
    }

    a.put("k", "two");
    await(b, "k", "two");
  }

  @Test
  void values_areWrittenWithoutNamesOfClasses() {
    node().cache().put("k", "text of the value");

    byte[] stored = commands.get("cache:test:v1:k").getBytes(StandardCharsets.UTF_8);
    assertThat(new String(stored, StandardCharsets.UTF_8))
        .contains("text of the value")
        .doesNotContain("java");
  }

  @Test
  void close_leavesNoConnectionAndNoThread() {
    node().cache().put("k", "v");
    assertThat(commands.clientList().lines().count()).isEqualTo(3);

    nodes.close();

    Await.eventually(() ->
        commands.clientList().lines().count() == 1
            && Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().startsWith("toolkit-cache")));
  }

  @Test
  void scenario69_loadersBlocked() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
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
      await(a, "other", "two");
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
