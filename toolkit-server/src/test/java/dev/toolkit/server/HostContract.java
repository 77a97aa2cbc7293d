package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which host and scheme a request is for: RFC 9110, section 7.4, and RFC 9113, section 8.3.1. */
interface HostContract extends EngineFixture {

  /** Answers with what the application is told of the host, and with the header. */
  private Server hosts() {
    return serve(routes -> routes.get("/hosts", c -> Response.text(hosts(c.request()))));
  }

  private static String hosts(Request request) {
    return request.scheme()
        + " "
        + request.host().orElse("none")
        + " "
        + request.headers().all("Host");
  }

  @Test
  default void target_ofHttpsWithoutTls() throws Exception {
    try (Server server = hosts();
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET https://localhost/hosts HTTP/1.1", "Host: localhost");

      assertThat(client.read().status()).isEqualTo(421);
    }
  }

  @Test
  default void http2_schemeOfAProxyIsNotThatOfTheConnection() throws Exception {
    assertThat(
            http2(":method", "GET", ":scheme", "https", ":path", "/hosts", ":authority", "a")
                .text())
        .isEqualTo("http a []");
  }

  @Test
  default void http2_hostWithoutAuthority() throws Exception {
    assertThat(http2(":method", "GET", ":scheme", "http", ":path", "/hosts", "host", "a").text())
        .isEqualTo("http a [a]");
  }

  @Test
  default void http2_twoHostsWithoutAuthority() throws Exception {
    RawResponse response =
        http2(":method", "GET", ":scheme", "http", ":path", "/hosts", "host", "a", "host", "b");

    assertThat(response.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost:+80", ":80"})
  default void http2_malformedHostWithoutAuthority(String host) throws Exception {
    assertThat(http2(":method", "GET", ":scheme", "http", ":path", "/hosts", "host", host).status())
        .isEqualTo(400);
  }

  @Test
  default void http2_hostOfAuthority() throws Exception {
    assertThat(http2Beside("host", "LOCALHOST").text()).isEqualTo("http localhost [LOCALHOST]");
  }

  @Test
  default void http2_otherHostThanAuthority() throws Exception {
    assertThat(http2Beside("host", "other").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "trailers, deflate", ""})
  default void http2_transferCodings(String te) throws Exception {
    assertThat(http2Beside("te", te).status()).isEqualTo(400);
  }

  @Test
  default void http2_trailersMayBeAskedFor() throws Exception {
    assertThat(http2Beside("te", "trailers").status()).isEqualTo(200);
  }

  private RawResponse http2Beside(String name, String value) throws IOException {
    return http2(
        ":method",
        "GET",
        ":scheme",
        "http",
        ":path",
        "/hosts",
        ":authority",
        "localhost",
        name,
        value);
  }

  private RawResponse http2(String... fields) throws IOException {
    try (Server server = hosts();
        Http2Client client = Http2Client.connect(server.port())) {
      return client
          .send(
              Http2Client.HEADERS,
              Http2Client.END_HEADERS | Http2Client.END_STREAM,
              1,
              Http2Client.block(fields))
          .response(1);
    }
  }
}
