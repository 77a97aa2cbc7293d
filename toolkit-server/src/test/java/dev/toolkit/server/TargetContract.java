package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Response;
import dev.toolkit.core.middleware.Cors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which request targets reach the application, and what answers the others. */
interface TargetContract extends EngineFixture {

  /** Starts a server that answers with the path that it got. */
  private Server echo() {
    return serve(routes ->
        routes
            .rewrite(r -> r.withHeader("X-Path", r.path()).withPath("/echo"))
            .any("/echo", c -> Response.text(c.request().header("X-Path").orElse(""))));
  }

  @ParameterizedTest
  @CsvSource({
    "/, /",
    "/a%2Fb, /a%2Fb",
    "/100%25, /100%25",
    "//a//b, //a//b",
    "/a/, /a/",
    "/a;v=1/b, /a;v=1/b",
    "/a.b/..c/...?d, /a.b/..c/...",
    "/%E2%82%AC, /%E2%82%AC",
    "/%ff, /%ff",
    "/%c3, /%c3",
    "http://localhost/a, /a",
    "http://localhost, /",
    "http://localhost?q, /"
  })
  default void target_reachesApplication(String target, String path) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + target + " HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo(path);
      client.sendHead("GET /again HTTP/1.1", "Host: localhost");
      assertThat(client.read().text()).isEqualTo("/again");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/a/../b",
        "/a/./b",
        "/..",
        "/a/.",
        "/a/..;x=1/b",
        "/%2e%2e/b",
        "/a/.%2E/b",
        "/a/%2e",
        "/%u0041",
        "/a%00",
        "/a%0a",
        "/a%7f",
        "/a%5cb",
        "/\u00e9",
        "/a?\u00e9",
        "/a#b",
        "/%zz",
        "/%a",
        "a",
        "*",
        "http://user@localhost/",
        "http:///a",
        "ftp://localhost/a",
        "mailto:a"
      })
  default void target_isRefused(String target) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + target + " HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.text()).startsWith("{\"title\":\"Bad Request\",\"status\":400");
    }
  }

  @Test
  default void target_withBytesThatAreNotUtf8() throws Exception {
    try (Server server = serve(routes -> routes.use(Cors.allowing("https://app.example.com")));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "GET /users/%ff HTTP/1.1", "Host: localhost", "Origin: https://app.example.com");
      RawResponse response = client.read();

      // The router's answer, with the middleware around it.
      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Access-Control-Allow-Origin"))
          .isEqualTo("https://app.example.com");
      requireHealth(client);
    }
  }

  @Test
  default void target_ofWholeServer() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("OPTIONS * HTTP/1.1", "Host: localhost");

      assertThat(client.read().status()).isEqualTo(204);
    }
  }

  @Test
  default void target_ofTunnel() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("CONNECT example.com:443 HTTP/1.1", "Host: example.com:443");

      assertThat(client.read().status()).isEqualTo(501);
    }
  }

  @Test
  default void refusal_inFull() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /a HTTP/1.1", "Host: a", "Host: b");
      RawResponse response = client.read();

      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Duplicate Host Header\"}");
      assertThat(response.head())
          .filteredOn(line -> !line.startsWith("Date: "))
          .containsExactlyInAnyOrder(
              "HTTP/1.1 400 Bad Request",
              "Content-Type: application/problem+json",
              "Content-Length: " + response.body().length,
              "Connection: close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%zz", "/%a", "/a%", "/%4", "/a%00"})
  default void refusal_ofMalformedEscape(String target) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + target + " HTTP/1.1", "Host: localhost");

      assertThat(client.read().text())
          .isEqualTo(
              "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Request target is no URI"
                  + " (RFC 3986), for example for a malformed percent-encoding\"}");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  /** RFC 9110, section 9.3.2, and 8.6 on the length. */
  @Test
  default void refusal_ofHead_hasNoContent() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("HEAD /a HTTP/1.1");
      RawResponse response = client.readHead();

      assertThat(response.status()).isEqualTo(400);
      assertThat(response.header("Content-Length")).isEmpty();
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  /** RFC 9110, section 15.5.22: 426 would have to name a protocol in {@code Upgrade}. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/2.0", "HTTP/3.0", "HTTP/1"})
  default void refusal_ofVersion(String version) throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /a " + version, "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(505);
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void refusal_ofLongTarget() throws Exception {
    try (Server server = echo();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /" + "a".repeat(8200) + " HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"URI Too Long\",\"status\":414,\"detail\":"
                  + "\"Request target exceeds 8192 bytes (ServerOptions.maxHeaderBytes)\"}");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void refusal_ofLongHeaders() throws Exception {
    ServerOptions options = options().withMaxHeaderBytes(1000);
    try (Server server = serve(routes -> {}, options, new RecordedLog());
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /health HTTP/1.1", "Host: localhost", "X-A: " + "a".repeat(900));
      assertThat(client.read().status()).isEqualTo(200);

      client.sendHead("GET /health HTTP/1.1", "Host: localhost", "X-A: " + "a".repeat(1000));
      RawResponse response = client.read();

      assertThat(response.text())
          .isEqualTo(
              "{\"title\":\"Request Header Fields Too Large\",\"status\":431,\"detail\":"
                  + "\"Request headers exceed 1000 bytes (ServerOptions.maxHeaderBytes)\"}");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }
}
