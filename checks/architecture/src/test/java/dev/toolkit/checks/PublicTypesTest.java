package dev.toolkit.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every public type of the published modules says since when it is there and who may share it. */
class PublicTypesTest {

  private static final Path ROOT = Path.of(System.getProperty("project.root")).normalize();

  private static final String DECLARATION =
      "^public (?:final |sealed |abstract |non-sealed )*"
          + "(?:class|interface|record|enum|@interface) (\\w+)";

  private static final Pattern PUBLIC_TYPE = Pattern.compile(DECLARATION, Pattern.MULTILINE);

  /** The comment right before a declaration, with annotations between them or not. */
  private static final Pattern DOCUMENTED_TYPE =
      Pattern.compile(
          "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:@\\w+(?:\\([^)]*\\))?(?:[ \\t]*//[^\\n]*)?\\s*)*"
              + DECLARATION,
          Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void publicTypes_documented() throws IOException {
    List<String> faults = new ArrayList<>();
    int types = 0;
    for (Path source : sources()) {
      String text = Files.readString(source);
      Matcher type = PUBLIC_TYPE.matcher(text);
      if (type.find()) {
        types++;
        Matcher documented = DOCUMENTED_TYPE.matcher(text);
        check(type.group(1), documented.find() ? documented.group(1) : "", faults);
      }
    }

    assertThat(types).isGreaterThan(30);
    assertThat(faults).isEmpty();
  }

  private static void check(String type, String javadoc, List<String> faults) {
    if (!javadoc.contains("@since")) {
      faults.add(type + " does not say since when it is there (@since)");
    }
    boolean isAnnotationOrException = type.endsWith("Exception");
    if (!isAnnotationOrException && !javadoc.contains("thread")) {
      faults.add(type + " does not say whether threads may share it");
    }
  }

  private static List<Path> sources() throws IOException {
    List<Path> sources = new ArrayList<>();
    try (Stream<Path> modules = Files.list(ROOT)) {
      for (Path module : modules.filter(PublicTypesTest::isPublished).sorted().toList()) {
        try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
          files.filter(file -> file.toString().endsWith(".java")).sorted().forEach(sources::add);
        }
      }
    }
    return sources;
  }

  private static boolean isPublished(Path module) {
    return module.getFileName().toString().startsWith("toolkit-")
        && Files.isDirectory(module.resolve("src/main/java"));
  }
}
