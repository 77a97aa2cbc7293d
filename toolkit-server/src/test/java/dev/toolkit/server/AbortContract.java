package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Clients that go away in the middle: nothing of them stays. */
interface AbortContract extends EngineFixture {

  int CLIENTS = 200;

  @Test
  default void abortedUploads_freeEverything() throws Exception {
    var entered = new CountDownLatch(CLIENTS);
    var left = new CountDownLatch(CLIENTS);
    var completed = new AtomicInteger();
    var log = new RecordedLog();
    // As many get in afterwards, which they do only once all of the others are gone.
    ServerOptions options = options().withMaxConnections(CLIENTS);
    try (Server server =
        serve(
            routes ->
                routes.post(
                    "/upload",
                    c -> {
                      try {
                        entered.countDown();
                        c.request().stream().readAllBytes();
                        completed.incrementAndGet();
                        return Response.noContent();
                      } finally {
                        left.countDown();
                      }
                    }),
            options,
            log)) {
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.connect(server.port()));
        clients
            .getLast()
            .sendHead("POST /upload HTTP/1.1", "Host: localhost", framing(i))
            .send(i % 2 == 0 ? "half" : "9\r\nhalf");
      }
      assertThat(entered.await(30, SECONDS)).isTrue();
      for (int i = 0; i < CLIENTS; i++) {
        if (i % 3 == 0) {
          clients.get(i).reset();
        } else {
          clients.get(i).close();
        }
      }

      assertThat(left.await(30, SECONDS)).isTrue();
      assertThat(completed).hasValue(0);
      for (int i = 0; i < CLIENTS; i++) {
        clients.set(i, RawClient.connect(server.port()));
        requireHealth(clients.get(i));
      }
      for (RawClient client : clients) {
        client.close();
      }
    }
    assertThat(log.failures()).isEmpty();
  }

  private static String framing(int i) {
    return i % 2 == 0 ? "Content-Length: 1000000" : "Transfer-Encoding: chunked";
  }
}
