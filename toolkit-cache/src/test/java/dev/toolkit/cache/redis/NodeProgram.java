package dev.toolkit.cache.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.cache.Cache;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Nodes in a process of their own, for tests that kill it. */
final class NodeProgram {

  /** How many nodes a process has that writes. */
  private static final int WRITERS = 10;

  private NodeProgram() {}

  static Process start(String task, String uri) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            classPath(),
            NodeProgram.class.getName(),
            task,
            uri)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Runners of tests differ in where they keep it. */
  private static String classPath() {
    if (NodeProgram.class.getClassLoader() instanceof URLClassLoader loader) {
      return Arrays.stream(loader.getURLs())
          .map(url -> Path.of(URI.create(url.toString())).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** Returns the next line that starts with a small letter, as those of the log do not. */
  static String nextLine(Process process) throws IOException {
    BufferedReader reader = process.inputReader();
    String line = reader.readLine();
    while (line != null && !line.matches("[a-z].*")) {
      line = reader.readLine();
    }
    return String.valueOf(line);
  }

  /** Starts a process, and kills it when it has said a word. */
  static void startAndKill(String task, String uri, String word) {
    try {
      Process process = start(task, uri);
      assertThat(nextLine(process)).isEqualTo(word);
      process.destroyForcibly();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lets a process that said that it is ready go on. */
  static void goOn(Process process) throws IOException {
    process.outputWriter().append('\n').flush();
  }

  /** Returns the keys that writers write, each node its own. */
  static List<String> writtenKeys() {
    List<String> keys = new ArrayList<>();
    for (int node = 0; node < WRITERS; node++) {
      keys.addAll(keysOf(node));
    }
    return keys;
  }

  private static List<String> keysOf(int node) {
    return IntStream.range(0, 5).mapToObj(i -> "node" + node + "-" + i).toList();
  }

  @SuppressWarnings("SystemOut") // it talks to the test by its output
  public static void main(String[] arguments) throws Exception {
    var nodes = new Nodes();
    switch (arguments[0]) {
      case "hold" -> {
        Cache<String, String> cache =
            nodes.at(arguments[1]).cache(Nodes.HOUR.withNodeLock(Duration.ofSeconds(1)));
        cache.get(
            "k",
            (key, c) -> {
              System.out.println("loading");
              new CountDownLatch(1).await();
              return "never";
            });
      }
      case "write" -> {
        List<Cache<String, String>> caches = new ArrayList<>();
        for (int node = 0; node < WRITERS; node++) {
          caches.add(nodes.at(arguments[1], Nodes.PATIENT).cache());
        }
        System.out.println("ready");
        System.in.read();
        for (int node = 0; node < WRITERS; node++) {
          int own = node;
          Thread.ofVirtual().start(() -> write(caches.get(own), keysOf(own)));
        }
        new CountDownLatch(1).await();
      }
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void write(Cache<String, String> cache, List<String> keys) {
    String process = "process " + ProcessHandle.current().pid();
    for (int i = 0; ; i++) {
      cache.put(keys.get(i % keys.size()), process + ", write " + i);
    }
  }
}
