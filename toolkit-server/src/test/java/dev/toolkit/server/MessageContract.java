package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.Routes;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests and responses as they go over the wire. */
interface MessageContract extends EngineFixture {

  @Test
  default void response_inFull() throws Exception {
    try (Server server = serve(routes -> {});
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /health HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.text()).isEqualTo("ok");
      assertThat(response.head())
          .filteredOn(line -> !line.startsWith("Date: "))
          .containsExactlyInAnyOrder(
              "HTTP/1.1 200 OK", "Content-Type: text/plain; charset=utf-8", "Content-Length: 2");
      assertThat(response.header("Date")).endsWith(" GMT");
    }
  }

  @Test
  default void request_asReceived() throws Exception {
    var seen = new CompletableFuture<Request>();
    try (Server server =
            serve(routes ->
                routes.get(
                    "/{*rest}",
                    c -> {
                      seen.complete(c.request());
                      return Response.noContent();
                    }));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead(
          "GET /a%20b/c;d=e?x=%20&y HTTP/1.1",
          "Host: example.com:8080", "X-Many: one", "x-many: two", "X-Empty:", "X-Latin: \u00e9");
      assertThat(client.read().status()).isEqualTo(204);

      Request request = seen.get(10, SECONDS);
      assertThat(request.path()).isEqualTo("/a%20b/c;d=e");
      assertThat(request.rawQuery()).contains("x=%20&y");
      assertThat(request.host()).contains("example.com:8080");
      assertThat(request.scheme()).isEqualTo("http");
      assertThat(request.peer()).contains("127.0.0.1");
      assertThat(request.headers().all("X-Many")).containsExactly("one", "two");
      assertThat(request.header("X-Empty")).contains("");
      assertThat(request.header("X-Latin")).contains("\u00e9");
      assertThat(request.body().length()).isZero();
    }
  }

  @Test
  default void method_ofAnyName() throws Exception {
    try (Server server =
            serve(routes -> routes.on(Method.of("PURGE"), "/cache", c -> Response.text("purged")));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("PURGE /cache HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo("purged");
    }
  }

  @Test
  default void connection_isKept() throws Exception {
    try (Server server = serve(routes -> {});
        RawClient client = RawClient.connect(server.port())) {
      requireHealth(client);
      requireHealth(client);
    }
  }

  @Test
  default void connection_endsWhenClientSaysSo() throws Exception {
    try (Server server = serve(routes -> {});
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /health HTTP/1.1", "Host: localhost", "Connection: close");

      assertThat(client.read().header("Connection")).isEqualTo("close");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void http10_isAnswered() throws Exception {
    try (Server server = serve(routes -> {});
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /health HTTP/1.0");

      assertThat(client.read().text()).isEqualTo("ok");
      assertThat(client.isClosedByServer()).isTrue();
    }
  }

  @Test
  default void pipelinedRequests_areAnsweredInOrder() throws Exception {
    try (Server server =
            serve(routes ->
                routes
                    .get("/echo/{n}", c -> Response.text(c.param("n")))
                    .post("/echo", c -> Response.text(c.request().text())));
        RawClient client = RawClient.connect(server.port())) {
      var requests = new StringBuilder();
      List<String> expected = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        requests.append("GET /echo/").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        requests.append("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\np");
        requests.append(i % 10);
        expected.addAll(List.of(Integer.toString(i), "p" + i % 10));
      }
      client.send(requests.toString());

      List<String> answers = new ArrayList<>();
      for (int i = 0; i < expected.size(); i++) {
        answers.add(client.read().text());
      }
      assertThat(answers).isEqualTo(expected);
    }
  }

  @Test
  default void handlers_runOnVirtualThreads() throws Exception {
    try (Server server =
            serve(routes ->
                routes.get(
                    "/thread",
                    c -> Response.text(Boolean.toString(Thread.currentThread().isVirtual()))));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /thread HTTP/1.1", "Host: localhost");

      assertThat(client.read().text()).isEqualTo("true");
    }
  }

  @Test
  default void blockedHandlers_leaveOthersAlone() throws Exception {
    int blocked = 300;
    var entered = new CountDownLatch(blocked);
    var release = new CountDownLatch(1);
    List<RawClient> clients = new ArrayList<>();
    try (Server server =
        serve(routes ->
            routes.get(
                "/blocked",
                c -> {
                  entered.countDown();
                  release.await();
                  return Response.text("released");
                }))) {
      for (int i = 0; i < blocked; i++) {
        clients.add(
            RawClient.connect(server.port()).sendHead("GET /blocked HTTP/1.1", "Host: localhost"));
      }
      assertThat(entered.await(30, SECONDS)).isTrue();

      try (RawClient client = RawClient.connect(server.port())) {
        requireHealth(client);
      } finally {
        release.countDown();
      }
      for (RawClient client : clients) {
        assertThat(client.read().text()).isEqualTo("released");
        client.close();
      }
    }
  }

  @Test
  default void head_hasLengthOfGet() throws Exception {
    try (Server server = serve(MessageContract::addBodies);
        RawClient client = RawClient.connect(server.port())) {
      for (String path : List.of("/text", "/declared")) {
        client.sendHead("HEAD " + path + " HTTP/1.1", "Host: localhost");
        RawResponse head = client.readHead();

        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo("5");
      }
      client.sendHead("HEAD /stream HTTP/1.1", "Host: localhost");
      assertThat(client.readHead().header("Content-Length")).isEmpty();
      requireHealth(client);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/204", "/304"})
  default void status_withoutContent(String path) throws Exception {
    try (Server server = serve(MessageContract::addBodies);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + path + " HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(Integer.parseInt(path.substring(1)));
      assertThat(response.header("Transfer-Encoding")).isEmpty();
      assertThat(response.header("Content-Length")).isEmpty();
      requireHealth(client);
    }
  }

  @ParameterizedTest
  @CsvSource({"/text, 5, ''", "/declared, 5, ''", "/empty, 0, ''", "/stream, '', chunked"})
  default void body_isFramed(String path, String length, String encoding) throws Exception {
    try (Server server = serve(MessageContract::addBodies);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET " + path + " HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.complete()).isTrue();
      assertThat(response.text()).isEqualTo(path.equals("/empty") ? "" : "hello");
      assertThat(response.header("Content-Length")).isEqualTo(length);
      assertThat(response.header("Transfer-Encoding")).isEqualTo(encoding);
      requireHealth(client);
    }
  }

  private static void addBodies(Routes routes) {
    byte[] hello = "hello".getBytes(StandardCharsets.US_ASCII);
    routes
        .get("/text", c -> Response.text("hello"))
        .get("/empty", c -> Response.of(200))
        .get("/204", c -> Response.noContent())
        .get("/304", c -> Response.of(304).withHeader("ETag", "\"1\""))
        .get("/declared", c -> Response.of(200).withBody(Body.stream(5, out -> out.write(hello))))
        .get(
            "/stream",
            c ->
                Response.stream(
                    BINARY,
                    out -> {
                      out.write(hello, 0, 2);
                      out.flush();
                      out.write(hello, 2, 3);
                    }));
  }

  @Test
  default void interrupt_leftBehindHarmsNobody() throws Exception {
    try (Server server =
            serve(routes ->
                routes
                    .get(
                        "/interrupted",
                        c -> {
                          Thread.currentThread().interrupt();
                          return Response.text("answered");
                        })
                    .get(
                        "/stream",
                        c ->
                            Response.stream(
                                BINARY,
                                out -> {
                                  out.write('a');
                                  Thread.currentThread().interrupt();
                                })));
        RawClient client = RawClient.connect(server.port());
        RawClient other = RawClient.connect(server.port())) {
      for (int i = 0; i < 100; i++) {
        client.sendHead("GET /interrupted HTTP/1.1", "Host: localhost");
        assertThat(client.read().text()).isEqualTo("answered");
        requireHealth(other);
        client.sendHead("GET /health HTTP/1.1", "Host: localhost");
        assertThat(client.read().text()).isEqualTo("ok");
      }
      client.sendHead("GET /stream HTTP/1.1", "Host: localhost");
      assertThat(client.read().text()).isEqualTo("a");
      requireHealth(other);
    }
  }

  @Test
  default void date_ofApplicationReplacesOurs() throws Exception {
    String date = "Sun, 06 Nov 1994 08:49:37 GMT";
    try (Server server =
            serve(routes -> routes.get("/", c -> Response.text("").withHeader("date", date)));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET / HTTP/1.1", "Host: localhost");

      assertThat(client.read().header("Date")).isEqualTo(date);
    }
  }

  @ParameterizedTest
  @CsvSource({"15000, 200", "17000, 500"})
  default void responseHeaders_haveALimit(int length, int status) throws Exception {
    String value = "a".repeat(length);
    try (Server server =
            serve(routes -> routes.get("/", c -> Response.text("").withHeader("X-A", value)));
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET / HTTP/1.1", "Host: localhost");

      assertThat(client.read().status()).isEqualTo(status);
    }
  }

  @Test
  default void error_isAnsweredAndLogged() throws Exception {
    var log = new RecordedLog();
    var failure = new AssertionError("secret");
    try (Server server =
            serve(
                routes ->
                    routes.get(
                        "/error",
                        c -> {
                          throw failure;
                        }),
                options(),
                log);
        RawClient client = RawClient.connect(server.port())) {
      client.sendHead("GET /error HTTP/1.1", "Host: localhost");
      RawResponse response = client.read();

      assertThat(response.status()).isEqualTo(500);
      assertThat(response.header("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.text()).isEqualTo("{\"title\":\"Internal Server Error\",\"status\":500}");
      assertThat(log.failures()).hasSize(1);
      assertThat(log.failures().getFirst().failure()).containsSame(failure);
      requireHealth(client);
    }
  }
}
