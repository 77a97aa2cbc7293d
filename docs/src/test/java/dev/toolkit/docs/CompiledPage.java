package dev.toolkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;

/** The code of a page as a class with one method for each block of statements. */
final class CompiledPage {

  private static final String CLASS = "Page";

  private static final List<String> IMPORTS =
      List.of(
          "import dev.toolkit.auth.jwt.*;",
          "import dev.toolkit.auth.key.*;",
          "import dev.toolkit.core.*;",
          "import dev.toolkit.core.http.*;",
          "import dev.toolkit.core.jvm.*;",
          "import dev.toolkit.core.middleware.*;",
          "import dev.toolkit.router.*;",
          "import dev.toolkit.server.*;",
          "import jakarta.validation.constraints.*;",
          "import java.time.*;",
          "import java.util.*;",
          // Names that two of the packages have: the web core's is meant.
          "import dev.toolkit.core.http.Method;");

  private static final Duration START_LIMIT = Duration.ofSeconds(30);

  private final Class<?> type;
  private final int port;

  private CompiledPage(Class<?> type, int port) {
    this.type = type;
    this.port = port;
  }

  static CompiledPage of(DocsPage page) throws IOException {
    int port = freePort();
    Path folder = Files.createTempDirectory("docs-code");
    Path source = folder.resolve(CLASS + ".java");
    Files.writeString(source, source(page, port));
    var output = new StringWriter();
    boolean compiled =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                output,
                null,
                null,
                List.of("-d", folder.toString(), "-parameters", "-Xlint:-options"),
                null,
                ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(source))
            .call();
    assertThat(compiled).as(page.path() + " compiles:\n" + output).isTrue();
    return new CompiledPage(load(folder), port);
  }

  private static Class<?> load(Path folder) throws IOException {
    var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
    loader.setDefaultAssertionStatus(true);
    try {
      return loader.loadClass(CLASS);
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String source(DocsPage page, int port) {
    Set<String> imports = new LinkedHashSet<>(IMPORTS);
    page.blocks().forEach(block -> imports.addAll(block.imports()));
    var source = new StringBuilder(String.join("\n", imports));
    source.append("\n@SuppressWarnings(\"all\")\npublic class ").append(CLASS).append(" {\n");
    for (DocsPage.Block block : page.declarations()) {
      source.append(nested(block.code())).append('\n');
    }
    for (DocsPage.Block block : page.statements()) {
      String code = block.code().replace("3000", Integer.toString(port));
      source.append("  public static void ").append(block.methodName());
      source.append("() throws Exception {\n").append(code).append("\n  }\n");
    }
    return source.append("}\n").toString();
  }

  /** A class of a page is written as one of a file, and compiled as a member of the page. */
  private static String nested(String declarations) {
    return declarations.replaceAll("(?m)^((?:public |final |abstract )*)class ", "static $1class ");
  }

  void run(DocsPage.Block block) throws Exception {
    if (block.code().contains(".await()")) {
      runUntilServing(block);
    } else {
      invoke(block);
    }
  }

  private void runUntilServing(DocsPage.Block block) throws Exception {
    var ended = new CompletableFuture<Void>();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              try {
                invoke(block);
                ended.complete(null);
              } catch (Exception e) {
                ended.completeExceptionally(e);
              }
            });
    awaitServer(ended);
    thread.interrupt();
    assertThat(thread.join(START_LIMIT)).as("the program ends when interrupted").isTrue();
  }

  /** Tries until the server accepts a connection; each refusal takes a moment by itself. */
  private void awaitServer(CompletableFuture<Void> ended) throws Exception {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        var url = URI.create("http://localhost:" + port + "/health").toURL();
        assertThat(((HttpURLConnection) url.openConnection()).getResponseCode()).isEqualTo(200);
        return;
      } catch (IOException e) {
        failIfEnded(ended);
      }
    }
    throw new AssertionError("No answer on port " + port + " within " + START_LIMIT);
  }

  private static void failIfEnded(CompletableFuture<Void> ended) throws Exception {
    if (ended.isDone()) {
      ended.get(1, TimeUnit.SECONDS);
      throw new AssertionError("The program ended before it served");
    }
    Thread.onSpinWait();
  }

  private void invoke(DocsPage.Block block) throws Exception {
    try {
      type.getMethod(block.methodName()).invoke(null);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof InterruptedException)) {
        throw new AssertionError(block.methodName() + " fails: " + e.getCause(), e.getCause());
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
