package dev.toolkit.server;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Connections that another process keeps open without using them cost no threads, and leave others
 * alone. There are 1000, which any machine's limits allow; for ten times that:
 *
 * {@snippet lang="shell" :
 * mvn -pl toolkit-server -am test -Dtest=IdleConnectionsTest -Dconnections=10000 \
 *   -Dsurefire.failIfNoSpecifiedTests=false
 * }
 */
@Tag("load")
@Timeout(180)
class IdleConnectionsTest {

  private static final int CONNECTIONS = Integer.getInteger("connections", 1000);

  /** What the other process runs: it opens connections, uses each once, and keeps them. */
  static final class Program {
    public static void main(String[] args) throws Exception {
      int port = Integer.parseInt(args[0]);
      List<RawClient> clients = new ArrayList<>();
      for (int i = 0; i < Integer.parseInt(args[1]); i++) {
        RawClient client = RawClient.connect(port);
        client.sendHead("GET /health HTTP/1.1", "Host: localhost");
        client.read();
        clients.add(client);
      }
      System.out.println("open");
      System.in.read();
      int alive = 0;
      for (RawClient client : clients) {
        client.sendHead("GET /health HTTP/1.1", "Host: localhost");
        alive += client.read().status() == 200 ? 1 : 0;
      }
      System.out.println(alive);
      System.in.read();
    }
  }

  @Test
  void idleConnections_costNoThreads() throws Exception {
    App app = App.of(routes -> routes.get("/health", c -> Response.text("ok")));
    ServerOptions options =
        ServerOptions.defaults().withPort(0).withIdleTimeout(Duration.ofMinutes(3));
    try (Server server = Server.start(app, JvmEnv.create(), options);
        RawClient client = RawClient.connect(server.port())) {
      medianNanos(client, 2000);
      int threads = threads();
      long before = medianNanos(client, 500);
      Process process = fork(server.port());
      try (BufferedReader out = process.inputReader()) {
        assertThat(out.readLine()).isEqualTo("open");
        medianNanos(client, 500);

        // The JIT and the garbage collector may have started a few meanwhile.
        assertThat(threads()).isLessThan(threads + 10);
        assertThat(medianNanos(client, 500)).isLessThan(3 * before + 2_000_000);
        go(process);
        assertThat(out.readLine()).isEqualTo(Integer.toString(CONNECTIONS));
        go(process);
        assertThat(process.waitFor(30, SECONDS)).isTrue();
      } finally {
        process.destroyForcibly();
      }
    }
  }

  private static int threads() {
    return Thread.getAllStackTraces().size();
  }

  private static long medianNanos(RawClient client, int requests) throws IOException {
    long[] nanos = new long[requests];
    for (int i = 0; i < requests; i++) {
      long start = System.nanoTime();
      client.sendHead("GET /health HTTP/1.1", "Host: localhost");
      assertThat(client.read().status()).isEqualTo(200);
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return nanos[requests / 2];
  }

  private static void go(Process process) throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  private static Process fork(int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-cp");
    command.add(StopOnSignalTest.classPath());
    command.add(Program.class.getName());
    command.add(Integer.toString(port));
    command.add(Integer.toString(CONNECTIONS));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
