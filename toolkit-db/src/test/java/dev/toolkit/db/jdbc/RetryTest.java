package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryTest {

  @Test
  void pauses_growToABound() {
    List<Duration> pauses = new ArrayList<>();
    Retry retry = new Retry(pauses::add, bound -> bound - 1);

    for (int attempt = 0; attempt < 8; attempt++) {
      assertThat(retry.pause(attempt)).isTrue();
    }
    retry.pause(1_000_000);

    assertThat(pauses)
        .extracting(Duration::toMillis)
        .containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1_000L, 1_000L, 1_000L);
  }

  @Test
  void pause_random() {
    List<Duration> pauses = new ArrayList<>();

    new Retry(pauses::add, bound -> bound / 2).pause(0);

    assertThat(pauses).containsExactly(Duration.ofMillis(11));
  }

  @Test
  void pause_interrupted_endsRetries() {
    Retry retry =
        new Retry(
            time -> {
              throw new InterruptedException();
            },
            bound -> 0);

    assertThat(retry.pause(0)).isFalse();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void options_checked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TxOptions.create().retries(-1))
        .withMessage("Retries must not be negative: -1");
  }
}
