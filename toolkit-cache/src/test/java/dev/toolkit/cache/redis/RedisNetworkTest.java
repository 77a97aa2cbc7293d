package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.HOUR;
import static dev.toolkit.cache.redis.Nodes.await;
import static dev.toolkit.cache.redis.Nodes.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.Explanation;
import dev.toolkit.cache.Loader;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens when the network fails between a node and Redis: scenarios by their numbers. */
@Tag("redis")
class RedisNetworkTest {

  private static final Duration OVERHEAD = Duration.ofMillis(50);

  @RegisterExtension private final BrokenRedis redis = new BrokenRedis();

  private Relay relay;

  @BeforeEach
  void open() throws IOException {
    relay = Relay.to(redis.server());
  }

  @AfterEach
  void close() {
    relay.close();
  }

  private Nodes.Node behindRelay() {
    return redis.nodes().at(relay.uri());
  }

  private Cache<String, String> believing(Duration staleness) {
    return behindRelay().builder("test", HOUR).whenDisconnected(staleness).build();
  }

  @Test
  void scenario60_cut_memoryIsBelievedForAWhile() {
    Duration staleness = Duration.ofMillis(1_000);
    Cache<String, String> a = redis.cache();
    Cache<String, String> b = believing(staleness);

    Await.atBest(
        staleness.plus(OVERHEAD),
        () -> {
          a.put("k", "one");
          a.put("gone", "one");
          await(b, "k", "one");
          await(b, "gone", "one");
          relay.cut();
          a.put("k", "two");
          a.remove("gone");
          Duration believed = Await.eventually(() -> !value(b, "k").equals("one"));
          b.put("own", "mine");
          relay.mend();
          await(b, "k", "two");
          await(b, "gone", "none");
          await(a, "own", "mine");
          return believed;
        });
  }

  @Test
  void scenario60_healedWithinASecondOfReconnection() {
    Cache<String, String> a = redis.cache();
    Nodes.Node other = behindRelay();
    Cache<String, String> b = other.cache();
    for (int round = 0; round < 10; round++) {
      String name = round + ", ";
      AtomicInteger trial = new AtomicInteger();
      Await.atBest(
          Duration.ofSeconds(1),
          () -> {
            String values = name + trial.incrementAndGet();
            a.put("k", "old " + values);
            await(b, "k", "old " + values);
            relay.cut();
            a.put("k", "new " + values);
            relay.mend();
            Await.eventually(() -> other.redis().isConnected());
            return Await.eventually(() -> value(b, "k").equals("new " + values));
          });
    }
  }

  @Test
  void scenario61_halfOpen() {
    Duration staleness = Duration.ofMillis(500);
    Cache<String, String> a = redis.cache();
    Cache<String, String> b = believing(staleness);

    Await.atBest(
        Duration.ofSeconds(5).plus(staleness),
        () -> {
          a.put("k", "one");
          await(b, "k", "one");
          relay.clog();
          a.put("k", "two");
          Duration believed = Await.eventually(() -> !value(b, "k").equals("one"));
          relay.mend();
          await(b, "k", "two");
          return believed;
        });
  }

  @Test
  void scenario65_slow_works() {
    Cache<String, String> a = redis.cache();
    Cache<String, String> slow = BrokenRedis.warm(behindRelay().cache());
    relay.delay(Duration.ofMillis(80));
    AtomicInteger round = new AtomicInteger();

    Await.atBest(
        0L,
        () -> {
          long failures = slow.stats().layerFailures();
          for (int i = 0; i < 6; i++) {
            String key = "k" + i + " of " + round.incrementAndGet();
            a.put(key, "stored");
            assertThat(slow.get(key, redis.loader())).isNotNull();
          }
          return slow.stats().layerFailures() - failures;
        });
    assertThat(slow.stats().layerHits()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void scenario65_tooSlow_staleIsServedAndRedisLeftAlone() {
    Duration softTimeout = Duration.ofMillis(50);
    EntryOptions options =
        EntryOptions.of(Duration.ofMillis(300))
            .withJitter(0)
            .withStaleOnError(Duration.ofHours(1))
            .withSoftTimeout(softTimeout);
    Cache<String, String> a = behindRelay().cache(options);
    List<String> keys = IntStream.range(0, 10).mapToObj(i -> "k" + i).toList();
    keys.forEach(key -> a.put(key, "old"));
    Await.eventually(() -> a.stats().pending() == 0);
    relay.delay(Duration.ofMillis(150));
    Await.eventually(() -> a.explain("k9").state() == Explanation.State.STALE);

    CountDownLatch gate = new CountDownLatch(1);
    Loader<String, String> slow =
        (key, c) -> {
          gate.await();
          return "new";
        };
    Iterator<String> next = keys.iterator();
    Await.atBest(
        softTimeout.plus(OVERHEAD),
        () -> {
          String key = next.next();
          return Await.time(() -> assertThat(a.get(key, slow)).isEqualTo("old"));
        });
    gate.countDown();
    for (int i = 0; i < 10; i++) {
      assertThat(a.get("other" + i, redis.loader())).startsWith("v");
    }
    AtomicInteger trial = new AtomicInteger();
    Await.atBest(
        OVERHEAD, () -> Await.time(() -> a.get("later" + trial.incrementAndGet(), redis.loader())));
  }
}
