package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.HOUR;
import static dev.toolkit.cache.redis.Nodes.await;
import static dev.toolkit.cache.redis.Nodes.value;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import io.lettuce.core.KillArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What nodes agree on when Redis is back: acceptance scenarios by their numbers. */
@Tag("redis")
class RedisRecoveryTest {

  private static final Duration BACK_IN_USE = Duration.ofSeconds(2);

  @RegisterExtension private final BrokenRedis redis = new BrokenRedis();

  private static void awaitNothingPending(List<Cache<String, String>> caches) {
    Await.eventually(() -> caches.stream().allMatch(cache -> cache.stats().pending() == 0));
  }

  /** Waits until one node hears the other: one that comes to hear expires what it has read. */
  private static void awaitHearing(Cache<String, String> from, Cache<String, String> to) {
    from.put("heard", "no");
    await(to, "heard", "no");
    from.put("heard", "yes");
    await(to, "heard", "yes");
  }

  @Test
  void scenario52_downAtStart() {
    redis.server().kill();
    Await.atBest(Duration.ofSeconds(1), () -> Await.time(redis::cache));
    Cache<String, String> a = redis.cache();
    assertThat(a.get("k", redis.loader())).isEqualTo("v1");
    assertThat(a.get("k", redis.loader())).isEqualTo("v1");

    redis.server().restart();
    Cache<String, String> b = redis.cache();
    AtomicInteger round = new AtomicInteger();
    Await.eventually(() -> isShared(a, b, "k" + round.incrementAndGet()));
    awaitNothingPending(List.of(a));
  }

  private static boolean isShared(Cache<String, String> a, Cache<String, String> b, String key) {
    a.put(key, "shared");
    return value(b, key).equals("shared");
  }

  @Test
  void scenario52_scenario59_backInUseWithinTwoSeconds() {
    Cache<String, String> a = redis.warmCache();
    AtomicInteger round = new AtomicInteger();

    Await.atBest(
        BACK_IN_USE,
        () -> {
          redis.server().kill();
          a.put("lost", "v" + round);
          redis.server().restart();
          RedisCommands<String, String> commands = redis.server().commands();
          return Await.eventually(() -> {
            String key = "k" + round.incrementAndGet();
            a.put(key, "v");
            return commands.exists("cache:test:v1:" + key) == 1;
          });
        });
  }

  @Test
  void scenario55_tooManyChanges_clearTheCache() {
    Cache<String, String> a = redis.node().builder("test", HOUR).maxEntries(50_000).build();
    Cache<String, String> b = redis.cache();
    a.put("before", "old");
    await(b, "before", "old");
    redis.server().kill();
    for (int i = 0; i < 10_050; i++) {
      a.put("k" + i, "v");
    }
    a.put("before", "new");
    assertThat(a.stats().pending()).isEqualTo(1);

    redis.server().restart();

    awaitNothingPending(List.of(a));
    await(b, "before", "none");
    assertThat(value(a, "k7")).isEqualTo("none");
    a.put("k7", "again");
    await(b, "k7", "again");
  }

  @Test
  void scenario56_resumed() {
    Cache<String, String> a = redis.warmCache();
    Cache<String, String> b = redis.cache();

    Await.atBest(
        Duration.ofSeconds(3),
        () -> {
          a.put("k1", "old");
          a.put("k2", "old");
          a.put("k3", "old", HOUR.withTags("t"));
          List.of("k1", "k2", "k3").forEach(key -> await(b, key, "old"));
          redis.server().pause();
          for (int i = 0; i < 10; i++) {
            a.put("k1", "new " + i);
          }
          a.remove("k2");
          a.invalidateTag("t");
          Await.idle(Duration.ofSeconds(5));
          redis.server().resume();
          return Await.eventually(() ->
              value(b, "k1").equals("new 9")
                  && value(b, "k2").equals("none")
                  && value(b, "k3").equals("none"));
        });
    assertThat(value(a, "k1")).isEqualTo("new 9");
    awaitNothingPending(List.of(a));
    Cache<String, String> fresh = redis.cache();
    await(fresh, "k1", "new 9");
    assertThat(value(fresh, "k2") + value(fresh, "k3")).isEqualTo("nonenone");
  }

  @Test
  void scenario57_bothWriteDuringTheOutage() {
    Cache<String, String> a = redis.cache();
    Cache<String, String> b = redis.cache();
    a.put("k", "old");
    a.put("gone", "old");
    await(b, "k", "old");
    await(b, "gone", "old");
    redis.server().pause();
    a.put("k", "a");
    b.put("k", "b");
    b.put("gone", "b");
    a.remove("gone");

    redis.server().resume();

    awaitNothingPending(List.of(a, b));
    List.of(a, b, redis.cache()).forEach(each -> await(each, "k", "b"));
    List.of(a, b, redis.cache()).forEach(each -> await(each, "gone", "none"));
  }

  @Test
  void scenario59_killedAndRestartedEmpty() {
    Cache<String, String> a = redis.cache();
    Cache<String, String> b = redis.cache();
    awaitHearing(a, b);
    awaitHearing(b, a);
    a.put("k1", "old", HOUR.withTags("t"));
    a.put("k2", "kept");
    await(b, "k1", "old");
    await(b, "k2", "kept");
    a.invalidateTag("t");
    await(b, "k1", "none");
    redis.server().kill();
    assertThat(value(a, "k2")).as("memory goes on").isEqualTo("kept");

    redis.server().restart();

    RedisCommands<String, String> commands = redis.server().commands();
    a.put("k3", "new");
    await(b, "k3", "new");
    Await.eventually(() -> commands.exists("cache:test:t1:t") == 1);
    assertThat(value(a, "k1") + value(b, "k1")).isEqualTo("nonenone");
    assertThat(b.get("k2", redis.loader())).isIn("kept", "v1");
    assertThat(redis.loads()).hasValueLessThanOrEqualTo(1);
  }

  @Test
  void scenario62_flushedByOperator() {
    Cache<String, String> a = redis.cache();
    Cache<String, String> b = redis.cache();
    a.put("k", "v");
    await(b, "k", "v");
    redis.server().commands().flushall();

    assertThat(value(a, "k")).isEqualTo("v");
    assertThat(b.get("other", redis.loader())).isEqualTo("v1");
    Cache<String, String> c = redis.cache();
    assertThat(c.get("k", redis.loader())).isEqualTo("v2");
    a.put("k", "v9");
    await(b, "k", "v9");
    await(c, "k", "v9");
  }

  @Test
  void scenario63_outOfMemory_stillReads() {
    Cache<String, String> a = redis.cache();
    a.put("k", "v");
    awaitNothingPending(List.of(a));
    RedisCommands<String, String> commands = redis.server().commands();
    commands.configSet("maxmemory-policy", "noeviction");
    commands.configSet("maxmemory", "1");

    Cache<String, String> b = redis.cache();
    for (int i = 0; i < 20; i++) {
      b.put("new" + i, "mine");
      assertThat(value(b, "new" + i)).isEqualTo("mine");
    }
    assertThat(b.stats().layerFailures()).isPositive();
    Cache<String, String> c = redis.cache();
    await(c, "k", "v");
    assertThat(commands.exists("cache:test:v1:new7")).isZero();

    commands.configSet("maxmemory", "0");
    awaitNothingPending(List.of(b));
    await(c, "new7", "mine");
  }

  @Test
  void scenario64_readOnlyReplica() {
    Cache<String, String> a = redis.cache();
    RedisCommands<String, String> commands = redis.server().commands();
    commands.replicaof("127.0.0.1", 1);

    a.put("k", "mine");
    assertThat(value(a, "k")).isEqualTo("mine");
    assertThat(a.stats().pending()).isPositive();
    commands.replicaofNoOne();
    awaitNothingPending(List.of(a));
    await(redis.cache(), "k", "mine");
  }

  @Test
  void scenario64_passwordRotated() {
    RedisCommands<String, String> commands = redis.server().commands();
    AtomicReference<String> password = new AtomicReference<>("");
    RedisOptions asked =
        RedisOptions.defaults()
            .withCredentials(() -> new RedisOptions.Credentials("default", password.get()));
    Nodes.Node node = redis.nodes().at(redis.server().uri(), asked);
    Cache<String, String> a = node.cache();
    a.put("k", "v");
    commands.configSet("requirepass", "second");
    commands.clientKill(KillArgs.Builder.typePubsub());
    commands.clientKill(KillArgs.Builder.typeNormal().skipme());

    Await.eventually(() -> !node.redis().isConnected());
    a.put("k2", "mine");
    assertThat(value(a, "k2")).isEqualTo("mine");
    assertThat(a.stats().pending()).isPositive();
    password.set("second");
    awaitNothingPending(List.of(a));
    assertThat(commands.exists("cache:test:v1:k2")).isEqualTo(1);
  }

  /**
   * Two hundred nodes, each with a connection of its own, of which ten die with each process: each
   * in the middle of a write.
   */
  @Test
  void scenario66_nodesDieWhileTheyWrite() throws Exception {
    int processes = 20;
    Random random = new Random(66);
    Cache<String, String> b = redis.nodes().at(redis.server().uri(), Nodes.PATIENT).cache();
    Cache<String, String> fresh =
        redis
            .nodes()
            .at(redis.server().uri(), Nodes.PATIENT)
            .cache(HOUR.withSkips(EntryOptions.Skip.MEMORY_WRITE));
    List<String> keys = NodeProgram.writtenKeys();
    Process next = NodeProgram.start("write", redis.server().uri());
    for (int round = 0; round < processes; round++) {
      Process writer = next;
      next = NodeProgram.start("write", redis.server().uri());
      assertThat(NodeProgram.nextLine(writer)).isEqualTo("ready");
      Map<String, String> before = values(b, keys);
      NodeProgram.goOn(writer);
      Await.eventually(() -> keys.stream().noneMatch(key -> value(b, key).equals(before.get(key))));
      LockSupport.parkNanos(random.nextInt(10_000_000));
      writer.destroyForcibly().waitFor();

      keys.forEach(key -> Await.eventually(() -> value(b, key).equals(value(fresh, key))));
    }
    next.destroyForcibly().waitFor();
  }

  private static Map<String, String> values(Cache<String, String> cache, List<String> keys) {
    Map<String, String> values = new HashMap<>();
    keys.forEach(key -> values.put(key, value(cache, key)));
    return values;
  }

  @Test
  void scenario67_thunderingRecovery() {
    int nodeCount = 20;
    List<String> keys = IntStream.range(0, 1_000).mapToObj(i -> "hot" + i).toList();
    EntryOptions locked = HOUR.withNodeLock(Duration.ofSeconds(10));
    List<Cache<String, String>> caches = new ArrayList<>();
    for (int i = 0; i < nodeCount; i++) {
      caches.add(redis.nodes().at(redis.server().uri(), Nodes.PATIENT).cache(locked));
    }
    Map<String, String> values = keys.stream().collect(toMap(key -> key, key -> "v"));
    caches.forEach(cache -> cache.getAll(keys, missing -> values));
    redis.server().kill();
    redis.server().restart();
    RedisCommands<String, String> commands = redis.server().commands();
    Await.eventually(() -> commands.clientList().lines().count() >= 2 * nodeCount);
    List<Callable<Integer>> readers = new ArrayList<>();
    for (Cache<String, String> cache : caches) {
      List<String> shuffled = new ArrayList<>(keys);
      Collections.shuffle(shuffled, new Random(readers.size()));
      readers.add(() -> {
        shuffled.forEach(key -> assertThat(cache.get(key, redis.loader())).isNotNull());
        return 0;
      });
    }
    Await.together(readers);

    assertThat(redis.loads().get()).isLessThanOrEqualTo(keys.size() * 105 / 100);
    assertThat(commands.clientList().lines().count())
        .as("two connections for each node, and the test's own")
        .isLessThanOrEqualTo(2L * nodeCount + 1);
  }
}
