package dev.toolkit.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MemoryApiKeyUsageTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final MemoryApiKeyUsage usage = MemoryApiKeyUsage.create();

  private static ApiKey key(@Nullable RateLimit rate, @Nullable RateLimit quota) {
    return ApiKey.builder("k", "ada", START).rateLimit(rate).quota(quota).build();
  }

  private static RateLimit per(long count, long seconds) {
    return new RateLimit(count, Duration.ofSeconds(seconds));
  }

  @Test
  void use_noLimits_keepsNothing() {
    for (int i = 0; i < 1000; i++) {
      assertThat(usage.use(key(null, null), START)).isEmpty();
    }
    assertThat(usage).hasToString("MemoryApiKeyUsage[0 keys]");
  }

  @Test
  void use_rate_burstThenEvenly() {
    ApiKey key = key(per(3, 60), null);
    for (int i = 0; i < 3; i++) {
      assertThat(usage.use(key, START)).isEmpty();
    }

    assertThat(usage.use(key, START)).contains(Duration.ofSeconds(20));
    assertThat(usage.use(key, START.plusSeconds(19))).contains(Duration.ofSeconds(1));
    assertThat(usage.use(key, START.plusSeconds(20))).isEmpty();
    assertThat(usage.use(key, START.plusSeconds(20))).contains(Duration.ofSeconds(20));
    assertThat(usage.use(key, START.plusSeconds(3600))).isEmpty();
  }

  @Test
  void use_quota_anewWithEachPeriod() {
    ApiKey key = key(null, per(2, 3600));
    assertThat(usage.use(key, START)).isEmpty();
    assertThat(usage.use(key, START.plusSeconds(3000))).isEmpty();

    assertThat(usage.use(key, START.plusSeconds(3500))).contains(Duration.ofSeconds(100));
    assertThat(usage.use(key, START.plusSeconds(3600))).isEmpty();
    assertThat(usage.use(key, START.plusSeconds(3600))).isEmpty();
    assertThat(usage.use(key, START.plusSeconds(3600))).contains(Duration.ofSeconds(3600));
  }

  @Test
  void use_refusedByOneLimit_countsAgainstNeither() {
    ApiKey key = key(per(1, 10), per(2, 3600));
    assertThat(usage.use(key, START)).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(usage.use(key, START)).contains(Duration.ofSeconds(10));
    }

    assertThat(usage.use(key, START.plusSeconds(10))).isEmpty();
    assertThat(usage.use(key, START.plusSeconds(20))).contains(Duration.ofSeconds(3580));
  }

  @Test
  void use_clockGoesBack_neverMoreThanTheLimit() {
    ApiKey key = key(per(2, 10), null);
    usage.use(key, START.plusSeconds(5));
    usage.use(key, START.plusSeconds(5));

    assertThat(usage.use(key, START)).isPresent();
  }

  @Test
  void use_allAtOnce_noMoreThanTheLimit() {
    ApiKey key = key(per(50, 10), null);
    var allowed = new AtomicInteger();
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        executor.submit(() -> {
          start.await();
          if (usage.use(key, START).isEmpty()) {
            allowed.incrementAndGet();
          }
          return null;
        });
      }
      start.countDown();
    }

    assertThat(allowed).hasValue(50);
  }

  /** After any history, a bucket lets through what the two sentences in the Javadoc say. */
  @Property
  void use_agreesWithBucketOfTokens(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int count) {
    var random = new Random(seed);
    MemoryApiKeyUsage fresh = MemoryApiKeyUsage.create();
    ApiKey key = key(per(count, 60L), null);
    double tokens = count;
    long now = 0;
    for (int i = 0; i < 100; i++) {
      long passed = random.nextInt(40);
      now += passed;
      // The interval divides 60 seconds evenly for all these counts, so no rounding differs.
      tokens = Math.min(count, tokens + passed * count / 60.0);
      boolean expected = tokens >= 1 - 1e-9;
      tokens -= expected ? 1 : 0;
      assertThat(fresh.use(key, START.plusSeconds(now)).isEmpty())
          .as("use %d", i)
          .isEqualTo(expected);
    }
  }

  /** A quota is a count in a window that begins with the first use after the one before. */
  @Property
  void use_agreesWithCountedPeriods(@ForAll long seed) {
    var random = new Random(seed);
    MemoryApiKeyUsage fresh = MemoryApiKeyUsage.create();
    ApiKey key = key(null, per(3, 100));
    Deque<Long> used = new ArrayDeque<>();
    long periodStart = 0;
    long now = 0;
    for (int i = 0; i < 100; i++) {
      if (now - periodStart >= 100) {
        periodStart = now;
        used.clear();
      }
      boolean expected = used.size() < 3;
      if (expected) {
        used.add(now);
      }
      assertThat(fresh.use(key, START.plusSeconds(now)).isEmpty()).isEqualTo(expected);
      now += random.nextInt(60);
    }
  }

  @Test
  void rateLimit_wrongValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> per(0, 1))
        .withMessage("Count of a limit must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> per(1, 0))
        .withMessage("Period of a limit must be between 1 ms and 366 days: PT0S");
  }
}
