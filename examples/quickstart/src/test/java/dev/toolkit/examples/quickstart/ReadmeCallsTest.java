package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.server.Server;
import dev.toolkit.server.ServerOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The calls that the README shows get the answers that it shows. */
class ReadmeCallsTest {

  private static final Path README = Path.of("..", "..", "README.md");

  private static final Pattern CALL =
      Pattern.compile(
          "```console\\n\\$ curl -i localhost:3000(\\S+)([^\\n]*)\\n(.*?)\\n```", Pattern.DOTALL);

  private static final Pattern HEADER = Pattern.compile("-H '([^:]+): ([^']+)'");
  private static final Pattern BODY = Pattern.compile("-d '([^']+)'");

  @Test
  void calls_getTheAnswersShown() throws Exception {
    List<MatchResult> calls = calls();
    assertThat(calls).hasSize(4);

    ServerOptions options = ServerOptions.defaults().withPort(0);
    try (Server server = Server.start(Quickstart.app(new Users()), JvmEnv.create(), options);
        HttpClient client = HttpClient.newHttpClient()) {
      for (MatchResult call : calls) {
        HttpResponse<String> response = client.send(request(server, call), BodyHandlers.ofString());
        assertAnswer(call.group(3).lines().toList(), response);
      }
    }
  }

  private static List<MatchResult> calls() throws IOException {
    return CALL.matcher(Files.readString(README)).results().toList();
  }

  private static HttpRequest request(Server server, MatchResult call) {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + call.group(1)));
    Matcher header = HEADER.matcher(call.group(2));
    while (header.find()) {
      request.header(header.group(1), header.group(2));
    }
    Matcher body = BODY.matcher(call.group(2));
    if (body.find()) {
      request.POST(BodyPublishers.ofString(body.group(1)));
    }
    return request.build();
  }

  /** The answer shown is a status line, some of the headers, an empty line and the body. */
  private static void assertAnswer(List<String> shown, HttpResponse<String> response) {
    assertThat(shown.getFirst()).startsWith("HTTP/1.1 " + response.statusCode() + " ");
    int empty = shown.indexOf("");
    for (String header : shown.subList(1, empty)) {
      int colon = header.indexOf(": ");
      assertThat(response.headers().firstValue(header.substring(0, colon)))
          .contains(header.substring(colon + 2));
    }
    assertThat(response.body()).isEqualTo(shown.get(empty + 1));
  }
}
