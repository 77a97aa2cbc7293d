package dev.toolkit.core.jvm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.toolkit.core.Crypto;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.json.JacksonCodec;
import dev.toolkit.core.validation.JakartaBodyValidator;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JvmEnvTest {

  private static final HexFormat HEX = HexFormat.of();

  private final Env env = JvmEnv.create();

  @Test
  void create_bridges() {
    assertThat(env.json()).isInstanceOf(JacksonCodec.class);
    assertThat(env.validator()).isInstanceOf(JakartaBodyValidator.class);
  }

  @Test
  void clock_isTheSystems() {
    assertThat(env.clock().instant()).isCloseTo(Instant.now(), within(1, ChronoUnit.MINUTES));
    long before = System.nanoTime();
    assertThat(env.clock().nanoTime() - before).isBetween(0L, 60_000_000_000L);
  }

  @Test
  void random_differs() {
    byte[] one = new byte[16];
    byte[] other = new byte[16];
    env.random().nextBytes(one);
    env.random().nextBytes(other);

    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void environment_ofTheProcess() {
    assertThat(env.require(JvmEnv.ENVIRONMENT)).isEqualTo(System.getenv());
  }

  @Test
  void builder_replaces() {
    Instant epoch = Instant.EPOCH;
    var clock =
        new dev.toolkit.core.Clock() {
          @Override
          public Instant instant() {
            return epoch;
          }

          @Override
          public long nanoTime() {
            return 7;
          }
        };

    assertThat(JvmEnv.builder().clock(clock).build().clock()).isSameAs(clock);
  }

  /** FIPS 180-4, example of one block, and RFC 4231, test case 2. */
  @Test
  void crypto_ofTheStandards() {
    Crypto crypto = env.crypto();
    byte[] mac =
        crypto.hmacSha256(
            "Jefe".getBytes(US_ASCII), "what do ya want for nothing?".getBytes(US_ASCII));

    assertThat(HEX.formatHex(crypto.sha256("abc".getBytes(US_ASCII))))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assertThat(HEX.formatHex(mac))
        .isEqualTo("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> crypto.hmacSha256(new byte[0], new byte[1]))
        .withMessage("Key of an HMAC must not be empty");
  }

  @Test
  void crypto_constantTimeEquals() {
    Crypto crypto = env.crypto();

    assertThat(crypto.constantTimeEquals(new byte[] {1, 2}, new byte[] {1, 2})).isTrue();
    assertThat(crypto.constantTimeEquals(new byte[] {1, 2}, new byte[] {1, 3})).isFalse();
    assertThat(crypto.constantTimeEquals(new byte[] {1, 2}, new byte[] {1})).isFalse();
  }

  @Test
  void log_toSlf4jWithKeyValues() {
    var failure = new IllegalStateException("broken");

    List<ILoggingEvent> events =
        logged(
            () -> env.log().write(LogEvent.error("failed {}").with("order", 7).failure(failure)));

    ILoggingEvent event = events.getFirst();
    assertThat(events).hasSize(1);
    assertThat(event.getLevel()).isEqualTo(Level.ERROR);
    assertThat(event.getLoggerName()).isEqualTo("dev.toolkit");
    assertThat(event.getFormattedMessage()).isEqualTo("failed {}");
    assertThat(event.getKeyValuePairs()).containsExactly(new KeyValuePair("order", 7));
    assertThat(event.getThrowableProxy().getMessage()).isEqualTo("broken");
  }

  @Test
  void log_levels() {
    List<ILoggingEvent> events =
        logged(() -> {
          for (LogEvent.Level level : LogEvent.Level.values()) {
            env.log().write(LogEvent.of(level, "event"));
          }
        });

    assertThat(events)
        .extracting(ILoggingEvent::getLevel)
        .containsExactly(Level.INFO, Level.WARN, Level.ERROR);
  }

  /** Returns what is logged while the action runs, from INFO on. */
  private static List<ILoggingEvent> logged(Runnable action) {
    var logger = (Logger) LoggerFactory.getLogger(JvmEnv.LOGGER);
    var appender = new ListAppender<ILoggingEvent>();
    appender.start();
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
    try {
      action.run();
    } finally {
      logger.detachAppender(appender);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
    return appender.list;
  }
}
