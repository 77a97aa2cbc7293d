package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when a client or a handler takes its time: fault tests in real time. */
@Tag("time")
interface TimeContract extends EngineFixture {

  private ServerOptions impatient() {
    return options().withIdleTimeout(Duration.ofMillis(400));
  }

  @Test
  default void idleConnection_isClosed() throws Exception {
    try (Server server = serve(routes -> {}, impatient(), new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      requireHealth(client);

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void halfRequest_isClosed() throws Exception {
    try (Server server = serve(routes -> {}, impatient(), new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      client.send("GET /health HTTP/1.1\r\nHo");

      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void body_doesNotCome() throws Exception {
    var log = new RecordedLog();
    try (Server server =
            serve(
                routes -> routes.post("/echo", c -> Response.text(c.request().text())),
                impatient(),
                log);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 5").send("h");
      RawResponse response = client.read();

      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"Request Timeout\",\"status\":408,\"detail\":"
                  + "\"Request body did not arrive in time\"}");
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(log.failures()).isEmpty();
    }
  }

  @Test
  default void handler_mayTakeLongerThanClientMayBeIdle() throws Exception {
    var never = new CountDownLatch(1);
    try (Server server =
            serve(
                routes ->
                    routes
                        .get("/slow", c -> Response.text("" + never.await(1500, MILLISECONDS)))
                        .get(
                            "/slow-stream",
                            c ->
                                Response.stream(
                                    BINARY,
                                    out -> {
                                      out.write('a');
                                      out.flush();
                                      out.write(never.await(1500, MILLISECONDS) ? 'x' : 'b');
                                    })),
                impatient(),
                new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /slow HTTP/1.1", "Host: localhost");
      assertThat(client.read().text()).isEqualTo("false");

      client.sendHead("GET /slow-stream HTTP/1.1", "Host: localhost");
      assertThat(client.read().text()).isEqualTo("ab");
    }
  }

  @Test
  default void clientThatDoesNotRead_isCut() throws Exception {
    var end = new CompletableFuture<Exception>();
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/large",
                        c ->
                            Response.stream(
                                BINARY,
                                out -> {
                                  try {
                                    while (true) {
                                      out.write(new byte[65536]);
                                    }
                                  } catch (IOException e) {
                                    end.complete(e);
                                    throw e;
                                  }
                                })),
                impatient(),
                new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /large HTTP/1.1", "Host: localhost");

      assertThat(end.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }
  }

  @Test
  default void slowHeaders_areCut() throws Exception {
    ServerOptions options = options().withHeaderTimeout(Duration.ofMillis(600));
    try (Server server = serve(routes -> {}, options, new RecordedLog());
        RawClient kept = RawClient.connect(server.port());
        RawClient slow = RawClient.connect(server.port())) {
      requireHealth(kept);
      requireHealth(slow);
      slow.send("GET /health HTTP/1.1\r\nHost: localhost\r\nX-A: ");
      int pieces = 0;
      try {
        // Each piece keeps the connection from being idle.
        while (pieces < 100 && slow.isSilentFor(100)) {
          slow.send("a");
          pieces++;
        }
      } catch (IOException closed) {
        // As it should be.
      }

      assertThat(pieces).isBetween(1, 60);
      assertThat(slow.isClosedByServer()).isTrue();
      requireHealth(kept);
    }
  }

  @Test
  default void slowBody_isNotTakenForHeaders() throws Exception {
    ServerOptions options = options().withHeaderTimeout(Duration.ofMillis(200));
    try (Server server =
            serve(
                routes -> routes.post("/echo", c -> Response.text(c.request().text())),
                options,
                new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 20");
      for (int i = 0; i < 20; i++) {
        assertThat(client.isSilentFor(100)).isTrue();
        client.send("a");
      }

      assertThat(client.read().text()).isEqualTo("a".repeat(20));
      assertThat(client.isSilentFor(1500)).isTrue();
      requireHealth(client);
    }
  }
}
