package dev.toolkit.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.auth.testing.JwtCase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Runs a file of cases, one JSON object a line: the project's own two, or the one that the system
 * property {@code cases} names by its absolute path. A case that demands neither issuer nor
 * audience nor type is of signed content, not of a token.
 */
class JwtCasesTest {

  @Test
  void tryVerify_allCases() throws IOException {
    List<String> failures = new ArrayList<>();
    Map<String, int[]> byKind = new TreeMap<>();
    int passed = 0;

    for (String line : lines()) {
      JwtCase jwtCase = JwtCase.parse(line);
      String failure = failureOf(jwtCase);
      int[] counts = byKind.computeIfAbsent(jwtCase.kind(), kind -> new int[2]);
      if (failure == null) {
        passed++;
        counts[0]++;
      } else {
        failures.add("FAILED " + jwtCase.description() + ": " + failure);
        counts[1]++;
      }
    }

    byKind.forEach((kind, counts) ->
        System.out.println(kind + ": " + counts[0] + " passed, " + counts[1] + " failed"));
    System.out.println(passed + " passed, " + failures.size() + " failed");
    failures.forEach(System.out::println);
    assertThat(failures).isEmpty();
    assertThat(passed).isPositive();
  }

  private static @Nullable String failureOf(JwtCase jwtCase) {
    try {
      return jwtCase.failure();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return "threw " + e;
    }
  }

  private static List<String> lines() throws IOException {
    String file = System.getProperty("cases", "");
    String text =
        file.isEmpty()
            ? resource("cases.jsonl") + "\n" + resource("rules.jsonl")
            : Files.readString(Path.of(file));
    return text.lines().filter(line -> !line.isBlank()).toList();
  }

  private static String resource(String name) throws IOException {
    try (InputStream own = JwtCasesTest.class.getResourceAsStream(name)) {
      return new String(own.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
