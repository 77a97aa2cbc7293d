package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A real Redis server on a free port, which tests start, pause, kill and start again. Its program
 * is that of {@code TOOLKIT_REDIS_SERVER}, or the one that comes with the tests' dependencies.
 */
final class RedisProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private static @Nullable Path program;

  private final int port;
  private final List<String> options;
  private final List<AutoCloseable> clients = new ArrayList<>();
  private Process process;
  private Path folder;

  private RedisProcess(int port, List<String> options) throws IOException {
    this.port = port;
    this.options = options;
    launch();
  }

  static RedisProcess start(String... options) throws IOException {
    return new RedisProcess(freePort(), List.of(options));
  }

  /** Starts one of a cluster, whose nodes talk to each other on a port that is higher by 10,000. */
  static RedisProcess startInCluster() throws IOException {
    int port = freePort();
    while (port > 55_000) {
      port = freePort();
    }
    return new RedisProcess(
        port, List.of("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"));
  }

  /** Starts a sentinel that watches a server under the name {@code main}. */
  static RedisProcess startSentinel(RedisProcess watched) throws IOException {
    Path config = Files.createTempFile("sentinel", ".conf");
    Files.writeString(config, "sentinel monitor main 127.0.0.1 " + watched.port() + " 1\n");
    return new RedisProcess(freePort(), List.of(config.toString(), "--sentinel"));
  }

  /** Returns one that is not running yet. */
  static RedisProcess stopped(String... options) throws IOException {
    RedisProcess server = start(options);
    server.kill();
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static synchronized Path program() throws IOException {
    String given = System.getenv("TOOLKIT_REDIS_SERVER");
    if (given != null) {
      return Path.of(given);
    }
    if (program == null) {
      program = unpack();
    }
    return program;
  }

  private static Path unpack() throws IOException {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    boolean isArm = System.getProperty("os.arch").contains("aarch64");
    String name =
        system.contains("mac")
            ? isArm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64"
            : isArm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    Path unpacked = Files.createTempFile("redis-server", "");
    unpacked.toFile().deleteOnExit();
    try (InputStream in = RedisProcess.class.getResourceAsStream("/" + name)) {
      assertThat(in).as("program " + name).isNotNull();
      Files.write(unpacked, in.readAllBytes());
    }
    assertThat(unpacked.toFile().setExecutable(true)).isTrue();
    return unpacked;
  }

  private void launch() throws IOException {
    folder = Files.createTempDirectory("redis");
    List<String> command = new ArrayList<>();
    command.add(program().toString());
    // The file of a sentinel comes first, and it knows nothing of what servers keep.
    boolean isSentinel = options.contains("--sentinel");
    if (isSentinel) {
      command.add(options.get(0));
    }
    command.addAll(
        List.of(
            "--port", Integer.toString(port), "--bind", "127.0.0.1", "--dir", folder.toString()));
    command.addAll(
        isSentinel ? List.of("--sentinel") : List.of("--save", "", "--appendonly", "no"));
    command.addAll(isSentinel ? List.of() : options);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    awaitPort();
  }

  private void awaitPort() throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !process.isAlive()) {
          throw new IOException(Files.readString(folder.resolve("log")), e);
        }
        Thread.onSpinWait();
      }
    }
  }

  int port() {
    return port;
  }

  String uri() {
    return "redis://127.0.0.1:" + port;
  }

  void pause() {
    signal("-STOP");
  }

  void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      var kill = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
      assertThat(kill.waitFor()).isZero();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    try {
      process.destroyForcibly();
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Makes it well again, whatever was done to it. */
  void resumeOrRestart() {
    if (process.isAlive()) {
      resume();
    } else {
      restart();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Starts a new and empty server on the port of the one that was killed. */
  void restart() {
    try {
      launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns commands over a connection of the test's own. */
  RedisCommands<String, String> commands() {
    RedisClient client = RedisClient.create(uri());
    StatefulRedisConnection<String, String> connection = client.connect();
    clients.add(() -> client.shutdown(0, 1, TimeUnit.SECONDS));
    return connection.sync();
  }

  /** Returns how many commands of a kind the server has run. */
  long calls(RedisCommands<String, String> commands, String command) {
    for (String line : commands.info("commandstats").split("\r\n")) {
      if (line.startsWith("cmdstat_" + command + ":calls=")) {
        String rest = line.substring(line.indexOf('=') + 1);
        return Long.parseLong(rest.substring(0, rest.indexOf(',')));
      }
    }
    return 0;
  }

  @Override
  public void close() {
    try {
      for (AutoCloseable client : clients) {
        client.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    } finally {
      if (process.isAlive()) {
        kill();
      }
    }
  }
}
