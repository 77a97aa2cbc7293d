package dev.toolkit.cache.redis;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.codec.Codec;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;

/** A node in a process of its own, for tests that kill it. */
final class NodeProgram {

  private NodeProgram() {}

  static Process start(String task, String uri) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
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

  @SuppressWarnings("SystemOut") // it talks to the test by its output
  public static void main(String[] arguments) throws InterruptedException {
    try (Redis redis = Redis.connect(arguments[1]);
        Caches caches = Caches.create()) {
      Cache<String, String> cache =
          caches
              .builder(
                  "test", Nodes.TEN_SECONDS.withNodeLock(Duration.ofSeconds(1)), Codec.strings())
              .layers(redis.layer())
              .backplane(redis.backplane())
              .build();
      switch (arguments[0]) {
        case "hold" ->
            cache.get(
                "k",
                (key, c) -> {
                  System.out.println("loading");
                  new CountDownLatch(1).await();
                  return "never";
                });
        case "write" -> {
          System.out.println("writing");
          for (int i = 0; ; i++) {
            cache.put("k" + i % 50, "from the other process " + i);
          }
        }
        default -> throw new IllegalArgumentException(arguments[0]);
      }
    }
  }
}
