package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.LayerUnavailableException;
import dev.toolkit.cache.layer.MemoryBackplane;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.testing.BackplaneContract;
import dev.toolkit.cache.testing.LayerContract;
import dev.toolkit.cache.testing.RedisProcess;
import io.lettuce.core.ClientListArgs;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisLayerTest implements LayerContract, BackplaneContract {

  private static RedisProcess server;
  private static Redis redis;
  private static RedisCommands<String, String> commands;

  @BeforeAll
  static void start() throws IOException {
    server = RedisProcess.start();
    commands = server.commands();
    redis = Redis.connect(server.uri(), RedisOptions.defaults().withTimeout(Duration.ofSeconds(2)));
  }

  @AfterAll
  static void stop() {
    redis.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    commands.flushall();
  }

  @Override
  public Layer layer() {
    return redis.layer();
  }

  @Override
  public Backplane backplane() {
    return redis.backplane();
  }

  /**
   * The server's time cannot be turned, so that all of its keys come so much closer to their end.
   */
  @Override
  public void advance(Duration duration) {
    for (String key : commands.keys("*")) {
      long left = commands.pttl(key) - duration.toMillis();
      if (left <= 0) {
        commands.del(key);
      } else {
        commands.pexpire(key, left);
      }
    }
  }

  private static Stored entry(int stamp) {
    return Stored.of(new Version(stamp, 7), Duration.ofSeconds(10), new byte[] {1}, new byte[] {2});
  }

  @Test
  void write_hasAnEndAlways() throws Exception {
    layer().write("k", entry(1));
    layer().remove("gone", new Version(1, 7), Duration.ofSeconds(30));

    assertThat(commands.pttl("k")).isBetween(9_000L, 10_000L);
    assertThat(commands.pttl("gone")).isBetween(29_000L, 30_000L);
  }

  @Test
  void write_goesByTheConnectionOfNotices() throws Exception {
    Heard heard = new Heard();
    try (Backplane.Subscription subscription = backplane().subscribe("c", heard)) {
      layer().write("k", entry(1));

      assertThat(commands.clientList(ClientListArgs.Builder.typePubsub())).contains(" cmd=evalsha");
      assertThat(subscription).isNotNull();
    }
  }

  @Test
  void write_withoutNotices_goesByTheOtherConnection() throws Exception {
    try (Redis other = Redis.connect(server.uri())) {
      assertThat(other.layer().write("k", entry(1))).isTrue();
    }
  }

  @Test
  void read_believesNoLongerLifeThanTheEntryWasWrittenWith() throws Exception {
    layer().write("k", entry(1));
    commands.pexpire("k", Duration.ofHours(1));
    layer().write("k2", entry(1));
    commands.persist("k2");

    for (String key : new String[] {"k", "k2"}) {
      assertThat(layer().read(key).orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(10));
      assertThat(layer().readHead(key).orElseThrow().remaining()).isEqualTo(Duration.ofSeconds(10));
    }
  }

  @Test
  void foreignValues_areReadAsNoEntryAndOverwritten() throws Exception {
    commands.set("text", "z".repeat(32));
    commands.set("long", "z".repeat(100));
    commands.lpush("list", "x");
    commands.set("empty", "");
    commands.set("cut", new Version(5, 7).text() + "7fffffff");
    commands.set("cut2", new Version(5, 7).text() + "7fffffff" + "0000000003e8");
    commands.set("lifeless", new Version(5, 7).text() + "00000000" + "000000000000");

    for (String key : new String[] {"long", "list", "empty", "cut", "cut2", "lifeless"}) {
      assertThat(layer().read(key).orElseThrow().version()).isEqualTo(new Version(0, 0));
      assertThat(layer().readHead(key)).as(key).isNotNull();
    }
    for (String key : new String[] {"text", "long", "list", "empty"}) {
      assertThat(layer().write(key, entry(1))).as(key).isTrue();
      assertThat(layer().read(key).orElseThrow().version()).isEqualTo(new Version(1, 7));
    }
  }

  @Test
  void scripts_forgottenByTheServerAreSentAgain() throws Exception {
    commands.scriptFlush();
    assertThat(layer().write("k", entry(1))).isTrue();
    commands.scriptFlush();
    assertThat(layer().read("k")).isPresent();
    commands.scriptFlush();
    assertThat(layer().readAll(List.of("k", "other"))).containsOnlyKeys("k");
  }

  @Test
  void time_isTheServers() throws Exception {
    Instant time = layer().time().orElseThrow();

    assertThat(time).isBetween(Instant.now().minusSeconds(5), Instant.now().plusSeconds(5));
  }

  @Test
  void locks_belongToTheirToken() throws Exception {
    NodeLocks locks = layer().locks().orElseThrow();
    Duration lease = Duration.ofSeconds(10);

    assertThat(locks.acquire("k", "one", lease)).isTrue();
    assertThat(locks.acquire("k", "two", lease)).isFalse();
    locks.release("k", "two");
    assertThat(locks.acquire("k", "two", lease)).isFalse();
    locks.release("k", "one");
    assertThat(locks.acquire("k", "two", lease)).isTrue();
    locks.release("k", "one");
    assertThat(locks.acquire("k", "three", lease)).as("a late release frees nobody's").isFalse();
    assertThat(layer().read("k")).isEmpty();
  }

  @Test
  void announces_onItsOwnBackplaneAlone() {
    assertThat(layer().announces(redis.backplane())).isTrue();
    assertThat(layer().announces(MemoryBackplane.create())).isFalse();
  }

  @Test
  void unreachable_saysSoAtOnce() throws Exception {
    try (RedisProcess down = RedisProcess.stopped();
        Redis other = Redis.connect(down.uri())) {
      assertThat(other.isConnected()).isFalse();
      assertThatThrownBy(() -> other.layer().read("k"))
          .isInstanceOf(LayerUnavailableException.class)
          .hasMessage("Redis is not connected");
    }
  }

  @Test
  void options_timeoutOfZeroOrTooLong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisOptions.defaults().withTimeout(Duration.ZERO))
        .withMessage("timeout must be positive and at most PT1H: PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisOptions.defaults().withConnectTimeout(Duration.ofMinutes(61)))
        .withMessage("connectTimeout must be positive and at most PT1H: PT1H1M");
  }
}
