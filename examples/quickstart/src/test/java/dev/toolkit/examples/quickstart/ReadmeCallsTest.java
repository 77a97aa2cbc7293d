package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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

    try (Server server = Started.quickstart()) {
      for (MatchResult call : calls) {
        assertAnswer(call.group(3).lines().toList(), connection(server, call));
      }
    }
  }

  private static List<MatchResult> calls() throws IOException {
    return CALL.matcher(Files.readString(README)).results().toList();
  }

  private static HttpURLConnection connection(Server server, MatchResult call) throws IOException {
    URI uri = URI.create("http://localhost:" + server.port() + call.group(1));
    var connection = (HttpURLConnection) uri.toURL().openConnection();
    Matcher header = HEADER.matcher(call.group(2));
    while (header.find()) {
      connection.setRequestProperty(header.group(1), header.group(2));
    }
    Matcher body = BODY.matcher(call.group(2));
    if (body.find()) {
      connection.setRequestMethod("POST");
      connection.setDoOutput(true);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body.group(1).getBytes(StandardCharsets.UTF_8));
      }
    }
    return connection;
  }

  /** The answer shown is the status line, some of the headers, an empty line and the body. */
  private static void assertAnswer(List<String> shown, HttpURLConnection connection)
      throws IOException {
    assertThat(connection.getHeaderField(0)).isEqualTo(shown.getFirst());
    int empty = shown.indexOf("");
    for (String header : shown.subList(1, empty)) {
      int colon = header.indexOf(": ");
      assertThat(connection.getHeaderField(header.substring(0, colon)))
          .isEqualTo(header.substring(colon + 2));
    }
    boolean failed = connection.getResponseCode() >= 400;
    try (InputStream in = failed ? connection.getErrorStream() : connection.getInputStream()) {
      String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(body).isEqualTo(shown.get(empty + 1));
    }
  }
}
