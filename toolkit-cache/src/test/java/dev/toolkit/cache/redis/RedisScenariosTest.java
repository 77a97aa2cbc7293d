package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.CacheClock;
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
import java.util.ArrayList;
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

  /** Rounds of the races; {@code -Dtoolkit.race.rounds=10000} runs more. */
  private static final int ROUNDS = Integer.getInteger("toolkit.race.rounds", 1_000);

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
    return nodes.at(server.uri());
  }

  private static String value(Cache<String, String> cache, String key) {
    return cache.lookup(key).toOptional().orElse("none");
  }

  /**
   * A notice that is still on its way keeps what is read out of memory: reads until it is there.
   */
  private static void warm(Cache<String, String> cache, String key, String expected) {
    Await.within(
        Duration.ofSeconds(2),
        () -> {
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
    EntryOptions twoSeconds = EntryOptions.of(Duration.ofSeconds(2)).withJitter(0);
    Cache<String, String> a = node().cache(twoSeconds);
    Cache<String, String> b = node().cache(twoSeconds);
    long written = System.nanoTime();
    a.put("k", "v");
    Await.during(Duration.ofMillis(300), () -> Thread.onSpinWait());

    warm(b, "k", "v");
    Duration left = b.explain("k").expiresIn().orElseThrow();
    Duration end = left.plusNanos(System.nanoTime() - written);
    assertThat(end).isBetween(Duration.ofMillis(1_940), Duration.ofMillis(2_060));
    assertThat(commands.keys("*")).allMatch(key -> commands.pttl(key) > 0);
  }

  @Test
  void scenario27_memoryTtl() {
    Cache<String, String> a = node().cache(Nodes.TEN_SECONDS.withMemoryTtl(Duration.ofMillis(300)));
    a.get("k", loader);
    Await.during(Duration.ofMillis(310), () -> Thread.onSpinWait());
    long before = asked();

    assertThat(a.get("k", loader)).isEqualTo("v1");
    assertThat(asked()).isEqualTo(before + 1);
    assertThat(loads).hasValue(1);
  }

  @Test
  void scenario28_invalidateReaches() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    a.get("k", loader);
    b.get("k", loader);

    a.remove("k");

    Await.within(NOTICE, () -> b.lookup("k") instanceof Lookup.Miss);
    assertThat(commands.strlen("cache:test:v1:k")).as("the memory of the removal").isEqualTo(32);
  }

  @Test
  void scenario29_updateReaches() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    node().cache();
    a.put("k", "one");
    warm(b, "k", "one");
    long before = asked();

    a.put("k", "two");
    Await.within(NOTICE, () -> value(b, "k").equals("two"));

    assertThat(asked() - before)
        .as("one write, one read by the node that asked, perhaps one more while the notice came")
        .isBetween(2L, 3L);
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
      Await.within(Duration.ofSeconds(2), () -> value(b, "k").equals("two"));
      Await.during(Duration.ofMillis(200), () -> assertThat(value(b, "k")).isEqualTo("two"));
      writer.interrupt();
    }
  }

  @Test
  void scenario32_racingReaders_neverKeepTheOldValue() {
    Cache<String, String> a = node().builder("test", Nodes.TEN_SECONDS).maxEntries(50_000).build();
    Cache<String, String> b = node().builder("test", Nodes.TEN_SECONDS).maxEntries(50_000).build();
    int perBatch = 20;
    for (int batch = 0; batch < ROUNDS / perBatch; batch++) {
      List<Callable<String>> actions = new ArrayList<>();
      for (int i = 0; i < perBatch; i++) {
        String key = "k" + batch + "-" + i;
        a.put(key, "old");
        actions.add(() -> value(b, key));
        actions.add(() -> {
          a.put(key, "new");
          return "";
        });
      }
      Await.together(actions);
    }

    for (int batch = 0; batch < ROUNDS / perBatch; batch++) {
      for (int i = 0; i < perBatch; i++) {
        String key = "k" + batch + "-" + i;
        Await.within(Duration.ofMillis(500), () -> value(b, key).equals("new"));
      }
    }
  }

  @Test
  void scenario33_twoWriters_agree() {
    Cache<String, String> a = node().builder("test", Nodes.TEN_SECONDS).maxEntries(50_000).build();
    Cache<String, String> b = node().builder("test", Nodes.TEN_SECONDS).maxEntries(50_000).build();
    Cache<String, String> fresh =
        node().cache(Nodes.TEN_SECONDS.withSkips(EntryOptions.Skip.MEMORY_WRITE));
    int perBatch = 20;
    List<String> keys = IntStream.range(0, ROUNDS).mapToObj(i -> "k" + i).toList();
    for (int start = 0; start < ROUNDS; start += perBatch) {
      List<Callable<String>> actions = new ArrayList<>();
      for (String key : keys.subList(start, Math.min(ROUNDS, start + perBatch))) {
        actions.add(() -> put(a, key, "a"));
        actions.add(() -> put(b, key, "b"));
      }
      Await.together(actions);
    }

    for (String key : keys) {
      Await.within(
          Duration.ofMillis(500),
          () -> value(a, key).equals(value(b, key)) && value(a, key).equals(value(fresh, key)));
    }
  }

  private static String put(Cache<String, String> cache, String key, String value) {
    cache.put(key, value);
    return value;
  }

  private List<String> stampede(EntryOptions options) {
    var asking = new CountDownLatch(300);
    Loader<String, String> slow =
        (key, c) -> {
          loads.incrementAndGet();
          // The load goes on until everybody is there.
          assertThat(asking.await(10, TimeUnit.SECONDS)).isTrue();
          return "loaded";
        };
    List<Callable<String>> callers = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      Cache<String, String> cache = node().cache(options);
      for (int i = 0; i < 100; i++) {
        callers.add(() -> {
          asking.countDown();
          return cache.get("k", slow);
        });
      }
    }
    return Await.together(callers);
  }

  @Test
  void scenario34_distributedStampede() {
    EntryOptions locked = Nodes.TEN_SECONDS.withNodeLock(Duration.ofSeconds(5));

    Duration[] wall = new Duration[1];
    List<String> values = new ArrayList<>();
    wall[0] = Await.time(() -> values.addAll(stampede(locked)));

    assertThat(values).hasSize(300).containsOnly("loaded");
    assertThat(loads).hasValue(1);
    // Three nodes are started within that time, too.
    assertThat(wall[0]).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void scenario34_withoutLock_oncePerNode() {
    assertThat(stampede(Nodes.TEN_SECONDS)).hasSize(300).containsOnly("loaded");
    assertThat(loads).hasValueBetween(1, 3);
  }

  @Test
  void scenario35_lockHolderDies() throws Exception {
    EntryOptions locked = Nodes.TEN_SECONDS.withNodeLock(Duration.ofSeconds(1));
    Cache<String, String> b = node().cache(locked);
    Cache<String, String> c = node().cache(locked);
    Process holder = NodeProgram.start("hold", server.uri());
    assertThat(NodeProgram.nextLine(holder)).isEqualTo("loading");

    List<Callable<String>> callers = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      callers.add(() -> b.get("k", loader));
      callers.add(() -> c.get("k", loader));
    }
    holder.destroyForcibly();
    List<String> values = new ArrayList<>();
    Duration wall = Await.time(() -> values.addAll(Await.together(callers)));

    assertThat(values).hasSize(40).containsOnly("v1");
    assertThat(loads).hasValue(1);
    assertThat(wall).isLessThan(Duration.ofMillis(2_500));
  }

  @Test
  void scenario37_tags() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    a.put("k1", "v", a.options().withTags("t1", "t2"));
    a.put("k2", "v", a.options().withTags("t2"));
    a.put("k3", "v");
    for (String key : List.of("k1", "k2", "k3")) {
      assertThat(value(b, key)).isEqualTo("v");
    }

    a.invalidateTag("t2");

    assertThat(List.of(value(a, "k1"), value(a, "k2"), value(a, "k3")))
        .isEqualTo(List.of("none", "none", "v"));
    Await.within(NOTICE, () -> value(b, "k1").equals("none") && value(b, "k2").equals("none"));
    assertThat(value(b, "k3")).isEqualTo("v");
  }

  @Test
  void scenario37_tag_costsTheSameForManyKeys() {
    Cache<String, String> a = node().builder("test", Nodes.TEN_SECONDS).maxEntries(5_000).build();
    for (int i = 0; i < 2_000; i++) {
      a.put("k" + i, "v", a.options().withTags("t"));
    }
    long before = asked();

    a.invalidateTag("t");
    assertThat(value(a, "k7")).isEqualTo("none");
    assertThat(asked() - before)
        .as("one write, one read, and the read of a marker within a script")
        .isBetween(2L, 4L);
  }

  @Test
  void scenario38_sameMillisecond() {
    Cache<String, String> a = node().cache();
    Cache<String, String> b = node().cache();
    EntryOptions tagged = a.options().withTags("t");
    for (int round = 0; round < ROUNDS; round++) {
      a.put("before", "old", tagged);
      a.invalidateTag("t");
      a.put("after", "new " + round, tagged);

      assertThat(value(a, "before")).as("resurrected in round " + round).isEqualTo("none");
      assertThat(value(a, "after")).as("lost in round " + round).isEqualTo("new " + round);
    }
    Await.within(NOTICE, () -> value(b, "before").equals("none"));
    assertThat(value(b, "after")).isEqualTo("new " + (ROUNDS - 1));
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
  void scenario41_clockSkew() {
    for (Duration skew : List.of(Duration.ofMinutes(5), Duration.ofMinutes(-5))) {
      commands.flushall();
      Cache<String, String> a = node().cache();
      Cache<String, String> b =
          nodes.at(server.uri(), RedisOptions.defaults(), Nodes.skewed(skew)).cache();
      b.put("k", "from b", b.options().withTags("t"));
      warm(a, "k", "from b");
      assertThat(a.explain("k").expiresIn().orElseThrow())
          .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(10));

      a.invalidateTag("t");
      Await.within(NOTICE, () -> value(b, "k").equals("none"));
      a.put("k", "from a", a.options().withTags("t"));
      Await.within(NOTICE, () -> value(b, "k").equals("from a"));
      b.invalidateTag("t");
      Await.within(NOTICE, () -> value(a, "k").equals("none"));
      b.put("k", "again", b.options().withTags("t"));
      Await.within(NOTICE, () -> value(a, "k").equals("again"));
      nodes.close();
    }
  }

  @Test
  void scenario41_skewedFirstWriter_losesNothing() {
    Cache<String, String> a = node().cache();
    a.put("k", "older");
    Cache<String, String> behind =
        nodes
            .at(server.uri(), RedisOptions.defaults(), Nodes.skewed(Duration.ofMinutes(-5)))
            .cache();

    behind.put("k", "newer");
    Await.within(NOTICE, () -> value(a, "k").equals("newer"));
    assertThat(value(behind, "k")).isEqualTo("newer");
  }

  @Test
  void scenario42_clearReaches_andTouchesNothingElse() {
    Nodes.Node first = node();
    Cache<String, String> a = first.cache();
    Cache<String, String> other = first.builder("other", Nodes.TEN_SECONDS).build();
    Cache<String, String> b = node().cache();
    a.put("k", "v");
    other.put("k", "kept");
    commands.set("foreign", "kept");
    assertThat(value(b, "k")).isEqualTo("v");
    long scans = server.calls(commands, "scan");

    a.clear();

    Await.within(NOTICE, () -> value(b, "k").equals("none"));
    assertThat(value(a, "k")).isEqualTo("none");
    assertThat(value(other, "k")).isEqualTo("kept");
    assertThat(commands.get("foreign")).isEqualTo("kept");
    assertThat(server.calls(commands, "flushdb")).isZero();
    assertThat(server.calls(commands, "scan")).isEqualTo(scans);
    b.put("k", "after");
    Await.within(NOTICE, () -> value(a, "k").equals("after"));
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
    Cache<String, String> one = first.builder("one", Nodes.TEN_SECONDS).build();
    Cache<String, String> two = first.builder("two", Nodes.TEN_SECONDS).build();
    Cache<String, String> prefixed =
        node().builder("one", Nodes.TEN_SECONDS).prefix("other").build();
    EntryOptions tagged = Nodes.TEN_SECONDS.withTags("t");
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
    Await.within(NOTICE, () -> value(b, "a\r\nb").equals("none"));
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
    Await.within(NOTICE, () -> value(b, "k").equals("two"));
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
    nodes.at(server.uri(), RedisOptions.defaults(), CacheClock.system()).cache().put("k", "v");
    assertThat(commands.clientList().lines().count()).isEqualTo(3);

    nodes.close();

    Await.within(
        Duration.ofSeconds(5),
        () ->
            commands.clientList().lines().count() == 1
                && Thread.getAllStackTraces().keySet().stream()
                    .noneMatch(thread -> thread.getName().startsWith("toolkit-cache")));
  }
}
