package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of responses that are written while they are sent. */
interface StreamContract extends EngineFixture {

  int CHUNK = 64 * 1024;
  int CHUNKS = 1600;

  @Test
  default void stream_ofAnySize() throws Exception {
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/large",
                        c ->
                            Response.stream(
                                BINARY,
                                out -> {
                                  for (int i = 0; i < 300; i++) {
                                    out.write(i);
                                    out.write(new byte[CHUNK]);
                                    out.write(new byte[100], 10, 50);
                                  }
                                })));
        InputStream in = server.uri().resolve("/large").toURL().openStream()) {
      byte[] body = in.readAllBytes();

      assertThat(body).hasSize(300 * (1 + CHUNK + 50));
      assertThat(body[299 * (1 + CHUNK + 50)]).isEqualTo((byte) 299);
    }
  }

  @Test
  default void flush_sendsWhatIsWritten() throws Exception {
    var seen = new CompletableFuture<Void>();
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/events",
                        c ->
                            Response.stream(
                                BINARY,
                                out -> {
                                  out.write('a');
                                  out.flush();
                                  seen.get(20, SECONDS);
                                  out.write('b');
                                })));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /events HTTP/1.1", "Host: localhost");
      client.awaitBytes();
      seen.complete(null);

      assertThat(client.read().text()).isEqualTo("ab");
    }
  }

  @Test
  default void writer_blocksWhileClientDoesNotRead() throws Exception {
    BlockingQueue<Integer> written = new LinkedBlockingQueue<>();
    var end = new CompletableFuture<Exception>();
    var log = new RecordedLog();
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
                                for (int i = 0; i < CHUNKS; i++) {
                                  out.write(new byte[CHUNK]);
                                  written.add(i);
                                }
                              } catch (IOException e) {
                                end.complete(e);
                                throw e;
                              }
                            })),
            options(),
            log)) {
      try (RawClient client = RawClient.connect(server.port())) {
        client.sendHead("GET /large HTTP/1.1", "Host: localhost");
        int chunks = 0;
        while (written.poll(2, SECONDS) != null) {
          chunks++;
        }

        // The sockets' buffers hold a few megabytes, and nothing else holds more.
        assertThat(chunks).isBetween(1, CHUNKS / 4);
        requireHealth(server);
      }
      assertThat(end.get(20, SECONDS)).isInstanceOf(IOException.class);
      requireHealth(server);
    }
    assertThat(log.failures()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/none", "/some", "/flushed", "/declared", "/short", "/long"})
  default void response_isCutWhenWriterFails(String path) throws Exception {
    var log = new RecordedLog();
    try (Server server = serve(StreamContract::addFailures, options(), log);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + path + " HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.complete()).isFalse();
      assertThat("hello").startsWith(response.text());
      assertThat(client.isClosedByServer()).isTrue();
    }
    assertThat(log.failures()).hasSize(1);
    assertThat(log.failures().getFirst().message())
        .isEqualTo("Response was cut: writing its body failed");
  }

  @Test
  default void response_isCutWhereTheConnectionEndsAnyway() throws Exception {
    try (Server server = serve(StreamContract::addFailures);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /flushed HTTP/1.1", "Host: localhost", "Connection: close");
      RawResponse response = client.read();

      assertThat(response.text()).isEqualTo("hello");
      assertThat(response.complete()).isFalse();
    }
  }

  private static void addFailures(dev.toolkit.core.Routes routes) {
    byte[] hello = {'h', 'e', 'l', 'l', 'o'};
    List<Body> bodies = new ArrayList<>();
    bodies.add(
        Body.stream(
            -1,
            out -> {
              throw new IllegalStateException("failed");
            }));
    bodies.add(
        Body.stream(
            -1,
            out -> {
              out.write(hello);
              throw new AssertionError("failed");
            }));
    bodies.add(
        Body.stream(
            -1,
            out -> {
              out.write(hello);
              out.flush();
              throw new IOException("failed");
            }));
    bodies.add(
        Body.stream(
            10,
            out -> {
              out.write(hello);
              throw new IllegalStateException("failed");
            }));
    bodies.add(Body.stream(10, out -> out.write(hello)));
    bodies.add(
        Body.stream(
            10,
            out -> {
              out.write(hello);
              out.write(new byte[6]);
            }));
    List<String> paths = List.of("/none", "/some", "/flushed", "/declared", "/short", "/long");
    for (int i = 0; i < paths.size(); i++) {
      Body body = bodies.get(i);
      routes.get(paths.get(i), c -> Response.of(200).withBody(body));
    }
  }

  @Test
  default void stream_closedByItsWriter() throws Exception {
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/closed",
                        c ->
                            Response.stream(
                                BINARY,
                                out -> {
                                  try (out) {
                                    out.write('a');
                                  }
                                })));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /closed HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo("a");
      requireHealth(client);
    }
  }

  @Test
  default void bytes_largeAndNotRead() throws Exception {
    var log = new RecordedLog();
    byte[] large = new byte[CHUNK * CHUNKS];
    try (Server server =
        serve(
            routes -> routes.get("/large", c -> Response.bytes(BINARY, large)), options(), log)) {
      try (RawClient client = RawClient.connect(server.port())) {
        client.sendHead("GET /large HTTP/1.1", "Host: localhost");
        client.awaitBytes();
        requireHealth(server);
      }
      requireHealth(server);
    }
    assertThat(log.failures()).isEmpty();
  }
}
