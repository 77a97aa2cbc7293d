package dev.toolkit.cache.testing;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A real Redis server on a free port of this machine, which tests start, pause, kill and start
 * again. It keeps nothing on disk.
 *
 * {@snippet :
 * try (RedisProcess server = RedisProcess.start();
 *     Redis redis = Redis.connect(server.uri())) {
 *   server.pause();
 *   // what your application does without an answer
 *   server.resume();
 * }
 * }
 *
 * <p>Its program is the one that the environment variable {@value #VARIABLE} names, or that of
 * {@code com.github.codemonstur:embedded-redis}, if that is among the tests' dependencies. Pausing
 * needs a system with {@code kill}.
 *
 * <p>This class is safe for use by multiple threads, as long as one of them kills and restarts.
 *
 * @since 0.1.0
 */
public final class RedisProcess implements AutoCloseable {

  /** The environment variable that names a program: {@value}. */
  public static final String VARIABLE = "TOOLKIT_REDIS_SERVER";

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static final long LOOK_NANOS = 1_000_000;

  /*
   * Below the ports that systems give to connections. Otherwise who tries to reach a server that was
   * killed may be given its very port, be connected to itself, and keep the server from coming back.
   * Nodes of a cluster have a second port each, which is higher by 10,000, and below those as well.
   */
  private static final int FIRST_PORT = 10_000;
  private static final int PORT_AFTER = 22_000;

  private static final String TLS_PORT = "--tls-port";

  private final int port;
  private final List<String> arguments;
  private final Queue<RedisClient> clients = new ConcurrentLinkedQueue<>();
  private volatile Process process;
  private final Path folder;

  private RedisProcess(int port, List<String> arguments) throws IOException {
    this.port = port;
    this.arguments = List.copyOf(arguments);
    this.folder = Files.createTempDirectory("redis");
    this.process = launch();
  }

  /** The program, unpacked when it is first needed. */
  private static final class Program {

    private static final Path PATH = find();

    private static Path find() {
      String given = System.getenv(VARIABLE);
      try {
        return given == null ? unpacked() : Path.of(given);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static Path unpacked() throws IOException {
      String name = name();
      Path unpacked = Files.createTempFile("redis-server", "");
      unpacked.toFile().deleteOnExit();
      try (InputStream in = RedisProcess.class.getResourceAsStream("/" + name)) {
        if (in == null) {
          throw new IllegalStateException(
              "There is no Redis to start: add com.github.codemonstur:embedded-redis, which has "
                  + name
                  + ", or name a program in "
                  + VARIABLE);
        }
        Files.write(unpacked, in.readAllBytes());
      }
      if (!unpacked.toFile().setExecutable(true)) {
        throw new IOException("File cannot be made executable: " + unpacked);
      }
      return unpacked;
    }

    private static String name() {
      boolean isArm = System.getProperty("os.arch").contains("aarch64");
      boolean isMac = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac");
      if (isMac) {
        return isArm ? "redis-server-6.2.6-v5-darwin-arm64" : "redis-server-6.2.6-v5-darwin-amd64";
      }
      return isArm ? "redis-server-6.2.7-linux-arm64" : "redis-server-6.2.6-v5-linux-amd64";
    }
  }

  /**
   * Starts a server, and returns when it takes connections.
   *
   * @param options of its command line, such as {@code "--maxmemory", "10mb"}
   * @throws IOException if it does not start; the message is what it printed
   */
  public static RedisProcess start(String... options) throws IOException {
    return launchServer(freePort(), List.of(options));
  }

  /**
   * Starts one that is to be a node of a cluster.
   *
   * @throws IOException if it does not start; the message is what it printed
   */
  public static RedisProcess startInCluster() throws IOException {
    return launchServer(
        freePort(), List.of("--cluster-enabled", "yes", "--cluster-config-file", "nodes.conf"));
  }

  /**
   * Starts one that speaks TLS and nothing else, so that {@link #uri} starts with {@code rediss}.
   *
   * @param certificate its certificate, which is also what certificates of clients must be signed
   *     by, in a PEM file
   * @param key the certificate's key, in a PEM file
   * @param options of its command line, such as {@code "--tls-auth-clients", "yes"}; by default it
   *     asks clients for no certificate
   * @throws IOException if it does not start; the message is what it printed
   */
  public static RedisProcess startWithTls(Path certificate, Path key, String... options)
      throws IOException {
    int port = freePort();
    List<String> all = new ArrayList<>(List.of(TLS_PORT, Integer.toString(port), "--port", "0"));
    all.addAll(
        List.of("--tls-cert-file", certificate.toString(), "--tls-key-file", key.toString()));
    all.addAll(List.of("--tls-ca-cert-file", certificate.toString(), "--tls-auth-clients", "no"));
    all.addAll(List.of(options));
    return launchServer(port, all);
  }

  private static RedisProcess launchServer(int port, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("--save", "", "--appendonly", "no"));
    arguments.addAll(options);
    return new RedisProcess(port, arguments);
  }

  /**
   * Starts a sentinel that decides alone.
   *
   * @param watched the server that it watches under the name {@code main}
   * @param patience after such a time without an answer it promotes a replica
   * @throws IOException if it does not start; the message is what it printed
   */
  public static RedisProcess startSentinel(RedisProcess watched, Duration patience)
      throws IOException {
    Path config = Files.createTempFile("sentinel", ".conf");
    config.toFile().deleteOnExit();
    Files.writeString(
        config,
        String.join(
            "\n",
            "sentinel monitor main 127.0.0.1 " + watched.port() + " 1",
            "sentinel down-after-milliseconds main " + patience.toMillis(),
            "sentinel failover-timeout main 5000",
            ""));
    return new RedisProcess(freePort(), List.of(config.toString(), "--sentinel"));
  }

  /**
   * Returns a server that does not run yet.
   *
   * @param options of its command line
   * @throws IOException if it cannot be started
   */
  public static RedisProcess stopped(String... options) throws IOException {
    RedisProcess server = start(options);
    server.kill();
    return server;
  }

  /**
   * Returns a port that nobody listens on now, and that no connection is given.
   *
   * @throws IOException if none can be tried
   */
  public static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, PORT_AFTER);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody listens.
      }
    }
  }

  private Process launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Program.PATH.toString());
    // A file of settings comes first, if there is one.
    boolean hasFile = !arguments.get(0).startsWith("--");
    command.addAll(arguments.subList(0, hasFile ? 1 : 0));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", folder.toString()));
    command.addAll(arguments.subList(hasFile ? 1 : 0, arguments.size()));
    Path log = folder.resolve("log");
    Process started =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    awaitPort(started, log);
    return started;
  }

  @SuppressWarnings("try") // that it opens is all that is asked
  private void awaitPort(Process started, Path log) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        if (System.nanoTime() > end || !started.isAlive()) {
          started.destroyForcibly();
          throw new IOException(Files.readString(log), e);
        }
        LockSupport.parkNanos(LOOK_NANOS);
      }
    }
  }

  /** Returns the port. */
  public int port() {
    return port;
  }

  /** Returns the address for clients. */
  public String uri() {
    return (arguments.contains(TLS_PORT) ? "rediss" : "redis") + "://127.0.0.1:" + port;
  }

  /** Stops it in the middle of whatever it does: connections stay, and nothing answers. */
  public void pause() {
    signal("-STOP");
  }

  /** Lets it go on. */
  public void resume() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new IllegalStateException("kill " + signal + " failed with status " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while it was signalled", e);
    }
  }

  /** Kills it, and returns when it is dead. What it had in memory is lost. */
  public void kill() {
    try {
      if (!process.destroyForcibly().waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new IllegalStateException("Server does not die: process " + process.pid());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while it died", e);
    }
  }

  /** Starts a new and empty server on the port of the one that was killed. */
  public void restart() {
    try {
      process = launch();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes it well again, whatever was done to it. */
  public void resumeOrRestart() {
    if (process.isAlive()) {
      resume();
    } else {
      restart();
    }
  }

  /** Returns whether the process is there, paused or not. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Returns commands over a connection of the test's own, which ends with this server and trusts
   * any certificate.
   */
  public RedisCommands<String, String> commands() {
    RedisURI uri = RedisURI.create(uri());
    uri.setVerifyPeer(false);
    RedisClient client = RedisClient.create(uri);
    clients.add(client);
    return client.connect().sync();
  }

  /**
   * Returns how many commands of a kind the server has run.
   *
   * @param command its name in small letters
   */
  public long calls(RedisCommands<String, String> commands, String command) {
    requireNonNull(command, "command");
    String start = "cmdstat_" + command + ":calls=";
    return commands
        .info("commandstats")
        .lines()
        .filter(line -> line.startsWith(start))
        .mapToLong(line -> Long.parseLong(line.substring(start.length(), line.indexOf(','))))
        .sum();
  }

  /** Kills it and ends the connections of {@link #commands}. */
  @Override
  public void close() {
    clients.forEach(client -> client.shutdown(0, 1, TimeUnit.SECONDS));
    if (process.isAlive()) {
      kill();
    }
    deleteFolder();
  }

  private void deleteFolder() {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
