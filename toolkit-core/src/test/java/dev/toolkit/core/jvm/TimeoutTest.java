package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.Handler;
import dev.toolkit.core.http.Response;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class TimeoutTest {

  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration LATE = Duration.ofMinutes(1);

  @Test
  void handle_inTime() {
    assertThat(get(LATE, c -> Response.text("ok")).status()).isEqualTo(200);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void handle_handlerThatWaits() {
    Response response = get(SOON, c -> forever());

    assertThat(response.status()).isEqualTo(503);
    assertThat(response.failure()).containsInstanceOf(InterruptedException.class);
    assertThat(TestClient.text(response)).contains("Request was not done within 20 ms (Timeout)");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void handle_handlerThatLooksAtTheInterrupt() {
    Response response =
        get(
            SOON,
            c -> {
              while (!Thread.currentThread().isInterrupted()) {
                Thread.onSpinWait();
              }
              return Response.text("given up");
            });

    assertThat(response.status()).isEqualTo(503);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void handle_handlerThatSwallowsTheInterrupt() {
    var cleanedUp = new AtomicBoolean();

    Response response =
        get(
            SOON,
            c -> {
              try {
                return forever();
              } catch (InterruptedException e) {
                cleanedUp.set(true);
                return Response.text("too late");
              }
            });

    assertThat(response.status()).isEqualTo(503);
    assertThat(cleanedUp).isTrue();
  }

  @Test
  void handle_onVirtualThread() throws InterruptedException {
    var status = new int[1];

    Thread thread = Thread.ofVirtual().start(() -> status[0] = get(SOON, c -> forever()).status());

    assertThat(thread.join(LATE)).isTrue();
    assertThat(status[0]).isEqualTo(503);
  }

  /** However close the two are: whoever comes after the request is never interrupted for it. */
  @RepeatedTest(50)
  void handle_endAndInterruptRace() {
    Response response =
        get(
            Duration.ofNanos(50_000),
            c -> {
              long end = System.nanoTime() + 50_000;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
              }
              return Response.text("ok");
            });

    assertThat(response.status()).isIn(200, 503);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void handle_nestedOnesEachKeepTheirTime() {
    App app =
        App.of(routes ->
            routes
                .use(Timeout.of(LATE))
                .group("/a", group -> group.use(Timeout.of(SOON)).get("", c -> forever())));

    assertThat(client(app).get("/a").status()).isEqualTo(503);
  }

  @Test
  void of_wrongDuration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Timeout.of(Duration.ZERO))
        .withMessage("Time-out must be positive: PT0S");
  }

  private static Response forever() throws InterruptedException {
    new CountDownLatch(1).await();
    return Response.text("never");
  }

  private static Response get(Duration limit, Handler handler) {
    return client(App.of(routes -> routes.use(Timeout.of(limit)).get("/", handler))).get("/");
  }

  private static TestClient client(App app) {
    return TestClient.of(app, JvmEnv.builder().log(event -> {}).build());
  }
}
