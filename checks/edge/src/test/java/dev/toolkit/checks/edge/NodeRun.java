package dev.toolkit.checks.edge;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs the bundle on Node, with and without the fetch API. */
final class NodeRun {

  private static final int MAX_SECONDS = 60;

  private NodeRun() {}

  static boolean isThere() {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String directory : path.split(File.pathSeparator)) {
      if (Files.isExecutable(Path.of(directory, "node"))) {
        return true;
      }
    }
    return false;
  }

  static Answers raw(Bundle bundle, List<Exchange> requests) {
    return run(bundle, "raw", requests, 0);
  }

  static Answers fetched(Bundle bundle, List<Exchange> requests, int maxBodyBytes) {
    return run(bundle, "fetch", requests, maxBodyBytes);
  }

  private static Answers run(
      Bundle bundle, String mode, List<Exchange> requests, int maxBodyBytes) {
    try {
      Path input = bundle.directory().resolve("requests-" + mode + ".json");
      Path output = bundle.directory().resolve("answers-" + mode + ".json");
      Path errors = bundle.directory().resolve("errors-" + mode + ".txt");
      Files.writeString(input, Answers.toJson(requests));
      Process node =
          new ProcessBuilder(
                  "node", "node.mjs", mode, input.toString(), Integer.toString(maxBodyBytes))
              .directory(bundle.directory().toFile())
              .redirectOutput(output.toFile())
              .redirectError(errors.toFile())
              .start();
      await(node, errors);
      return Answers.parse(Files.readString(output));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Process node, Path errors) throws IOException {
    try {
      if (!node.waitFor(MAX_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("Node did not end within " + MAX_SECONDS + " s");
      }
      if (node.exitValue() != 0) {
        throw new AssertionError("Node failed: " + Files.readString(errors, UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while Node runs", e);
    } finally {
      node.destroyForcibly();
    }
  }
}
