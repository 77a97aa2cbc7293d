package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.Clock;
import dev.toolkit.core.Env;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.MemoryRateLimitStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private static final RateLimitRule TWO_A_SECOND = RateLimitRule.of(2, Duration.ofSeconds(1));

  private final HandClock clock = new HandClock();
  private final Env env = JvmEnv.builder().clock(clock).log(event -> {}).build();
  private final MemoryRateLimitStore store = MemoryRateLimitStore.ofMaxClients(64);

  /** Moved by hand; starts where a count of nanoseconds is about to wrap around. */
  private static final class HandClock implements Clock {
    private long nanos = Long.MAX_VALUE - 1_000;

    @Override
    public Instant instant() {
      return Instant.EPOCH;
    }

    @Override
    public long nanoTime() {
      return nanos;
    }

    void pass(Duration time) {
      nanos += time.toNanos();
    }
  }

  @Test
  void handle_headersAndRefusal() {
    App app = app(RateLimit.of("api", TWO_A_SECOND, store));

    Response first = send(app, "192.0.2.1");
    Response second = send(app, "192.0.2.1");
    Response third = send(app, "192.0.2.1");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("RateLimit-Policy")).contains("\"api\";q=2;w=1");
    assertThat(first.header("RateLimit")).contains("\"api\";r=1;t=1");
    assertThat(second.header("RateLimit")).contains("\"api\";r=0;t=1");
    assertThat(third.status()).isEqualTo(429);
    assertThat(third.header("Retry-After")).contains("1");
    assertThat(third.header("RateLimit")).contains("\"api\";r=0;t=1");
  }

  @Test
  void handle_earnsWithTime() {
    App app = app(RateLimit.of("api", TWO_A_SECOND, store));
    send(app, "192.0.2.1");
    send(app, "192.0.2.1");

    clock.pass(Duration.ofMillis(499));
    assertThat(send(app, "192.0.2.1").status()).isEqualTo(429);
    clock.pass(Duration.ofMillis(1));
    assertThat(send(app, "192.0.2.1").status()).isEqualTo(200);
    assertThat(send(app, "192.0.2.1").status()).isEqualTo(429);
  }

  @Test
  void handle_clientsAreToldByAddress() {
    App app = app(RateLimit.of("api", RateLimitRule.of(1, Duration.ofHours(1)), store));

    assertThat(send(app, "192.0.2.1").status()).isEqualTo(200);
    assertThat(send(app, "::ffff:192.0.2.1").status()).isEqualTo(429);
    assertThat(send(app, "192.0.2.2").status()).isEqualTo(200);
    assertThat(send(app, "2001:db8:0:1::1").status()).isEqualTo(200);
    assertThat(send(app, "2001:db8:0:1:ffff::2").status()).isEqualTo(429);
    assertThat(send(app, "2001:db8:0:2::1").status()).isEqualTo(200);
    assertThat(send(app, null).status()).isEqualTo(200);
    assertThat(send(app, null).status()).isEqualTo(429);
  }

  @Test
  void handle_namesTellLimitsApart() {
    RateLimitRule once = RateLimitRule.of(1, Duration.ofHours(1));

    assertThat(send(app(RateLimit.of("a", once, store)), "192.0.2.1").status()).isEqualTo(200);
    assertThat(send(app(RateLimit.of("b", once, store)), "192.0.2.1").status()).isEqualTo(200);
    assertThat(send(app(RateLimit.of("a", once, store)), "192.0.2.1").status()).isEqualTo(429);
  }

  @Test
  void withKey_longKeysAreHashed() {
    List<String> keys = new ArrayList<>();
    RateLimitStore noting =
        (key, rule, time) -> {
          keys.add(key);
          return rule.decide(0, 0);
        };
    App app = app(RateLimit.of("a", TWO_A_SECOND, noting).withKey(c -> "k".repeat(100_000)));

    send(app, "192.0.2.1");
    send(app, "192.0.2.1");

    assertThat(keys).hasSize(2).allMatch(key -> key.length() == 45);
    assertThat(keys.get(0)).isEqualTo(keys.get(1));
  }

  @Test
  void handle_storeFails() {
    RateLimitStore failing =
        (key, rule, time) -> {
          throw new java.io.IOException("no store");
        };

    assertThat(send(app(RateLimit.of("a", TWO_A_SECOND, failing)), "192.0.2.1").status())
        .isEqualTo(500);
  }

  @Test
  void store_neverMoreClientsThanItHasRoomFor() {
    for (int i = 0; i < 10_000; i++) {
      store.take("client" + i, TWO_A_SECOND, clock);
    }

    assertThat(store.size()).isEqualTo(64);
  }

  @Test
  void store_forgetsWhoWasSilentForLongest() {
    MemoryRateLimitStore small = MemoryRateLimitStore.ofMaxClients(16);
    RateLimitRule once = RateLimitRule.of(1, Duration.ofHours(1));
    small.take("busy", once, clock);
    for (int i = 0; i < 1_000; i++) {
      small.take("busy", once, clock);
      small.take("client" + i, once, clock);
    }
    small.take("busy", once, clock);

    // With room for one client in each map, whoever came last in the same map is kept.
    assertThat(small.take("busy", once, clock).isAllowed()).isFalse();
    assertThat(small.size()).isEqualTo(16);
  }

  /**
   * The rule lets through what a bucket does that holds {@code burst} tokens and gets one each
   * interval: the two algorithms are the same seen from either end.
   */
  @Property
  void decide_asATokenBucket(
      @ForAll @IntRange(min = 1, max = 5) int burst,
      @ForAll @Size(max = 60) List<@IntRange(max = 25) Integer> pauses) {
    RateLimitRule rule = RateLimitRule.of(1, Duration.ofNanos(10)).withBurst(burst);
    long now = Long.MAX_VALUE - 50;
    long arrival = now;
    long tenths = burst * 10L;
    for (int pause : pauses) {
      now += pause;
      tenths = Math.min(burst * 10L, tenths + pause);
      RateLimitDecision decision = rule.decide(arrival, now);

      assertThat(decision.isAllowed()).isEqualTo(tenths >= 10);
      tenths -= decision.isAllowed() ? 10 : 0;
      assertThat(decision.remaining()).isEqualTo((int) (tenths / 10));
      assertThat(decision.resetAfter().toNanos()).isEqualTo(burst * 10L - tenths);
      assertThat(decision.retryAfter().toNanos()).isEqualTo(decision.isAllowed() ? 0 : 10 - tenths);
      arrival = decision.arrivalNanos();
    }
  }

  /** In any period no more than the burst and what is earned in the period pass. */
  @Property
  void decide_noPeriodHasMore(@ForAll @Size(max = 80) List<@IntRange(max = 9) Integer> pauses) {
    RateLimitRule rule = RateLimitRule.of(5, Duration.ofNanos(50));
    Deque<Long> passed = new ArrayDeque<>();
    long now = 0;
    long arrival = 0;
    for (int pause : pauses) {
      now += pause;
      RateLimitDecision decision = rule.decide(arrival, now);
      arrival = decision.arrivalNanos();
      if (decision.isAllowed()) {
        passed.addLast(now);
      }
      while (!passed.isEmpty() && passed.getFirst() <= now - 50) {
        passed.removeFirst();
      }
      assertThat(passed).hasSizeLessThanOrEqualTo(10);
    }
  }

  @Test
  void of_wrongValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateLimitRule.of(0, Duration.ofSeconds(1)))
        .withMessage("Number of requests must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateLimitRule.of(1, Duration.ZERO))
        .withMessage("Period of a rate limit must be positive, and a year at most: PT0S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateLimitRule.of(1, Duration.ofDays(366)).withBurst(Integer.MAX_VALUE))
        .withMessageContaining("takes too long to earn");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RateLimit.of("a b", TWO_A_SECOND, store))
        .withMessage("Name of a rate limit must have letters, digits, '-' and '_': \"a b\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MemoryRateLimitStore.ofMaxClients(15))
        .withMessage("Store must have room for 16 clients at least: 15");
  }

  private static App app(RateLimit limit) {
    return App.of(routes -> routes.use(limit).get("/", c -> Response.text("ok")));
  }

  private Response send(App app, @Nullable String peer) {
    return app.handle(Request.builder(Method.GET, "/").peer(peer).build(), env);
  }
}
