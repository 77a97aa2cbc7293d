package dev.toolkit.cache.redis;

import static dev.toolkit.cache.redis.Nodes.PATIENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolkit.cache.layer.LayerUnavailableException;
import dev.toolkit.cache.testing.RedisProcess;
import dev.toolkit.core.Clock;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.MemoryRateLimitStore;
import dev.toolkit.core.middleware.RateLimitDecision;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.RateLimitStore;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

@Tag("redis")
class RedisRateLimitStoreTest {

  private static RedisProcess server;
  private static Redis redis;
  private static Redis other;
  private static RedisCommands<String, String> commands;

  private final Clock clock = JvmEnv.create().clock();

  @BeforeAll
  static void start() throws IOException {
    server = RedisProcess.start();
    redis = Redis.connect(server.uri(), PATIENT);
    other = Redis.connect(server.uri(), PATIENT);
    commands = server.commands();
  }

  @AfterAll
  static void stop() {
    redis.close();
    other.close();
    server.close();
  }

  @BeforeEach
  void empty() {
    commands.flushall();
  }

  @Test
  void take_countsDownAndRefuses() throws Exception {
    RedisRateLimitStore store = RedisRateLimitStore.of(redis);
    RateLimitRule rule = RateLimitRule.of(3, Duration.ofHours(1));

    for (int left = 2; left >= 0; left--) {
      RateLimitDecision decision = store.take("client", rule, clock);
      assertThat(decision.isAllowed()).isTrue();
      assertThat(decision.remaining()).isEqualTo(left);
    }
    RateLimitDecision refused = store.take("client", rule, clock);
    assertThat(refused.isAllowed()).isFalse();
    assertThat(refused.retryAfter()).isBetween(Duration.ofMinutes(19), Duration.ofMinutes(20));
    assertThat(refused.resetAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60));
    assertThat(store.take("another", rule, clock).isAllowed()).isTrue();
  }

  @Test
  void take_refillsOneByOne() throws Exception {
    RedisRateLimitStore store = RedisRateLimitStore.of(redis, "mine:");
    RateLimitRule rule = RateLimitRule.of(10, Duration.ofSeconds(1)).withBurst(1);

    assertThat(store.take("client", rule, clock).isAllowed()).isTrue();
    assertThat(commands.pttl("mine:client")).isBetween(1L, 102L);
    assertThat(store.take("client", rule, clock).isAllowed()).isFalse();
    Await.eventually(() -> isAllowed(store, rule));
  }

  private boolean isAllowed(RedisRateLimitStore store, RateLimitRule rule) {
    try {
      return store.take("client", rule, clock).isAllowed();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void take_twoInstances_countTogetherExactly() {
    RateLimitRule rule = RateLimitRule.of(100, Duration.ofHours(10));
    List<Callable<Boolean>> requests = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      RedisRateLimitStore store = RedisRateLimitStore.of(i % 2 == 0 ? redis : other);
      requests.add(() -> store.take("client", rule, clock).isAllowed());
    }

    assertThat(Await.together(requests)).filteredOn(allowed -> allowed).hasSize(100);
  }

  @Test
  void take_foreignValue_countsAsNothing() throws Exception {
    commands.set("rate:client", "garbage");

    assertThat(
            RedisRateLimitStore.of(redis)
                .take("client", RateLimitRule.of(1, Duration.ofHours(1)), clock)
                .isAllowed())
        .isTrue();
  }

  @Test
  void take_redisAway_saysSo() throws Exception {
    try (RedisProcess down = RedisProcess.stopped();
        Redis away = Redis.connect(down.uri())) {
      RedisRateLimitStore store = RedisRateLimitStore.of(away);

      assertThatThrownBy(
              () -> store.take("client", RateLimitRule.of(1, Duration.ofHours(1)), clock))
          .isInstanceOf(LayerUnavailableException.class);
    }
  }

  @Test
  void take_redisRefuses_fallbackDecides_andTheLogSaysSoOnce() throws Exception {
    commands.aclSetuser(
        "narrow",
        AclSetuserArgs.Builder.on().addPassword("secret").keyPattern("cache:*").allCommands());
    Logger logger = (Logger) LoggerFactory.getLogger(Redis.class);
    var log = new ListAppender<ILoggingEvent>();
    log.start();
    logger.addAppender(log);
    try (Redis narrow =
        Redis.connect(server.uri().replace("redis://", "redis://narrow:secret@"), PATIENT)) {
      RateLimitStore store =
          RedisRateLimitStore.of(narrow).withFallback(MemoryRateLimitStore.create());
      RateLimitRule rule = RateLimitRule.of(1, Duration.ofHours(1));

      assertThat(store.take("client", rule, clock).isAllowed()).isTrue();
      assertThat(store.take("client", rule, clock).isAllowed()).isFalse();
      assertThat(log.list)
          .filteredOn(event -> event.getLevel() == Level.WARN)
          .extracting(ILoggingEvent::getFormattedMessage)
          .containsExactly("Redis fails to decide on rate limits, the fallback does instead");

      commands.aclSetuser("narrow", AclSetuserArgs.Builder.keyPattern("rate:*"));

      assertThat(store.take("client", rule, clock).isAllowed()).isTrue();
      assertThat(log.list.getLast().getFormattedMessage())
          .isEqualTo("Redis decides on rate limits again");
    } finally {
      logger.detachAppender(log);
    }
  }

  @Test
  void take_afterFiveFailures_redisIsLeftAloneForASecond() throws Exception {
    commands.aclSetuser(
        "refused",
        AclSetuserArgs.Builder.on().addPassword("secret").keyPattern("cache:*").allCommands());
    try (Redis refused =
        Redis.connect(server.uri().replace("redis://", "redis://refused:secret@"), PATIENT)) {
      RedisRateLimitStore store = RedisRateLimitStore.of(refused);
      RateLimitRule rule = RateLimitRule.of(10, Duration.ofHours(1));
      for (int i = 0; i < 5; i++) {
        assertThatThrownBy(() -> store.take("client", rule, clock))
            .isInstanceOf(RedisCommandExecutionException.class);
      }

      // All but one each second.
      Await.eventually(() -> failure(store, rule) instanceof LayerUnavailableException);

      commands.aclSetuser("refused", AclSetuserArgs.Builder.keyPattern("rate:*"));
      Await.eventually(() -> failure(store, rule) == null);
      assertThat(store.take("client", rule, clock).remaining()).isEqualTo(8);
    }
  }

  private Exception failure(RedisRateLimitStore store, RateLimitRule rule) {
    try {
      store.take("client", rule, clock);
      return null;
    } catch (Exception e) {
      return e;
    }
  }

  @Test
  void take_redisAway_fallbackDecides() throws Exception {
    try (RedisProcess down = RedisProcess.stopped();
        Redis away = Redis.connect(down.uri(), PATIENT)) {
      RateLimitStore store =
          RedisRateLimitStore.of(away).withFallback(MemoryRateLimitStore.create());
      RateLimitRule rule = RateLimitRule.of(1, Duration.ofHours(1));

      assertThat(store.take("client", rule, clock).isAllowed()).isTrue();
      assertThat(store.take("client", rule, clock).isAllowed()).isFalse();

      down.restart();
      Await.eventually(away::isConnected);
      assertThat(store.take("client", rule, clock).isAllowed()).as("counted by Redis").isTrue();
      assertThat(down.commands().exists("rate:client")).isEqualTo(1);
    }
  }
}
