package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.BulkLoader;
import dev.toolkit.cache.Cache;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several keys at once over Redis: in how many commands and round trips, and if it fails. */
@Tag("redis")
class RedisBulkTest {

  private static final int COUNT = 100;
  private static final List<String> KEYS =
      IntStream.range(0, COUNT).mapToObj(i -> "k" + i).toList();

  private static final Duration FAR = Duration.ofMillis(50);

  /**
   * A few round trips, and what a busy machine adds; one for each key would be three times that.
   */
  private static final Duration FEW_TRIPS = FAR.multipliedBy(COUNT / 3);

  private final Nodes nodes = new Nodes();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger loaded = new AtomicInteger();
  private final BulkLoader<String, String> loader =
      missing -> {
        calls.incrementAndGet();
        loaded.addAndGet(missing.size());
        Map<String, String> values = new LinkedHashMap<>();
        missing.forEach(key -> values.put(key, "loaded " + key));
        return values;
      };

  private RedisProcess server;
  private Relay relay;
  private RedisCommands<String, String> commands;

  @BeforeEach
  void start() throws IOException {
    server = RedisProcess.start();
    relay = Relay.to(server);
    commands = server.commands();
  }

  @AfterEach
  void close() {
    server.resumeOrRestart();
    nodes.close();
    relay.close();
    server.close();
  }

  private Cache<String, String> near() {
    return nodes.at(server.uri(), PATIENT).cache();
  }

  private Cache<String, String> far(RedisOptions options) {
    return nodes.at(relay.uri(), options).cache();
  }

  private static void putAll(Cache<String, String> cache) {
    KEYS.forEach(key -> cache.put(key, "stored " + key, cache.options().withTags("tag of " + key)));
  }

  private static Map<String, String> valuesOf(String how) {
    Map<String, String> values = new LinkedHashMap<>();
    KEYS.forEach(key -> values.put(key, how + " " + key));
    return values;
  }

  @Test
  void getAll_reads_inFewRoundTrips() {
    putAll(near());
    Cache<String, String> far = far(PATIENT);
    relay.delay(FAR);
    long gets = server.calls(commands, "get");
    long scripts = server.calls(commands, "evalsha");

    Duration time =
        Await.time(() -> assertThat(far.getAll(KEYS, loader)).isEqualTo(valuesOf("stored")));

    assertThat(calls).hasValue(0);
    assertThat(time).isLessThan(FEW_TRIPS);
    assertThat(server.calls(commands, "get") - gets)
        .as("each entry, and the marker of its tag")
        .isEqualTo(2L * COUNT);
    assertThat(server.calls(commands, "evalsha")).isEqualTo(scripts);
  }

  @Test
  void getAll_writes_inFewRoundTrips() {
    Cache<String, String> near = near();
    Cache<String, String> far = far(PATIENT);
    near.put("k7", "stored k7");
    Map<String, String> expected = valuesOf("loaded");
    expected.put("k7", "stored k7");
    relay.delay(FAR);
    EntryOptions tagged = far.options().withTags("t", "u");

    Duration time =
        Await.time(() -> assertThat(far.getAll(KEYS, loader, tagged)).isEqualTo(expected));

    assertThat(calls).hasValue(1);
    assertThat(loaded).hasValue(COUNT - 1);
    assertThat(time).isLessThan(FEW_TRIPS);
    assertThat(near.getAll(KEYS, loader)).isEqualTo(expected);
    assertThat(calls).hasValue(1);
    near.invalidateTag("u");
    near.getAll(KEYS, loader);
    assertThat(loaded).hasValue(2 * (COUNT - 1));
  }

  @Test
  void getAll_writes_tellOtherNodes() {
    Cache<String, String> near = near();
    Cache<String, String> far = far(PATIENT);
    near.put("k1", "old", near.options().withTtl(Duration.ofHours(1)));
    commands.flushall();
    assertThat(near.lookup("k1").toOptional()).contains("old");

    far.getAll(KEYS, loader);

    Await.eventually(() -> near.lookup("k1").toOptional().equals(far.lookup("k1").toOptional()));
  }

  @Test
  void getAll_paused_loadsAllOnce() {
    putAll(near());

    // Five time-outs of single keys would be needed to leave Redis alone.
    Await.atBest(
        RedisOptions.defaults().timeout().multipliedBy(4),
        () -> {
          Cache<String, String> far = far(RedisOptions.defaults());
          calls.set(0);
          server.pause();
          Duration time =
              Await.time(() -> assertThat(far.getAll(KEYS, loader)).isEqualTo(valuesOf("loaded")));
          assertThat(calls).hasValue(1);
          server.resume();
          return time;
        });
  }

  @Test
  void answersThatDrip_haveOneTimeoutTogether() throws Exception {
    Duration timeout = Duration.ofSeconds(1);
    Layer layer = nodes.at(relay.uri(), PATIENT.withTimeout(timeout)).redis().layer();
    Map<String, Stored> entries = new LinkedHashMap<>();
    for (String key : KEYS) {
      byte[] head = new byte[100];
      entries.put(
          key, Stored.of(new Version(1, 1), Duration.ofHours(1), head, key.getBytes(UTF_8)));
    }
    nodes.at(server.uri(), PATIENT).redis().layer().writeAll(entries);

    // An answer of 160 bytes and more comes within the time-out after the one before.
    relay.drip(200, timeout.dividedBy(4));
    Duration time =
        Await.time(() ->
            assertThatThrownBy(() -> layer.readAll(KEYS)).isInstanceOf(TimeoutException.class));
    assertThat(time).isBetween(timeout, timeout.multipliedBy(10));
  }

  @Test
  void getAll_cutInTheMiddle_loadsWhatIsMissing() throws Exception {
    Cache<String, String> near = near();
    putAll(near);
    Cache<String, String> far = far(PATIENT);
    relay.delay(Duration.ofMillis(200));
    long gets = server.calls(commands, "get");

    var answer = CompletableFuture.supplyAsync(() -> far.getAll(KEYS, loader));
    Await.eventually(() -> server.calls(commands, "get") - gets >= COUNT);
    relay.cut();

    assertThat(answer.get(10, TimeUnit.SECONDS)).isEqualTo(valuesOf("loaded"));
    assertThat(calls).hasValue(1);
    relay.mend();
  }

  @Test
  void getAll_redisForgotTheScripts() {
    Cache<String, String> near = near();
    near.getAll(KEYS.subList(0, 1), loader);
    commands.scriptFlush();

    near.getAll(KEYS, loader);

    assertThat(commands.keys("cache:test:v1:*")).hasSize(COUNT);
    assertThat(near.stats().layerFailures()).isZero();
  }
}
