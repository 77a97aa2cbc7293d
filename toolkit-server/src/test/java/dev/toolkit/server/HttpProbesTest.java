package dev.toolkit.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

/** Malformed and borderline requests, and the answers that RFC 9112 and docs/server.md give. */
class HttpProbesTest {

  /**
   * A line of http-probes.jsonl.
   *
   * @param expect statuses of the answers joined by slashes, {@code 2xx} for any success, with
   *     {@code close} if the connection is closed after it; or {@code reset}
   */
  record Probe(String id, String why, String request_base64, List<String> expect) {
    @Override
    public String toString() {
      return id + ": " + why;
    }
  }

  private static Server server;

  @BeforeAll
  static void start() {
    App app =
        App.of(routes ->
            routes
                .get("/health", c -> Response.text("ok"))
                .get("/api/users", c -> c.json(List.of()))
                .post("/api/users", c -> c.created("/api/users/1", c.body(Map.class)))
                .get("/api/users/{id:[0-9]+}", c -> Response.text(c.param("id"))));
    server = Server.start(app, JvmEnv.create(), ServerOptions.defaults().withPort(0));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Stream<Probe> probes() throws IOException {
    var mapper = JsonMapper.shared();
    try (var in = HttpProbesTest.class.getResourceAsStream("/http-probes.jsonl");
        var lines =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8))) {
      return lines.lines().map(line -> mapper.readValue(line, Probe.class)).toList().stream();
    }
  }

  @Test
  void probes_areAllThere() throws IOException {
    assertThat(probes()).hasSize(28);
  }

  @ParameterizedTest
  @MethodSource("probes")
  void probe(Probe probe) throws IOException {
    String answer;
    try (RawClient client = RawClient.connect(server.port())) {
      byte[] request = Base64.getDecoder().decode(probe.request_base64());
      answer = answer(client, request, probe.expect().getFirst().split("/").length);
    }

    assertThat(probe.expect()).contains(answer);
  }

  /** Returns what came, in the words of the probes. */
  private static String answer(RawClient client, byte[] request, int count) {
    List<String> statuses = new ArrayList<>();
    try {
      client.send(request);
      for (int i = 0; i < count; i++) {
        int status = client.read().status();
        statuses.add(status / 100 == 2 && count == 1 ? "2xx" : Integer.toString(status));
      }
    } catch (IOException cut) {
      return "reset";
    }
    return String.join("/", statuses) + (isUsable(client) ? "" : " close");
  }

  private static boolean isUsable(RawClient client) {
    try {
      client.sendHead("GET /health HTTP/1.1", "Host: localhost");
      return client.read().status() == 200;
    } catch (IOException closed) {
      return false;
    }
  }
}
