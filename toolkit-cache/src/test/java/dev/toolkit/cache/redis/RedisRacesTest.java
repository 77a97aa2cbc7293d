package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.HOUR;
import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static dev.toolkit.cache.redis.Nodes.await;
import static dev.toolkit.cache.redis.Nodes.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.testing.RedisProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The acceptance scenarios in which nodes race, by their numbers. Nothing but a notice could end
 * what is stale here, so that it would stay. {@code -Dtoolkit.race.rounds=10000} runs more rounds.
 */
@Tag("redis")
class RedisRacesTest {

  private static final int ROUNDS = Integer.getInteger("toolkit.race.rounds", 1_000);

  private final Nodes nodes = new Nodes();
  private RedisProcess server;

  @BeforeEach
  void start() throws IOException {
    server = RedisProcess.start();
  }

  @AfterEach
  void close() {
    nodes.close();
    server.close();
  }

  private Nodes.Node node() {
    return nodes.at(server.uri(), PATIENT);
  }

  private Cache<String, String> large() {
    return node().builder("test", HOUR).maxEntries(50_000).build();
  }

  @Test
  void scenario32_racingReaders_neverKeepTheOldValue() {
    Cache<String, String> a = large();
    Cache<String, String> b = large();
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
        await(b, key, "new");
      }
    }
  }

  @Test
  void scenario33_twoWriters_agree() {
    Cache<String, String> a = large();
    Cache<String, String> b = large();
    Cache<String, String> fresh = node().cache(HOUR.withSkips(EntryOptions.Skip.MEMORY_WRITE));
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
      Await.eventually(
          () -> value(a, key).equals(value(b, key)) && value(a, key).equals(value(fresh, key)));
    }
  }

  private static String put(Cache<String, String> cache, String key, String value) {
    cache.put(key, value);
    return value;
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
    await(b, "before", "none");
    assertThat(value(b, "after")).isEqualTo("new " + (ROUNDS - 1));
  }
}
