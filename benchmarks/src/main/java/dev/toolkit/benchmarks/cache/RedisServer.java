package dev.toolkit.benchmarks.cache;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A process of Redis that is paused, killed and started again, always at the same port. */
final class RedisServer implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String program;
  private final int port;
  private Process process;

  private RedisServer(String program, int port) throws IOException {
    this.program = program;
    this.port = port;
    this.process = launch();
  }

  /** Starts the program at the path, without files and at a free port. */
  static RedisServer start(String program) throws IOException {
    return new RedisServer(program, freePort());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @SuppressWarnings("try") // that the port opens is all that is asked
  private Process launch() throws IOException {
    Process started =
        new ProcessBuilder(program, "--port", Integer.toString(port), "--save", "")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return started;
      } catch (IOException e) {
        if (System.nanoTime() > end) {
          started.destroyForcibly();
          throw e;
        }
      }
    }
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  void pause() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void resume() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void restart() throws IOException {
    process = launch();
  }

  /** Asks over a connection of its own. */
  <T> T ask(Function<RedisCommands<String, String>, T> question) {
    RedisClient client = RedisClient.create(uri());
    try {
      return question.apply(client.connect().sync());
    } finally {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
