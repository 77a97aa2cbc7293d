package dev.toolkit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Compiles and runs every fenced block of Java in the README and under docs.
 *
 * <p>A block is either declarations of types, which all blocks of its page see, or statements,
 * which are run with assertions enabled. A block that waits for a server to stop is interrupted
 * once the server answers.
 */
class DocsCodeTest {

  private static final Path ROOT = Path.of(System.getProperty("docs.root")).normalize();

  @Test
  void readme_hasCode() throws IOException {
    assertThat(DocsPage.read(ROOT.resolve("README.md")).blocks()).isNotEmpty();
  }

  @TestFactory
  Stream<DynamicContainer> pages() throws IOException {
    return pagePaths().stream().map(DocsCodeTest::container);
  }

  private static DynamicContainer container(Path path) {
    try {
      DocsPage page = DocsPage.read(path);
      List<DynamicTest> tests = new ArrayList<>();
      CompiledPage compiled = CompiledPage.of(page);
      for (DocsPage.Block block : page.statements()) {
        tests.add(DynamicTest.dynamicTest("line " + block.line(), () -> compiled.run(block)));
      }
      return DynamicContainer.dynamicContainer(ROOT.relativize(path).toString(), tests);
    } catch (IOException | AssertionError e) {
      DynamicTest failed =
          DynamicTest.dynamicTest(
              "compiles",
              () -> {
                throw new AssertionError(path + ": " + e.getMessage(), e);
              });
      return DynamicContainer.dynamicContainer(path.toString(), Stream.of(failed));
    }
  }

  private static List<Path> pagePaths() throws IOException {
    List<Path> paths = new ArrayList<>();
    paths.add(ROOT.resolve("README.md"));
    try (Stream<Path> files = Files.walk(ROOT.resolve("docs"))) {
      files
          .filter(file -> file.toString().endsWith(".md"))
          .filter(file -> !file.toString().contains("/target/"))
          .sorted()
          .forEach(paths::add);
    }
    return paths;
  }
}
