package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Messages that two parsers could read differently: RFC 9112. In the tables, {@code ~} stands for
 * CR LF.
 */
interface StrictnessContract extends EngineFixture {

  String GET = "GET /health HTTP/1.1\r\n";

  private Server echo() {
    return serve(routes -> routes.post("/echo", c -> Response.text(c.request().text())));
  }

  private void requireRefused(String request) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      // Whatever follows must not be taken for a request.
      client.send(request + "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n");
      RawResponse response = client.read();

      assertThat(response.status()).isIn(400, 501, 505);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET\t/health\tHTTP/1.1",
        " GET /health HTTP/1.1",
        "GET /health HTTP/1.1 ",
        "GET /health HTTP/1.1 x",
        "GET /health",
        "GET",
        "GET /health HTTP/1.10",
        "GET /health HTTP/01.1",
        "GET /health HTTP/1",
        "GET /health HTTP/2.0",
        "GET /health HTTP/3.0",
        "GET /health HTTP/0.9",
        "GET /health XTTP/1.1",
        "GE(T /health HTTP/1.1",
        "G\u0000T /health HTTP/1.1",
        "\u00ef\u00bb\u00bfGET /health HTTP/1.1",
        "PRI * HTTP/2.0~X: y"
      })
  default void requestLine_isRefused(String line) throws Exception {
    requireRefused(line.replace("~", "\r\n") + "\r\nHost: localhost\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-A",
        ": a",
        "X A: b",
        "X-A : b",
        "X-A\t: b",
        "X(A): b",
        "X\u0000A: b",
        "X\u00e9: b",
        "X-A: a\u0001b",
        "X-A: a\u007fb",
        "X-A: a\rb",
        "X-A: a\nX-B: b",
        "X-A: a~ b",
        "X-A: a~\tb",
        "X-A: a\r",
        "Content-Length: ",
        "Content-Length: abc",
        "Content-Length: 5 5",
        "Content-Length: 0x5",
        "Content-Length: 5.0",
        "Content-Length: 5,6",
        "Content-Length: -0",
        "Content-Length: 99999999999999999999",
        "Content-Length: 18446744073709551621",
        "Content-Length: 5~Content-Length: 6",
        "Content-Length: 5~Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked~Content-Length: 5",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked~Transfer-Encoding: chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: ",
        "Transfer-Encoding:\u00a0chunked"
      })
  default void header_isRefused(String header) throws Exception {
    String line = header.replace("~", "\r\n");
    requireRefused("POST /echo HTTP/1.1\r\nHost: localhost\r\n" + line + "\r\n\r\n5\r\nhello");
  }

  /** The chunks are as they should be, so that nothing but the coding is wrong. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip, chunked",
        "identity, chunked",
        "chunked,",
        "identity~Transfer-Encoding: chunked",
        "gzip~Transfer-Encoding: chunked"
      })
  default void coding_besideChunked_isRefused(String codings) throws Exception {
    requireRefused(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: "
            + codings.replace("~", "\r\n")
            + "\r\n\r\n5\r\nhello\r\n0\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host:",
        "Host: ",
        "Host: localhost~Host: localhost",
        "Host: localhost~Host: other",
        "Host: a b",
        "Host: a/b",
        "Host: user@localhost",
        "Host: localhost:port",
        "Host: localhost:99999",
        "Host: localhost:-1",
        "Host: [::1",
        "Host: a,b",
        "Host: localhost:+80",
        "Host: localhost:80:80",
        "Host: ::1",
        "Host: :80",
        "Host: [::1]x"
      })
  default void host_isRefused(String header) throws Exception {
    requireRefused(GET + header.replace("~", "\r\n") + (header.isEmpty() ? "\r\n" : "\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /health HTTP/1.1\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\n\r\n",
        "GET /health HTTP/1.1\r\nHost: localhost\r\n\n",
        "GET /health HTTP/1.1\rHost: localhost\r\r",
        "GET /health HTTP/1.1\r\r\nHost: localhost\r\n\r\n",
        "GET /health HTTP/1.1\r\n Host: localhost\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003",
        "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "GET http://other/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
      })
  default void message_isRefused(String request) throws Exception {
    requireRefused(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\nhello\r\n0\r\n\r\n",
        "5\r\nhello\n0\r\n\r\n",
        "5\r\nhello0\r\n\r\n",
        "5\r\nhello\r\n0\n\n",
        "5\r\nhello\r\n0\r\n\n",
        "+5\r\nhello\r\n0\r\n\r\n",
        " 5\r\nhello\r\n0\r\n\r\n",
        "5 5\r\nhello\r\n0\r\n\r\n",
        "5\u0000\r\nhello\r\n0\r\n\r\n",
        "5;a\rb\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n\r\n",
        "g\r\nhello\r\n0\r\n\r\n",
        "0x5\r\nhello\r\n0\r\n\r\n",
        "10000000000000005\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0\r\nX-A\r\n\r\n",
        "5\r\nhello\r\n0\r\nX A: b\r\n\r\n"
      })
  default void chunks_areRefused(String chunks) throws Exception {
    requireRefused(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5\r\nhello\r\n0\r\n\r\n",
        "005\r\nhello\r\n000\r\n\r\n",
        "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "5;a=b;c=\"d\"\r\nhello\r\n0\r\n\r\n",
        "5\r\nhello\r\n0;a\r\nX-A: b\r\n\r\n",
        "00000005\r\nhello\r\n0\r\nX-A: b\r\nX-B:\r\n\r\n"
      })
  default void chunks_areTaken(String chunks) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client
          .sendHead("POST /echo HTTP/1.1", "Host: localhost", "transfer-ENCODING: Chunked")
          .send(chunks);

      assertThat(client.read().text()).isEqualTo("hello");
      requireHealth(client);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "~GET /health HTTP/1.1~Host: localhost~~",
        "GET /health HTTP/1.1~hOST:localhost~~",
        "GET /health HTTP/1.1~Host: \t localhost \t ~~",
        "GET /health HTTP/1.1~Host: [::1]:8080~~",
        "GET /health HTTP/1.1~Host: localhost~X-A: \u00e9\t\"()~~",
        "GET /health HTTP/1.1~Host: localhost~!#$%&'*+-.^_`|X: a~~",
        "GET /health HTTP/1.1~Host: localhost~Content-Length: 0005~~hello",
        "GET /health HTTP/1.1~Host: localhost~Connection: Upgrade~Upgrade: websocket~~",
        "GET http://localhost/health HTTP/1.1~Host: localhost~~",
        "GET /health?a=b&c HTTP/1.1~Host: localhost~~"
      })
  default void message_isTaken(String request) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.send(request.replace("~", "\r\n"));

      assertThat(client.read().text()).isEqualTo("ok");
      requireHealth(client);
    }
  }

  @Test
  default void pipeline_endsWithMalformedRequest() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      String good = "GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n";
      client.send(good + good + "GET /health HTTP/1.1\r\n\r\n" + good);

      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).isEqualTo(200);
      assertThat(client.read().status()).isEqualTo(400);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void pipeline_endsWhereClientSaysClose() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      String good = "GET /health HTTP/1.1\r\nHost: localhost\r\n";
      client.send(good + "Connection: close\r\n\r\n" + good + "\r\n");

      assertThat(client.read().header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void method_isCaseSensitive() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("get /health HTTP/1.1", "Host: localhost");

      assertThat(client.read().status()).isEqualTo(405);
      requireHealth(client);
    }
  }

  @Test
  default void method_thatIsTooLong() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("G".repeat(9000) + " /health HTTP/1.1", "Host: localhost");

      assertThat(client.read().status()).isIn(400, 414, 431);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
