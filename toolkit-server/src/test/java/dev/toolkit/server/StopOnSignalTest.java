package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A process with a server is told to stop while a request is in progress. */
@Timeout(120)
class StopOnSignalTest {

  /** What the process runs. It tells what happens, and takes the word to go on. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      PrintStream out = System.out;
      App app =
          App.of(routes ->
              routes
                  .get(
                      "/blocked",
                      c -> {
                        out.println("entered");
                        System.in.read();
                        return Response.text("answered");
                      })
                  .onStop(() -> out.println("stopped")));
      try (Server server = Server.start(app, 0)) {
        out.println(server.port());
        server.await();
      }
      out.println("closed");
    }
  }

  @Test
  void sigterm_answersThenStops() throws Exception {
    Process process = fork();
    try (BufferedReader out = process.inputReader()) {
      int port = Integer.parseInt(out.readLine());
      try (RawClient client = RawClient.connect(port);
          RawClient idle = RawClient.connect(port)) {
        client.sendHead("GET /blocked HTTP/1.1", "Host: localhost");
        assertThat(out.readLine()).isEqualTo("entered");
        process.toHandle().destroy();
        // The idle connection is closed once the process has begun to stop.
        assertThat(idle.isClosedByServer()).isTrue();
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();

        assertThat(client.read().text()).isEqualTo("answered");
      }
      assertThat(process.waitFor(20, SECONDS)).isTrue();
      List<String> said = out.lines().toList();
      assertThat(said).startsWith("stopped");
      // 128 and the number of SIGTERM.
      assertThat(process.exitValue()).isEqualTo(143);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process fork() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(classPath());
    command.add(Program.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** The test runs on the module path; what it forks takes the same jars from the class path. */
  static String classPath() {
    String separator = System.getProperty("path.separator");
    return String.join(
        separator,
        System.getProperty("jdk.module.path", ""),
        System.getProperty("java.class.path"),
        Path.of("target", "test-classes").toAbsolutePath().toString());
  }
}
