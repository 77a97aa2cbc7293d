package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.kv.KvQuery;
import dev.toolkit.cache.testing.RedisProcess;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.middleware.RateLimitRule;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
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

  private static List<RedisProcess> startCluster() throws IOException {
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

  private static Cache<String, String> cache(Caches caches, Redis redis) {
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
  void sentinel_namesTheServer() throws Exception {
    try (RedisProcess main = RedisProcess.start();
        RedisProcess sentinel = RedisProcess.startSentinel(main, Duration.ofSeconds(5))) {
      String uri = "redis-sentinel://127.0.0.1:" + sentinel.port() + "/0#main";
      try (Redis redis = Redis.connect(uri, PATIENT);
          Caches caches = Caches.create()) {
        Cache<String, String> cache = cache(caches, redis);
        Await.eventually(redis::isConnected);
        cache.put("k", "v");

        assertThat(main.commands().exists("cache:test:v1:k")).isEqualTo(1);
      }
    }
  }

  /** The list of commands and keys in docs/cache-redis.md. */
  @Test
  void accessControl_theListOfTheGuideIsEnough() throws Exception {
    try (RedisProcess server = RedisProcess.start()) {
      List<String> rules =
          List.of(
              ("on >secret resetkeys ~cache:* ~%lock:cache:* ~kv:* ~rate:* resetchannels &cache:*"
                      + " &toolkit-cache:heartbeat:* -@all +hello +auth +ping +client|setinfo"
                      + " +client|setname +time +get +getrange +set +del +pttl +scan +eval +evalsha"
                      + " +publish +subscribe +unsubscribe")
                  .split(" "));
      CommandArgs<String, String> arguments =
          new CommandArgs<>(StringCodec.UTF8).add("SETUSER").add("app");
      rules.forEach(arguments::add);
      server.commands().dispatch(CommandType.ACL, new StatusOutput<>(StringCodec.UTF8), arguments);
      String uri = server.uri().replace("redis://", "redis://app:secret@");
      try (Redis redis = Redis.connect(uri, PATIENT);
          Redis other = Redis.connect(uri, PATIENT);
          Caches one = Caches.create();
          Caches two = Caches.create()) {
        Cache<String, String> a = cache(one, redis);
        Cache<String, String> b = cache(two, other);
        a.put("k", "v", a.options().withTags("t"));
        assertThat(value(b, "k")).isEqualTo("v");
        a.invalidateTag("t");
        Await.eventually(() -> value(b, "k").equals("none"));
        assertThat(
                a.get("locked", (key, c) -> "v", a.options().withNodeLock(Duration.ofSeconds(1))))
            .isEqualTo("v");
        Kv.of(redis.layer(), "pages").put("page", "value");
        assertThat(Kv.of(redis.layer(), "pages").list(KvQuery.all()).names()).hasSize(1);
        assertThat(
                RedisRateLimitStore.of(redis)
                    .take("c", RateLimitRule.of(1, Duration.ofHours(1)), JvmEnv.create().clock())
                    .isAllowed())
            .isTrue();
        assertThat(a.stats().layerFailures() + b.stats().layerFailures()).isZero();
      }
    }
  }
}
