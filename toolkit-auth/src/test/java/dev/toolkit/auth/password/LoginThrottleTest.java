package dev.toolkit.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.testing.ManualClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {

  private final ManualClock clock = new ManualClock();
  private final LoginThrottle throttle =
      LoginThrottle.builder()
          .freeAttempts(3)
          .firstDelay(Duration.ofSeconds(10))
          .maxDelay(Duration.ofSeconds(35))
          .forgetAfter(Duration.ofHours(1))
          .maxAccounts(20)
          .clock(clock)
          .build();

  private void fail(String name, int times) {
    for (int i = 0; i < times; i++) {
      assertThat(throttle.begin(name)).as("attempt %d", i + 1).isEmpty();
    }
  }

  @Test
  void begin_afterFreeAttempts_delaysDouble() {
    fail("ada", 3);
    assertThat(throttle.begin("ada")).contains(Duration.ofSeconds(10));

    clock.advance(Duration.ofSeconds(4));
    assertThat(throttle.begin("ada")).as("asking does not prolong").contains(Duration.ofSeconds(6));

    clock.advance(Duration.ofSeconds(6));
    fail("ada", 1);
    assertThat(throttle.begin("ada")).contains(Duration.ofSeconds(20));

    clock.advance(Duration.ofSeconds(20));
    fail("ada", 1);
    assertThat(throttle.begin("ada")).as("the longest").contains(Duration.ofSeconds(35));
  }

  @Test
  void begin_manyFailures_neverOverflows() {
    fail("ada", 3);
    for (int i = 0; i < 200; i++) {
      clock.advance(Duration.ofSeconds(35));
      fail("ada", 1);
      assertThat(throttle.begin("ada").orElseThrow()).isLessThanOrEqualTo(Duration.ofSeconds(35));
    }
  }

  @Test
  void succeeded_startsAnew() {
    fail("ada", 2);
    throttle.succeeded("ada");
    fail("ada", 3);

    assertThat(throttle.begin("ada")).isPresent();
  }

  @Test
  void begin_otherAccount_isFree() {
    fail("ada", 3);

    assertThat(throttle.begin("bob")).isEmpty();
  }

  @Test
  void begin_sameNameSpelledDifferently_isOneAccount() {
    fail(" Ada", 1);
    fail("aDA ", 1);
    fail("\uff21da", 1);

    assertThat(throttle.begin("ada")).isPresent();
  }

  @Test
  void begin_longAgo_forgotten() {
    fail("ada", 2);
    clock.advance(Duration.ofHours(1));
    fail("ada", 3);

    assertThat(throttle.begin("ada")).isPresent();
  }

  @Test
  void begin_allAtOnce_noMoreThanTheFreeOnes() throws Exception {
    var allowed = new AtomicInteger();
    var start = new CountDownLatch(1);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 1000; i++) {
        executor.submit(() -> {
          start.await();
          if (throttle.begin("ada").isEmpty()) {
            allowed.incrementAndGet();
          }
          return null;
        });
      }
      start.countDown();
    }

    assertThat(allowed).hasValue(3);
  }

  @Test
  void begin_manyNames_boundedAndTheBlockedStays() {
    fail("ada", 3);
    for (int i = 0; i < 1000; i++) {
      throttle.begin("nobody" + i);
    }

    assertThat(throttle.accounts()).isEqualTo(20);
    assertThat(throttle.begin("ada")).isPresent();
    assertThat(throttle).hasToString("LoginThrottle[20 accounts]");
  }

  @Test
  void builder_wrongValues() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginThrottle.builder().freeAttempts(0))
        .withMessage("freeAttempts must be positive: 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LoginThrottle.builder().firstDelay(Duration.ofMillis(999)))
        .withMessage("firstDelay must be at least a second: PT0.999S");
    assertThatIllegalStateException()
        .isThrownBy(() -> LoginThrottle.builder().maxDelay(Duration.ofSeconds(2)).build())
        .withMessage("firstDelay(PT30S) must not be longer than maxDelay(PT2S)");
  }
}
