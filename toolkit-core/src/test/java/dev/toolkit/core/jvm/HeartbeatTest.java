package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.EventStream;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeartbeatTest {

  private static final Heartbeat QUICK = Heartbeat.every(Duration.ofMillis(1));
  private static final Heartbeat SLOW = Heartbeat.every(Duration.ofHours(1));

  @Test
  void events_withoutPauseHaveNoHeartbeat() {
    assertThat(
            text(
                SLOW,
                events -> {
                  events.send("a");
                  events.send("b");
                }))
        .isEqualTo("data: a\n\ndata: b\n\n");
  }

  @Test
  void events_whileTheWriterWaits() throws Exception {
    var beats = new CountDownLatch(3);
    var out =
        new OutputStream() {
          private final StringBuilder text = new StringBuilder();

          @Override
          public void write(int b) {
            text.append((char) b);
          }

          @Override
          public void write(byte[] bytes, int offset, int length) throws IOException {
            super.write(bytes, offset, length);
            if (bytes[offset] == ':') {
              beats.countDown();
            }
          }
        };

    writer(
            QUICK,
            events -> {
              beats.await();
              events.send("done");
            })
        .writeTo(out);

    assertThat(out.text.toString()).startsWith(":\n\n:\n\n:\n\n").contains("data: done\n\n");
  }

  @Test
  void events_clientThatHasGoneInterruptsTheWriter() {
    var seen = new AtomicReference<Exception>();
    App app =
        App.of(routes ->
            routes.get(
                "/",
                c ->
                    QUICK.events(events -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        seen.set(e);
                        throw e;
                      }
                    })));

    Response response = TestClient.of(app).request(Method.GET, "/").hangUpAfter(10).send();

    assertThat(TestClient.text(response)).startsWith(":\n\n:\n\n:\n\n:");
    assertThat(seen.get()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void events_writerThatGoesOnAllTheSame() {
    assertThatThrownBy(() ->
            writer(
                    QUICK,
                    events -> {
                      try {
                        new CountDownLatch(1).await();
                      } catch (InterruptedException e) {
                        events.send("nobody is there");
                      }
                    })
                .writeTo(gone()))
        .isInstanceOf(IOException.class)
        .hasMessage("The client has gone");
  }

  @Test
  void events_nothingIsWrittenAfterTheEnd() throws Exception {
    for (int i = 0; i < 200; i++) {
      var out = new Guarded();
      writer(QUICK, events -> events.send("a")).writeTo(out);
      out.ended = true;
    }
    assertThat(Guarded.VIOLATIONS.getCount()).isEqualTo(1);
    assertThat(Guarded.VIOLATIONS.await(20, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void every_wrongDuration() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Heartbeat.every(Duration.ZERO))
        .withMessage("Pause of a heartbeat must be positive: PT0S");
  }

  /** Notes whether anything is written after the response has ended. */
  private static final class Guarded extends OutputStream {
    private static final CountDownLatch VIOLATIONS = new CountDownLatch(1);
    private volatile boolean ended;

    @Override
    public void write(int b) {
      if (ended) {
        VIOLATIONS.countDown();
      }
    }
  }

  private static OutputStream gone() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException("gone");
      }
    };
  }

  private static Body.StreamWriter writer(Heartbeat heartbeat, EventStream.Writer writer) {
    return ((Body.Stream) heartbeat.events(writer).body()).writer();
  }

  private static String text(Heartbeat heartbeat, EventStream.Writer writer) {
    App app = App.of(routes -> routes.get("/", c -> heartbeat.events(writer)));
    return TestClient.text(TestClient.of(app).get("/"));
  }
}
