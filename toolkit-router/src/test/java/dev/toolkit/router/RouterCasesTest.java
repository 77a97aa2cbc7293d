package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.router.testing.RouterCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs a file of cases, one JSON object a line: the project's own, or the one that the system
 * property {@code cases} names by its absolute path.
 */
class RouterCasesTest {

  /** Constraints that reach over slashes, which the rules do not have. */
  private static final String LEFT_OUT = "ext-regex-slash";

  @Test
  void match_allCases() throws IOException {
    List<String> failures = new ArrayList<>();
    int passed = 0;
    int skipped = 0;

    for (String line : lines()) {
      RouterCase routerCase = RouterCase.parse(line);
      if (routerCase.tags().contains(LEFT_OUT)) {
        skipped++;
        continue;
      }
      String failure = failureOf(routerCase);
      if (failure == null) {
        passed++;
      } else {
        failures.add(describe(routerCase, failure));
      }
    }

    failures.forEach(System.out::println);
    System.out.println(passed + " passed, " + failures.size() + " failed");
    System.out.println(skipped + " left out (" + LEFT_OUT + ")");
    assertThat(failures).isEmpty();
    assertThat(passed).isPositive();
  }

  private static String failureOf(RouterCase routerCase) {
    try {
      return routerCase.failure();
    } catch (RuntimeException | StackOverflowError e) {
      return "threw " + e;
    }
  }

  private static String describe(RouterCase routerCase, String failure) {
    return "FAILED "
        + routerCase.id()
        + " "
        + routerCase.tags()
        + " "
        + routerCase.routes()
        + " "
        + routerCase.method()
        + " "
        + routerCase.path()
        + ": "
        + failure;
  }

  private static List<String> lines() throws IOException {
    String file = System.getProperty("cases", "");
    String text;
    if (file.isEmpty()) {
      try (InputStream own = RouterCasesTest.class.getResourceAsStream("cases.jsonl")) {
        text = new String(own.readAllBytes(), StandardCharsets.UTF_8);
      }
    } else {
      text = Files.readString(Path.of(file));
    }
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
