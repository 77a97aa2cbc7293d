package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Drives the application over a socket, as its clients do. */
class QuickstartTest {

  private static final String ADA = "{\"name\":\"Ada\",\"email\":\"ada@example.com\"}";

  private final HttpClient client = HttpClient.newHttpClient();
  private Server server;

  @BeforeEach
  void start() {
    server = Started.quickstart();
  }

  @AfterEach
  void stop() {
    server.close();
    client.close();
  }

  @Test
  void health_ok() throws Exception {
    HttpResponse<String> response = send("GET", "/health", "");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"status\":\"ok\"}");
    assertThat(response.headers().firstValue("X-Request-Id")).isPresent();
  }

  @Test
  void ready_tellsOfItsDatabase() throws Exception {
    String database = UUID.randomUUID().toString();
    try (Server other = Started.instance(database, null)) {
      assertThat(status(other, "/ready")).isEqualTo(200);
      try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:" + database);
          Statement statement = connection.createStatement()) {
        statement.execute("SHUTDOWN");
      }

      assertThat(status(other, "/ready")).isEqualTo(503);
      assertThat(status(other, "/health")).isEqualTo(200);
    }
  }

  private int status(Server of, String path) throws Exception {
    URI target = URI.create("http://localhost:" + of.port() + path);
    return client
        .send(HttpRequest.newBuilder(target).build(), BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void users_fromBirthToDeath() throws Exception {
    HttpResponse<String> added = send("POST", "/api/users", ADA);
    String location = added.headers().firstValue("Location").orElseThrow();

    assertThat(added.statusCode()).isEqualTo(201);
    assertThat(added.body()).isEqualTo("{\"id\":1,\"name\":\"Ada\",\"email\":\"ada@example.com\"}");
    assertThat(location).isEqualTo("/api/users/1");
    assertThat(send("GET", location, "").body()).isEqualTo(added.body());
    assertThat(send("GET", "/api/users", "").body()).isEqualTo("[" + added.body() + "]");
    assertThat(send("DELETE", location, "").statusCode()).isEqualTo(204);
    assertThat(send("DELETE", location, "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/api/users", "").body()).isEqualTo("[]");
  }

  @Test
  void users_removedFromTheCacheToo() throws Exception {
    String location =
        send("POST", "/api/users", ADA).headers().firstValue("Location").orElseThrow();
    send("GET", location, "");
    send("DELETE", location, "");

    assertThat(send("GET", location, "").statusCode()).isEqualTo(404);
  }

  @Test
  void users_foundOnceAdded_thoughAskedForBefore() throws Exception {
    assertThat(send("GET", "/api/users/1", "").statusCode()).isEqualTo(404);

    send("POST", "/api/users", ADA);

    assertThat(send("GET", "/api/users/1", "").statusCode()).isEqualTo(200);
  }

  @Test
  void edge_secondAnswerIsStored() throws Exception {
    HttpResponse<String> first = send("GET", "/edge/a/b", "");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(first.body()).contains("\"path\":\"/a/b\"");
    assertThat(send("GET", "/edge/a/b", "").body()).isEqualTo(first.body());
    assertThat(send("GET", "/edge/" + "a".repeat(512), "").statusCode()).isEqualTo(414);
  }

  @Test
  void users_pages() throws Exception {
    for (int i = 0; i < 3; i++) {
      send("POST", "/api/users", ADA);
    }

    assertThat(send("GET", "/api/users?limit=1&after=1", "").body())
        .isEqualTo("[{\"id\":2,\"name\":\"Ada\",\"email\":\"ada@example.com\"}]");
    assertThat(send("GET", "/api/users?limit=1001", "").body())
        .isEqualTo(
            "{\"title\":\"Bad Request\",\"status\":400,\"detail\":"
                + "\"Query parameter \\\"limit\\\" must be an integer between 1 and 1000\"}");
  }

  @Test
  void add_badJson() throws Exception {
    HttpResponse<String> response = send("POST", "/api/users", "{\"name\":\"secret\",");

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"line\":1").doesNotContain("secret");
    assertThat(send("GET", "/api/users", "").body()).isEqualTo("[]");
  }

  @Test
  void add_brokenConstraints() throws Exception {
    HttpResponse<String> response =
        send("POST", "/api/users", "{\"name\":\" \",\"email\":\"ada\"}");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.body())
        .isEqualTo(
            "{\"title\":\"Unprocessable Content\",\"status\":422,"
                + "\"detail\":\"Request body breaks 2 constraints\",\"errors\":["
                + "{\"pointer\":\"/email\",\"message\":\"must be a well-formed email address\","
                + "\"code\":\"Email\"},"
                + "{\"pointer\":\"/name\",\"message\":\"must not be blank\",\"code\":\"NotBlank\"}]}");
  }

  @Test
  void add_otherMediaType() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri("/api/users"))
            .header("Content-Type", "text/plain")
            .POST(BodyPublishers.ofString(ADA))
            .build();

    assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(415);
  }

  @Test
  void add_oversizedBody() throws Exception {
    String large = "{\"name\":\"" + "a".repeat(2_000_000) + "\"}";

    HttpResponse<String> response = send("POST", "/api/users", large);

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body())
        .isEqualTo(
            "{\"title\":\"Content Too Large\",\"status\":413,"
                + "\"detail\":\"Request body exceeds 1048576 bytes (BodyLimit)\"}");
  }

  @Test
  void users_wrongMethod() throws Exception {
    HttpResponse<String> response = send("PUT", "/api/users/1", ADA);

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
  }

  @Test
  void users_badId() throws Exception {
    assertThat(send("GET", "/api/users/abc", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", "/api/users/99999999999999999999", "").body())
        .isEqualTo(
            "{\"title\":\"Bad Request\",\"status\":400,\"detail\":"
                + "\"Path parameter \\\"id\\\" must be an integer of 64 bits\"}");
  }

  @Test
  void cors_preflightAndAnswer() throws Exception {
    HttpRequest preflight =
        HttpRequest.newBuilder(uri("/api/users"))
            .header("Origin", "https://app.example.com")
            .header("Access-Control-Request-Method", "POST")
            .method("OPTIONS", BodyPublishers.noBody())
            .build();

    HttpResponse<String> response = client.send(preflight, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(204);
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example.com");
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (body.isEmpty()) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create("http://localhost:" + server.port() + path);
  }
}
