package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConstraintTest {

  /** What both matchers know, they must see alike. */
  @Property(tries = 5000)
  void matches_agreesWithJavaUtilRegex(
      @ForAll("expressions") String expression, @ForAll("values") String value) {
    boolean expected = !value.isEmpty() && Pattern.matches(expression, value);

    assertThat(matches(expression, value)).as("%s on %s", expression, value).isEqualTo(expected);
  }

  @Property(tries = 1000)
  void backward_agreesWithForward(
      @ForAll("expressions") String expression, @ForAll("values") String value) {
    Constraint constraint = constraint(expression);
    Automaton.Run run = constraint.backward();
    run.enter();
    boolean accepted = false;
    for (int i = value.length(); i > 0; i -= Character.charCount(value.codePointBefore(i))) {
      accepted = run.step(value.codePointBefore(i));
    }

    assertThat(accepted).isEqualTo(constraint.matches(value, 0, value.length()));
  }

  @Property(tries = 1000)
  void sample_matches(@ForAll("expressions") String expression) {
    String sample = constraint(expression).sample();

    assertThat(sample == null || matches(expression, sample)).isTrue();
  }

  @Provide
  Arbitrary<String> expressions() {
    Arbitrary<String> atom =
        Arbitraries.of(
            "a",
            "b",
            "7",
            "é",
            "🍌",
            ".",
            "\\.",
            "\\d",
            "\\w",
            "\\s",
            "\\D",
            "\\W",
            "\\S",
            "[ab]",
            "[^a]",
            "[a-c7]",
            "[\\d-]",
            "[^\\w.]",
            "[.\\]\\\\]",
            "[-a]",
            "\\t",
            "\\{",
            "-",
            ",");
    return Arbitraries.recursive(() -> atom, ConstraintTest::combined, 0, 3);
  }

  private static Arbitrary<String> combined(Arbitrary<String> inner) {
    Arbitrary<String> quantifier =
        Arbitraries.of("", "?", "*", "+", "{2}", "{0}", "{1,}", "{0,2}", "{2,3}");
    Arbitrary<String> repeated =
        Combinators.combine(inner, quantifier).as((body, many) -> "(?:" + body + ")" + many);
    Arbitrary<String> sequence = Combinators.combine(inner, inner).as((a, b) -> a + b);
    Arbitrary<String> choice =
        Combinators.combine(inner, inner).as((a, b) -> "(" + a + "|" + b + ")");
    return Arbitraries.frequencyOf(
        Tuple.of(3, repeated), Tuple.of(3, sequence), Tuple.of(2, choice));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
            "a", "b", "c", "7", "é", "🍌", ".", "-", "{", "]", "\\", " ", "\t", "\n", ",")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      value = {
        "(?=a)b ~ look-around at index 4 is not supported in a constraint",
        "a(?!b) ~ look-around at index 5 is not supported in a constraint",
        "(?<=a) ~ look-around at index 4 is not supported in a constraint",
        "(?<!a) ~ look-around at index 4 is not supported in a constraint",
        "(?<n>a) ~ a named group at index 4 is not supported in a constraint",
        "(?i)a ~ an inline flag at index 4 is not supported in a constraint",
        "(?>a) ~ a possessive group at index 4 is not supported in a constraint",
        "(a)\\1 ~ a back-reference at index 7 is not supported in a constraint",
        "(a)\\k ~ a back-reference at index 7 is not supported in a constraint",
        "a*? ~ a lazy quantifier at index 5 is not supported in a constraint",
        "a{1,2}? ~ a lazy quantifier at index 5 is not supported in a constraint",
        "a++ ~ a possessive quantifier at index 5 is not supported in a constraint",
        "a?+ ~ a possessive quantifier at index 5 is not supported in a constraint",
        "\\p ~ the escape \\p at index 4 is not supported in a constraint",
        "\\b ~ the escape \\b at index 4 is not supported in a constraint",
        "*a ~ '*' at index 4 has nothing to repeat",
        "(|+) ~ '+' at index 6 has nothing to repeat",
        "a** ~ '*' at index 6 repeats what is repeated already",
        "a{2}{3} ~ '{' at index 8 repeats what is repeated already",
        "a{x} ~ the quantifier at index 5 should be {m}, {m,} or {m,n}; a brace is \\{",
        "a{,2} ~ the quantifier at index 5 should be {m}, {m,} or {m,n}; a brace is \\{",
        "a{3,2} ~ the quantifier at index 5 has its larger number first",
        "[z-a] ~ the range at index 5 has its larger end first",
        "[a-\\d] ~ the range at index 5 has no single character as its end",
        "[] ~ ']' at index 5 leaves the class empty: write \\]",
        "[a[b]] ~ '[' at index 6 would combine classes: write \\[",
        "[a&&b] ~ '&' at index 6 would combine classes: write \\&",
        "(a ~ '(' at index 4 is not closed",
        "a) ~ ')' at index 5 closes no group",
        "a] ~ ']' at index 5 closes nothing: write \\]",
      })
  void parse_refused(String expression, String fault) {
    String pattern = "/{n:" + expression + "}";

    assertThatThrownBy(() -> PathPattern.parse(pattern))
        .isInstanceOf(PathSyntaxException.class)
        .hasMessage("Path pattern \"" + pattern + "\": " + fault);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^a", "a$", "", "a{1000}{2}", "a\\", "(a{1000}){1000}", "((a{100}){100}){9}"})
  void parse_refusedToo(String expression) {
    assertThatThrownBy(() -> PathPattern.parse("/{n:" + expression + "}"))
        .isInstanceOf(PathSyntaxException.class);
  }

  @Test
  void parse_deeplyNested() {
    String expression = "(".repeat(60_000) + "a" + ")".repeat(60_000);

    assertThatThrownBy(() -> constraint(expression)).isInstanceOf(PathSyntaxException.class);
  }

  @Test
  void matches_wideExpressions() {
    assertThat(
            matches(
                "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                "0".repeat(8) + "-1234-1234-1234-" + "f".repeat(12)))
        .isTrue();
    assertThat(matches("a{1,1000}", "a".repeat(1000))).isTrue();
    assertThat(matches("a{1,1000}", "a".repeat(1001))).isFalse();
    assertThat(matches("(ab){65}", "ab".repeat(65))).isTrue();
    assertThat(constraint("a{65,70}").matches("a".repeat(66).getBytes(), 0, 66)).isTrue();
  }

  /** Each of these takes a backtracking matcher longer than anyone can wait. */
  @ParameterizedTest
  @ValueSource(
      strings = {"(a|a)*b", "(a*)*b", "(a+)+b", "(a|aa)+b", "(.*a){20}b", "(a?){60}a{60}b"})
  void matches_adversarial_isBounded(String expression) {
    String value = "a".repeat(20_000);

    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(30), () -> assertThat(matches(expression, value)).isFalse());
  }

  private static boolean matches(String expression, String value) {
    return constraint(expression).matches(value, 0, value.length());
  }

  private static Constraint constraint(String expression) {
    return Constraint.parse(expression, 0, expression.length());
  }
}
