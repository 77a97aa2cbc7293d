package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Response;
import dev.toolkit.core.middleware.BodyLimit;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of requests. */
interface BodyContract extends EngineFixture {

  private Server echo() {
    return serve(
        routes ->
            routes
                .post("/echo", c -> Response.text(c.request().text()))
                .post("/count", c -> Response.text(Long.toString(count(c.request().stream()))))
                .post("/ignore", c -> Response.text("ignored"))
                .group(
                    group ->
                        group
                            .use(BodyLimit.ofBytes(1000))
                            .post("/limited", c -> Response.text(c.request().text()))
                            .post(
                                "/limited-stream",
                                c -> Response.text(Long.toString(count(c.request().stream()))))));
  }

  private static long count(InputStream in) throws Exception {
    long count = 0;
    byte[] buffer = new byte[3000];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      count += read;
    }
    return count;
  }

  @Test
  default void body_withLength() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 5").send("hello");

      assertThat(client.read().text()).isEqualTo("hello");
      requireHealth(client);
    }
  }

  @Test
  default void body_inChunks() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
          .send("2\r\nhe\r\n")
          .send("3;name=value\r\nllo\r\n0\r\nX-Trailer: a\r\n\r\n");

      assertThat(client.read().text()).isEqualTo("hello");
      requireHealth(client);
    }
  }

  @Test
  default void body_inSmallPieces() throws Exception {
    String text = "0123456789".repeat(50);
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 500");
      for (int i = 0; i < text.length(); i += 10) {
        client.send(text.substring(i, i + 10));
      }

      assertThat(client.read().text()).isEqualTo(text);
    }
  }

  @Test
  default void body_pastTheDefaultLimit() throws Exception {
    byte[] body = new byte[3_000_000];
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /echo HTTP/1.1", "Host: localhost", "Content-Length: " + body.length)
          .send(body);
      RawResponse response = client.read();

      // The client gets to send all of it before it reads.
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"Content Too Large\",\"status\":413,\"detail\":"
                  + "\"Request body exceeds 1048576 bytes (BodyLimit)\"}");
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/limited", "/limited-stream"})
  default void body_pastItsLimitInChunks(String path) throws Exception {
    String chunk = "190\r\n" + "a".repeat(400) + "\r\n";
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST " + path + " HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
          .send(chunk.repeat(2));
      client.send(chunk.repeat(2) + "0\r\n\r\n");

      assertThat(client.read().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/limited", "/limited-stream"})
  default void body_atItsLimit(String path) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST " + path + " HTTP/1.1", "Host: localhost", "Content-Length: 1000")
          .send("a".repeat(1000));

      assertThat(client.read().status()).isEqualTo(200);
      requireHealth(client);
    }
  }

  @Test
  default void body_notRead() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.send("POST /ignore HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");

      assertThat(client.read().text()).isEqualTo("ignored");
      // What was not read is not taken for a request.
      requireHealth(client);
    }
  }

  @Test
  default void body_notReadAndLarge() throws Exception {
    byte[] body = new byte[2_000_000];
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /ignore HTTP/1.1", "Host: localhost", "Content-Length: " + body.length)
          .send(body);
      RawResponse response = client.read();

      assertThat(response.text()).isEqualTo("ignored");
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void body_notReadAndNotSent() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /ignore HTTP/1.1", "Host: localhost", "Content-Length: 5");
      RawResponse response = client.read();

      assertThat(response.text()).isEqualTo("ignored");
      assertThat(response.header("Connection")).isEqualTo("close");
    }
  }

  @Test
  default void body_isAskedForWhenRead() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 5", "Expect: 100-continue");
      assertThat(client.read().head()).containsExactly("HTTP/1.1 100 Continue");
      client.send("hello");

      assertThat(client.read().text()).isEqualTo("hello");
      requireHealth(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ignore, 200", "/limited, 413", "/nowhere, 404"})
  default void body_isNotAskedForWhenNotRead(String pathAndStatus) throws Exception {
    String[] expected = pathAndStatus.split(", ");
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "POST " + expected[0] + " HTTP/1.1",
          "Host: localhost",
          "Content-Length: 5000",
          "Expect: 100-continue");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(Integer.parseInt(expected[1]));
      assertThat(response.header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void body_expectedInAnotherWay() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "POST /echo HTTP/1.1", "Host: localhost", "Content-Length: 5", "Expect: miracles");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(417);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x5\r\nhello\r\n0\r\n\r\n",
        "5;a\nhello\r\n0\r\n\r\n",
        "FFFFFFFFFFFFFFFFF\r\nhello",
        "5\r\nhelloX\r\n0\r\n\r\n",
        "-5\r\nhello\r\n0\r\n\r\n",
        "\r\nhello\r\n0\r\n\r\n"
      })
  default void chunk_isMalformed(String body) throws Exception {
    var log = new RecordedLog();
    try (Server server =
            serve(
                routes -> routes.post("/echo", c -> Response.text(c.request().text())),
                options(),
                log);
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /echo HTTP/1.1", "Host: localhost", "Transfer-Encoding: chunked")
          .send(body);
      RawResponse response = client.read();

      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"Bad Request\",\"status\":400,\"detail\":"
                  + "\"Request body ends early or is framed wrongly\"}");
      assertThat(client.isClosedByServer()).isTrue();
      assertThat(log.failures()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: 10", "Transfer-Encoding: chunked"})
  default void body_endsEarly(String framing) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /echo HTTP/1.1", "Host: localhost", framing)
          .send("5\r\nhell")
          .endSending();

      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void body_isReadWhileResponseIsWritten() throws Exception {
    var first = new CountDownLatch(1);
    try (Server server =
            serve(
                routes ->
                    routes.post(
                        "/pipe",
                        c -> {
                          InputStream in = c.request().stream();
                          return Response.stream(
                              BINARY,
                              out -> {
                                out.write(in.read());
                                out.flush();
                                assertThat(first.await(20, SECONDS)).isTrue();
                                in.transferTo(out);
                              });
                        }));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("POST /pipe HTTP/1.1", "Host: localhost", "Content-Length: 5").send("h");
      client.awaitBytes();
      first.countDown();
      client.send("ello");

      assertThat(client.read().text()).isEqualTo("hello");
      requireHealth(client);
    }
  }
}
