package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.kv.KvQuery;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Redis as a cluster of three, and behind a sentinel. */
@Tag("redis")
class RedisTopologiesTest {

  private static final int SLOTS = 16_384;

  static List<RedisProcess> startCluster() throws IOException {
    List<RedisProcess> members = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      members.add(RedisProcess.startInCluster());
    }
    List<RedisCommands<String, String>> all = members.stream().map(RedisProcess::commands).toList();
    for (int i = 0; i < 3; i++) {
      int start = SLOTS * i / 3;
      all.get(i).clusterAddSlots(IntStream.range(start, SLOTS * (i + 1) / 3).toArray());
      all.get(0).clusterMeet("127.0.0.1", members.get(i).port());
    }
    for (RedisCommands<String, String> member : all) {
      Await.eventually(() -> member.clusterInfo().contains("cluster_state:ok"));
    }
    return members;
  }

  static Cache<String, String> cache(Caches caches, Redis redis) {
    return caches
        .builder("test", Nodes.HOUR, Codec.strings())
        .layers(redis.layer())
        .backplane(redis.backplane())
        .build();
  }

  private static String value(Cache<String, String> cache, String key) {
    return cache.lookup(key).toOptional().orElse("none");
  }

  @Test
  void cluster_ofThree() throws Exception {
    List<RedisProcess> members = startCluster();
    List<String> uris = members.stream().map(RedisProcess::uri).toList();
    try (Redis first = Redis.connectCluster(uris, PATIENT);
        Redis second = Redis.connectCluster(uris.subList(1, 2), PATIENT);
        Caches one = Caches.create();
        Caches two = Caches.create()) {
      Await.eventually(() -> first.isConnected() && second.isConnected());
      Cache<String, String> a = cache(one, first);
      Cache<String, String> b = cache(two, second);
      for (int i = 0; i < 100; i++) {
        a.put("k" + i, "v" + i, a.options().withTags("t"));
      }
      for (int i = 0; i < 100; i++) {
        assertThat(value(b, "k" + i)).isEqualTo("v" + i);
      }
      List<String> keys = IntStream.range(100, 200).mapToObj(i -> "k" + i).toList();
      b.getAll(keys, missing -> missing.stream().collect(Collectors.toMap(k -> k, k -> k)));
      assertThat(a.getAll(keys, missing -> Map.of())).hasSize(100).containsEntry("k107", "k107");
      for (RedisProcess member : members) {
        assertThat(member.commands().dbsize()).as("keys of one member").isPositive();
      }

      a.put("k7", "new");
      Await.eventually(() -> value(b, "k7").equals("new"));
      b.invalidateTag("t");
      Await.eventually(() -> value(a, "k8").equals("none"));

      Kv kv = Kv.of(first.layer(), "pages");
      for (int i = 0; i < 30; i++) {
        kv.put("page" + i, "value");
      }
      assertThat(kv.list(KvQuery.prefix("page")).names()).hasSize(30);
    } finally {
      members.forEach(RedisProcess::close);
    }
  }

  @Test
  void cluster_membersDie_callsGoOn() throws Exception {
    List<RedisProcess> members = startCluster();
    List<String> uris = members.stream().map(RedisProcess::uri).toList();
    try (Redis first = Redis.connectCluster(uris, RedisOptions.defaults());
        Redis second = Redis.connectCluster(uris, RedisOptions.defaults());
        Caches one = Caches.create();
        Caches two = Caches.create()) {
      Await.eventually(() -> first.isConnected() && second.isConnected());
      Cache<String, String> a = cache(one, first);
      Cache<String, String> b = cache(two, second);
      for (RedisProcess member : members) {
        String name = "at " + member.port();
        member.kill();
        for (int i = 0; i < 30; i++) {
          assertThat(a.get(name + i, (key, c) -> "loaded")).isEqualTo("loaded");
          a.put(name + i, "mine");
          // When notices come by another member again, memory asks the members, and one is dead.
          assertThat(value(a, name + i)).isIn("mine", "none");
        }

        member.restart();
        Await.eventually(() -> a.stats().pending() == 0);
        for (int i = 0; i < 30; i++) {
          // It may be gone, with the marker of the cache, but is not another.
          assertThat(value(b, name + i)).isIn("mine", "none");
        }
        awaitHearing(a, b, name);
        awaitHearing(b, a, name);
      }
    } finally {
      members.forEach(RedisProcess::close);
    }
  }

  /** What the other has in memory is replaced by a notice alone. */
  private static void awaitHearing(
      Cache<String, String> from, Cache<String, String> to, String key) {
    from.put(key, "before");
    Nodes.await(to, key, "before");
    from.put(key, "after");
    Nodes.await(to, key, "after");
  }

  @Test
  void sentinel_promotesAReplica() throws Exception {
    try (RedisProcess main = RedisProcess.start();
        RedisProcess replica =
            RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(main.port()))) {
      RedisCommands<String, String> commands = replica.commands();
      Await.eventually(() -> commands.info("replication").contains("master_link_status:up"));
      try (RedisProcess sentinel = RedisProcess.startSentinel(main, Duration.ofMillis(500));
          Redis first = Redis.connect(sentinelOf(sentinel), RedisOptions.defaults());
          Redis second = Redis.connect(sentinelOf(sentinel), RedisOptions.defaults());
          Caches one = Caches.create();
          Caches two = Caches.create()) {
        Cache<String, String> a = cache(one, first);
        Cache<String, String> b = cache(two, second);
        a.put("k", "old");
        Nodes.await(b, "k", "old");
        assertThat(main.commands().exists("cache:test:v1:k")).isEqualTo(1);
        Await.eventually(() -> commands.exists("cache:test:v1:k") == 1);
        main.kill();
        a.put("k", "new");
        assertThat(value(a, "k")).isEqualTo("new");

        Await.eventually(() -> a.stats().pending() == 0);
        Nodes.await(b, "k", "new");
        awaitHearing(a, b, "heard");
        awaitHearing(b, a, "heard");
        // The sentinel ended the replica's connections when it promoted it.
        assertThat(replica.commands().exists("cache:test:v1:heard")).isEqualTo(1);
      }
    }
  }

  private static String sentinelOf(RedisProcess sentinel) {
    return "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main";
  }
}
