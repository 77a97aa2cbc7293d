package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * What a parameter's value has to match as a whole: a regular expression without anything
 * irregular.
 *
 * <p>This class is immutable and thread-safe.
 */
final class Constraint {

  private final String text;
  private final Expression expression;
  private final Automaton forward;
  private final Automaton backward;

  private Constraint(String text, Expression expression) {
    this.text = text;
    this.expression = expression;
    this.forward = Automaton.of(expression);
    this.backward = forward.reversed();
  }

  /**
   * Reads the constraint in {@code pattern[from, to)}.
   *
   * @throws PathSyntaxException if it is not one, or has a construct that is not supported
   */
  static Constraint parse(String pattern, int from, int to) {
    return new Constraint(pattern.substring(from, to), ConstraintParser.parse(pattern, from, to));
  }

  /** Returns the expression as it was written. */
  String text() {
    return text;
  }

  /** Decides whether {@code value[from, to)} matches; an empty text never does. */
  boolean matches(String value, int from, int to) {
    return forward.matches(value, from, to);
  }

  /** Decides whether the ASCII text {@code value[from, to)} matches; an empty text never does. */
  boolean matches(byte[] value, int from, int to) {
    return forward.matches(value, from, to);
  }

  Automaton.Run forward() {
    return new Automaton.Run(forward);
  }

  Automaton.Run backward() {
    return new Automaton.Run(backward);
  }

  /** Returns a value that matches, or null if none was found. */
  @Nullable String sample() {
    StringBuilder sample = new StringBuilder();
    expression.sample(sample);
    String value = sample.toString();
    return matches(value, 0, value.length()) ? value : null;
  }

  @Override
  public String toString() {
    return text;
  }
}
