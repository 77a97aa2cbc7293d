package dev.toolkit.auth.rbac;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.domains.DomainContextBase;

/** Patterns and names over few segments, so that they often match, and policies made of them. */
class RbacDomain extends DomainContextBase {

  /** One segment that no pattern has stands for all others. */
  private static final List<String> SEGMENTS = List.of("a", "b", "other");

  /** Patterns have up to three segments, so names of up to four tell them all apart. */
  static List<String> allNames() {
    List<String> names = new ArrayList<>();
    List<String> longest = List.of("");
    for (int length = 1; length <= 4; length++) {
      List<String> longer = new ArrayList<>();
      for (String prefix : longest) {
        SEGMENTS.forEach(
            segment -> longer.add(prefix.isEmpty() ? segment : prefix + ":" + segment));
      }
      names.addAll(longer);
      longest = longer;
    }
    return names;
  }

  @Provide
  Arbitrary<PermissionPattern> patterns() {
    return patternTexts().map(PermissionPattern::parse);
  }

  static Arbitrary<String> patternTexts() {
    Arbitrary<String> parts =
        Arbitraries.of("a", "b", "*")
            .list()
            .ofMinSize(1)
            .ofMaxSize(3)
            .map(l -> String.join(":", l));
    Arbitrary<String> withRest =
        Arbitraries.of("a", "b", "*")
            .list()
            .ofMaxSize(2)
            .map(l -> {
              List<String> segments = new ArrayList<>(l);
              segments.add("**");
              return String.join(":", segments);
            });
    return Arbitraries.frequencyOf(Tuple.of(3, parts), Tuple.of(1, withRest));
  }

  static Arbitrary<String> nameTexts() {
    return Arbitraries.of("a", "b", "c", "*", "**", "")
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(segments -> String.join(":", segments));
  }
}
