package dev.toolkit.checks.edge;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.teavm.backend.javascript.JSModuleType;
import org.teavm.tooling.EmptyTeaVMToolLog;
import org.teavm.tooling.TeaVMProblemRenderer;
import org.teavm.tooling.TeaVMTargetType;
import org.teavm.tooling.TeaVMTool;
import org.teavm.tooling.TeaVMToolException;
import org.teavm.vm.TeaVMOptimizationLevel;

/** The worker compiled to JavaScript, beside the scripts that run it, in {@code target/edge}. */
record Bundle(Path directory) {

  private static final Path MODULE = Path.of(System.getProperty("edge.module"));

  /** Returns the bundle of {@link Worker}. */
  Path kernel() {
    return directory.resolve("kernel.js");
  }

  /** Returns the bundle of {@link SmallWorker}. */
  Path small() {
    return directory.resolve("small.js");
  }

  Path script(String name) {
    return directory.resolve(name);
  }

  private static Bundle compile() {
    Path directory = MODULE.resolve("target/edge");
    try {
      Files.createDirectories(directory);
      copy(MODULE.resolve("src/main/js/worker.js"), directory);
      copy(MODULE.resolve("src/test/js/exchange.mjs"), directory);
      copy(MODULE.resolve("src/test/js/node.mjs"), directory);
      generate(Worker.class, directory.toFile(), "kernel.js");
      generate(SmallWorker.class, directory.toFile(), "small.js");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bundle(directory);
  }

  private static void copy(Path script, Path directory) throws IOException {
    Path target = directory.resolve(script.getFileName());
    Files.copy(script, target, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void generate(Class<?> entry, File directory, String name) {
    var tool = new TeaVMTool();
    tool.setTargetType(TeaVMTargetType.JAVASCRIPT);
    tool.setJsModuleType(JSModuleType.ES2015);
    tool.setStrict(true);
    tool.setObfuscated(true);
    tool.setOptimizationLevel(TeaVMOptimizationLevel.ADVANCED);
    tool.setMainClass(entry.getName());
    tool.setTargetDirectory(directory);
    tool.setTargetFileName(name);
    tool.setClassLoader(Bundle.class.getClassLoader());
    tool.setLog(new EmptyTeaVMToolLog());
    try {
      tool.generate();
    } catch (TeaVMToolException e) {
      throw new AssertionError("The compiler failed", e);
    }
    requireNoProblems(tool);
  }

  /** What the class library lacks is a problem of the compiler's, told with who calls it. */
  private static void requireNoProblems(TeaVMTool tool) {
    List<String> problems = new ArrayList<>();
    var log =
        new EmptyTeaVMToolLog() {
          @Override
          public void warning(String text) {
            problems.add(text);
          }

          @Override
          public void error(String text) {
            problems.add(text);
          }
        };
    TeaVMProblemRenderer.describeProblems(
        tool.getDependencyInfo().getCallGraph(), tool.getProblemProvider(), log);
    if (!problems.isEmpty()) {
      throw new AssertionError(
          "The kernel or the worker uses what the edge does not have:\n"
              + String.join("\n", problems));
    }
  }

  /** Compiles once for all tests. */
  static final class Compiler implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Bundle.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(Bundle.class))
          .getOrComputeIfAbsent(Bundle.class, key -> compile(), Bundle.class);
    }
  }
}
