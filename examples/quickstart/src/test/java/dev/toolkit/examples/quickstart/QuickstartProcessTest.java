package dev.toolkit.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the program as a process of its own: what it prints, and how it ends. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class QuickstartProcessTest {

  @Test
  void main_listensAndEndsWhenTold() throws Exception {
    Process process = start(Map.of());
    try (BufferedReader output = output(process)) {
      String url = awaitListening(output);

      assertThat(get(url + "health")).isEqualTo("{\"status\":\"ok\"}");
      assertThat(nextLine(output, "\"request\""))
          .contains("\"method\":\"GET\"")
          .contains("\"path\":\"\\/health\"")
          .contains("\"status\":\"200\"");

      process.destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void main_redisUrlMalformed_saysSoAndEnds() throws Exception {
    Process process = start(Map.of("REDIS_URL", "http://me:secret@cache.example.com"));
    try (BufferedReader output = output(process)) {
      String all = output.lines().collect(Collectors.joining("\n"));

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(1);
      assertThat(all)
          .contains("REDIS_URL is malformed. Address of Redis must be redis://host:port")
          .doesNotContain("secret", "Listening");
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(Map<String, String> variables) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Tests of other modules bring settings of their own, which would come first.
    command.add("-Dlogback.configurationFile=logback.xml");
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Quickstart.class.getName());
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PORT", "0");
    builder.environment().put("DATABASE_URL", "jdbc:h2:mem:process");
    builder.environment().putAll(variables);
    return builder.start();
  }

  private static BufferedReader output(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static String awaitListening(BufferedReader output) throws IOException {
    String line = nextLine(output, "Listening on ");
    String url = line.substring("Listening on ".length());
    return url.endsWith("/") ? url : url + "/";
  }

  private static String nextLine(BufferedReader output, String part) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.contains(part)) {
        return line;
      }
    }
    throw new AssertionError("The program ended without a line with " + part);
  }

  private static String get(String url) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }
}
