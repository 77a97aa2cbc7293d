package dev.toolkit.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 without TLS: requests, responses, and what an attacker sends. */
interface Http2Contract extends EngineFixture {

  private Server echo() {
    return echo(options());
  }

  private Server echo(ServerOptions options) {
    return serve(
        routes ->
            routes
                .post("/echo", c -> Response.text(c.request().text()))
                .post("/ignore", c -> Response.text("ignored"))
                .get("/length", c -> Response.text("" + c.request().body().length())),
        options,
        new RecordedLog());
  }

  private static void requireHealth(Http2Client client, int stream) throws IOException {
    RawResponse response = client.get(stream, "/health").response(stream);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("ok");
  }

  @Test
  default void http2_withPriorKnowledge() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      RawResponse response = client.get(1, "/health").response(1);

      assertThat(response.text()).isEqualTo("ok");
      assertThat(response.head())
          .filteredOn(line -> !line.startsWith("date: "))
          .containsExactlyInAnyOrder(
              "HTTP/2 200", "content-type: text/plain; charset=utf-8", "content-length: 2");
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_requestAsReceived() throws Exception {
    var seen = new CompletableFuture<Request>();
    try (Server server =
            serve(routes ->
                routes.get(
                    "/{*rest}",
                    c -> {
                      seen.complete(c.request());
                      return Response.noContent();
                    }));
        Http2Client client = Http2Client.connect(server.port())) {
      byte[] block =
          Http2Client.block(
              ":method",
              "GET",
              ":scheme",
              "http",
              ":path",
              "/a%20b?x=%20&y",
              ":authority",
              "example.com:8080",
              "cookie",
              "a=1",
              "cookie",
              "b=2",
              "x-a",
              "one");
      client.send(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);
      assertThat(client.response(1).status()).isEqualTo(204);

      Request request = seen.get(10, SECONDS);
      assertThat(request.path()).isEqualTo("/a%20b");
      assertThat(request.rawQuery()).contains("x=%20&y");
      assertThat(request.host()).contains("example.com:8080");
      assertThat(request.scheme()).isEqualTo("http");
      assertThat(request.peer()).contains("127.0.0.1");
      assertThat(request.header("X-A")).contains("one");
      assertThat(request.cookies().first("b")).contains("2");
      assertThat(request.body().length()).isZero();
    }
  }

  @Test
  default void http2_bodies() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", "/echo", "content-length", "5");
      client.data(1, 0, "he").data(1, Http2Client.END_STREAM, "llo");
      assertThat(client.response(1).text()).isEqualTo("hello");

      client.open(3, "POST", "/echo");
      client.data(3, 0, "hello").data(3, Http2Client.END_STREAM, "");
      assertThat(client.response(3).text()).isEqualTo("hello");

      assertThat(client.get(5, "/length").response(5).text()).isEqualTo("0");
    }
  }

  @Test
  default void http2_bodyShorterThanItsLength() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", "/echo", "content-length", "5");
      client.data(1, Http2Client.END_STREAM, "he");
      RawResponse response = client.response(1);

      assertThat(response.complete() ? response.status() : 400).isEqualTo(400);
      requireHealth(client, 3);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ignore", "/nowhere"})
  default void http2_bodyNotRead(String path) throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", path).data(1, 0, "hello");
      RawResponse response = client.response(1);

      assertThat(response.status()).isEqualTo(path.equals("/ignore") ? 200 : 404);
      assertThat(response.header("Connection")).isEmpty();
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_bodyPastItsLimit() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", "/echo", "content-length", "2000000").data(1, 0, "hello");

      assertThat(client.response(1).status()).isEqualTo(413);
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_requestsInProgressLeaveOthersAlone() throws Exception {
    var release = new CountDownLatch(1);
    try (Server server =
            serve(routes ->
                routes.get(
                    "/blocked",
                    c -> {
                      release.await();
                      return Response.text("released");
                    }));
        Http2Client client = Http2Client.connect(server.port())) {
      for (int stream = 1; stream < 100; stream += 2) {
        client.get(stream, "/blocked");
      }
      requireHealth(client, 101);
      release.countDown();

      int ended = 0;
      while (ended < 50) {
        ended += client.read().isEnd() ? 1 : 0;
      }
      requireHealth(client, 103);
    }
  }

  @Test
  default void http2_stalledStreamBlocksItsWriterOnly() throws Exception {
    BlockingQueue<Integer> written = new LinkedBlockingQueue<>();
    try (Server server =
            serve(routes ->
                routes.get(
                    "/large",
                    c ->
                        Response.stream(
                            BINARY,
                            out -> {
                              for (int i = 0; i < 200; i++) {
                                out.write(new byte[8192]);
                                written.add(i);
                              }
                            })));
        Http2Client client = Http2Client.connect(server.port())) {
      // A window of 8 KiB per stream.
      client.send(Http2Client.SETTINGS, 0, 0, new byte[] {0, 4, 0, 0, 32, 0}).get(1, "/large");
      int chunks = 0;
      while (written.poll(1, SECONDS) != null) {
        chunks++;
      }

      assertThat(chunks).isBetween(0, 20);
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_failedStreamIsReset() throws Exception {
    try (Server server =
            serve(routes ->
                routes.get(
                    "/cut",
                    c ->
                        Response.stream(
                            BINARY,
                            out -> {
                              out.write('a');
                              out.flush();
                              throw new IllegalStateException("failed");
                            })));
        Http2Client client = Http2Client.connect(server.port())) {
      RawResponse response = client.get(1, "/cut").response(1);

      assertThat(response.status()).isEqualTo(200);
      assertThat(response.complete()).isFalse();
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_resetStreamEndsItsHandler() throws Exception {
    var entered = new CountDownLatch(1);
    var end = new CompletableFuture<Exception>();
    var log = new RecordedLog();
    try (Server server =
            serve(
                routes ->
                    routes.post(
                        "/upload",
                        c -> {
                          entered.countDown();
                          try {
                            return Response.text("" + c.request().stream().readAllBytes().length);
                          } catch (Exception e) {
                            end.complete(e);
                            throw e;
                          }
                        }),
                options(),
                log);
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", "/upload").data(1, 0, "hello");
      assertThat(entered.await(20, SECONDS)).isTrue();
      client.send(Http2Client.RST_STREAM, 0, 1, new byte[] {0, 0, 0, 8});

      assertThat(end.get(20, SECONDS)).isNotNull();
      requireHealth(client, 3);
    }
    assertThat(log.failures()).isEmpty();
  }

  @Test
  default void http2_connectionHeadersOfTheApplicationAreDropped() throws Exception {
    try (Server server =
            serve(routes ->
                routes.get(
                    "/",
                    c ->
                        Response.text("a")
                            .withHeader("Connection", "close")
                            .withHeader("Keep-Alive", "timeout=5")));
        Http2Client client = Http2Client.connect(server.port())) {
      RawResponse response = client.get(1, "/").response(1);

      assertThat(response.header("Connection") + response.header("Keep-Alive")).isEmpty();
      requireHealth(client, 3);
    }
  }

  @Test
  default void http2_targetsAreCheckedToo() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      int stream = 1;
      for (String target : List.of("/a/../health", "/%2e%2e/health", "/a%00", "/%zz")) {
        assertThat(client.get(stream, target).response(stream).status()).isEqualTo(400);
        stream += 2;
      }
      requireHealth(client, stream);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Upper", "connection", "transfer-encoding", "x a", ":status", "te", "upgrade"})
  default void http2_malformedFieldIsRefused(String name) throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      RawResponse response;
      try {
        response = client.get(1, "/health", name, "chunked").response(1);
      } catch (IOException ended) {
        // The connection went with it, which RFC 9113, section 5.4.1, allows.
        requireHealth(server);
        return;
      }
      assertThat(response.complete() ? response.status() : 400).isEqualTo(400);
    }
  }

  @Test
  default void http2_isNotChangedOverTo() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "GET /health HTTP/1.1",
          "Host: localhost",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQAAP__");
      RawResponse response = client.read();

      assertThat(response.head().getFirst()).isEqualTo("HTTP/1.1 200 OK");
      assertThat(response.text()).isEqualTo("ok");
      requireHealth(client);
    }
  }

  @Test
  default void http2_streamAboveTheirNumberIsRefused() throws Exception {
    var release = new CountDownLatch(1);
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/blocked",
                        c -> {
                          release.await();
                          return Response.text("released");
                        }),
                options().withMaxConcurrentStreams(2),
                new RecordedLog());
        Http2Client client = Http2Client.connect(server.port())) {
      client.get(1, "/blocked").get(3, "/blocked").get(5, "/blocked");
      Http2Client.Frame refusal = client.await(Http2Client.RST_STREAM);
      release.countDown();

      assertThat(refusal.stream()).isEqualTo(5);
      assertThat(refusal.code()).isEqualTo(Http2Client.REFUSED_STREAM);
      assertThat(client.await(Http2Client.HEADERS).stream()).isIn(1, 3);
    }
  }

  @Test
  default void http2_rapidResetEndsTheConnection() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      byte[] request = Http2Client.request("GET", "/health");
      byte[] cancel = {0, 0, 0, 8};
      Thread attack =
          attack(() -> {
            for (int stream = 1; stream < 20_000; stream += 2) {
              client.send(
                  Http2Client.HEADERS,
                  Http2Client.END_HEADERS | Http2Client.END_STREAM,
                  stream,
                  request);
              client.send(Http2Client.RST_STREAM, 0, stream, cancel);
            }
          });

      assertThat(client.awaitEnd()).isIn(Http2Client.ENHANCE_YOUR_CALM, -1);
      assertThat(attack.join(Duration.ofSeconds(20))).isTrue();
      requireHealth(server);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Http2Client.PING, Http2Client.SETTINGS})
  default void http2_floodEndsTheConnection(int type) throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      byte[] payload = type == Http2Client.PING ? new byte[8] : new byte[] {0, 3, 0, 0, 0, 50};
      Thread attack =
          attack(() -> {
            for (int i = 0; i < 20_000; i++) {
              client.send(type, 0, 0, payload);
            }
          });

      assertThat(client.awaitEnd()).isIn(Http2Client.ENHANCE_YOUR_CALM, -1);
      assertThat(attack.join(Duration.ofSeconds(20))).isTrue();
      requireHealth(server);
    }
  }

  @Test
  default void http2_endlessHeadersEndTheConnection() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      client.send(Http2Client.HEADERS, 0, 1, Http2Client.request("GET", "/health"));
      byte[] more = Http2Client.block("x-a", "a".repeat(1000));
      Thread attack =
          attack(() -> {
            for (int i = 0; i < 100_000; i++) {
              client.send(Http2Client.CONTINUATION, 0, 1, more);
            }
          });

      assertThat(client.isClosedByServer()).isTrue();
      assertThat(attack.join(Duration.ofSeconds(20))).isTrue();
      requireHealth(server);
    }
  }

  @Test
  default void http2_largeHeaderListIsRefused() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      RawResponse fits = client.get(1, "/health", "x-a", "a".repeat(7000)).response(1);
      assertThat(fits.status()).isEqualTo(200);
      client.get(3, "/health", "x-a", "a".repeat(9000));

      try {
        RawResponse refused = client.response(3);
        assertThat(refused.complete() ? refused.status() : 431).isEqualTo(431);
      } catch (IOException ended) {
        // The decoder's state is lost with headers that it does not take in.
      }
      requireHealth(server);
    }
  }

  @Test
  default void http2_bombOfIndexedFieldsIsRefused() throws Exception {
    try (Server server = echo();
        Http2Client client = Http2Client.connect(server.port())) {
      // One field of 3 kB into the dynamic table, and then one byte for each time it is meant.
      byte[] first = Http2Client.request("GET", "/health");
      byte[] field = Http2Client.block("x-a", "a".repeat(3000));
      field[0] = 0x40;
      byte[] block = Arrays.copyOf(first, first.length + field.length + 8000);
      System.arraycopy(field, 0, block, first.length, field.length);
      Arrays.fill(block, first.length + field.length, block.length, (byte) 0xbe);
      client.send(Http2Client.HEADERS, Http2Client.END_HEADERS | Http2Client.END_STREAM, 1, block);

      try {
        RawResponse refused = client.response(1);
        assertThat(refused.complete() ? refused.status() : 431).isEqualTo(431);
      } catch (IOException ended) {
        // As it may be.
      }
      requireHealth(server);
    }
  }

  @Test
  default void http2_slowHeadersAreCut() throws Exception {
    ServerOptions impatient = options().withHeaderTimeout(Duration.ofMillis(600));
    try (Server server = echo(impatient);
        Http2Client client = Http2Client.connect(server.port())) {
      requireHealth(client, 1);
      byte[] frame =
          Http2Client.frame(
              Http2Client.HEADERS,
              Http2Client.END_HEADERS,
              3,
              Http2Client.request("GET", "/health", "x-a", "a".repeat(500)));
      Thread attack =
          attack(() -> {
            var pause = new CountDownLatch(1);
            for (byte one : frame) {
              client.sendBytes(new byte[] {one});
              pause.await(100, TimeUnit.MILLISECONDS);
            }
          });
      long start = System.nanoTime();

      assertThat(client.isClosedByServer()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
      assertThat(attack.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  @Test
  default void http2_slowBodyIsNotTakenForHeaders() throws Exception {
    ServerOptions impatient = options().withHeaderTimeout(Duration.ofMillis(200));
    var pause = new CountDownLatch(1);
    try (Server server = echo(impatient);
        Http2Client client = Http2Client.connect(server.port())) {
      client.open(1, "POST", "/echo");
      for (byte one :
          Http2Client.frame(
              Http2Client.DATA, Http2Client.END_STREAM, 1, "a".repeat(15).getBytes(US_ASCII))) {
        client.sendBytes(new byte[] {one});
        pause.await(100, TimeUnit.MILLISECONDS);
      }

      assertThat(client.response(1).text()).isEqualTo("a".repeat(15));
    }
  }

  @Test
  default void http2_stopAnswersFirst() throws Exception {
    var entered = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    Server server =
        serve(routes ->
            routes.get(
                "/blocked",
                c -> {
                  entered.countDown();
                  release.await();
                  return Response.text("answered");
                }));
    try (Http2Client client = Http2Client.connect(server.port());
        Http2Client idle = Http2Client.connect(server.port())) {
      requireHealth(idle, 1);
      client.get(1, "/blocked");
      assertThat(entered.await(20, SECONDS)).isTrue();
      CompletableFuture<Void> closing = CompletableFuture.runAsync(server::close);
      assertThat(client.awaitGoAway()).isZero();
      assertThat(idle.isClosedByServer()).isTrue();
      assertThat(closing).isNotDone();
      release.countDown();

      assertThat(client.response(1).text()).isEqualTo("answered");
      closing.get(20, SECONDS);
    }
  }

  /** What is sent until the server has had enough. */
  interface Attack {
    void run() throws Exception;
  }

  private static Thread attack(Attack attack) {
    return Thread.startVirtualThread(() -> {
      try {
        attack.run();
      } catch (Exception cut) {
        // As it should be.
      }
    });
  }
}
