package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.ScalarFunction;
import dev.toolkit.db.sql.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of text.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class TextExpr<R extends @Nullable Object> extends OrderedExpr<String, R> {

  private static final Node ANY = new Node.Literal("%");

  TextExpr(Node node, SqlType<String> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public TextExpr<R> as(String alias) {
    return new TextExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public TextExpr<Optional<String>> opt() {
    return new TextExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public TextExpr<@Nullable String> orNull() {
    return new TextExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /** Holds if this fits the pattern, in which {@code %} is any text and {@code _} any character. */
  public final Cond like(String pattern) {
    return like(pattern, false, false, false);
  }

  /** Holds if this fits the pattern that the expression gives; null if that is null. */
  public final Cond like(Expr<String, ?> pattern) {
    return like(pattern.node, false, false, false);
  }

  /** Holds if this does not fit the pattern. */
  public final Cond notLike(String pattern) {
    return like(pattern, false, false, true);
  }

  /** Holds if this does not fit the pattern that the expression gives; null if that is null. */
  public final Cond notLike(Expr<String, ?> pattern) {
    return like(pattern.node, false, false, true);
  }

  /** Holds if this fits the pattern, whatever the case of letters. */
  public final Cond ilike(String pattern) {
    return like(pattern, false, true, false);
  }

  /** Holds if this fits the pattern that the expression gives, whatever the case of letters. */
  public final Cond ilike(Expr<String, ?> pattern) {
    return like(pattern.node, false, true, false);
  }

  /** Holds if this does not fit the pattern, whatever the case of letters. */
  public final Cond notIlike(String pattern) {
    return like(pattern, false, true, true);
  }

  /** Holds if this does not fit the pattern of the expression, whatever the case of letters. */
  public final Cond notIlike(Expr<String, ?> pattern) {
    return like(pattern.node, false, true, true);
  }

  /** Holds if this contains the text, in which no character is special. */
  public final Cond contains(String text) {
    return like("%" + literal(text) + "%", true, false, false);
  }

  /** Holds if this contains the text, whatever the case of letters. */
  public final Cond containsIgnoringCase(String text) {
    return like("%" + literal(text) + "%", true, true, false);
  }

  /** Holds if this contains the other text, in which no character is special. */
  public final Cond contains(Expr<String, ?> text) {
    return like(new Node.Concat(List.of(ANY, Nodes.escaped(text.node), ANY)), true, false, false);
  }

  /** Holds if this starts with the text, in which no character is special. */
  public final Cond startsWith(String text) {
    return like(literal(text) + "%", true, false, false);
  }

  /** Holds if this starts with the other text, in which no character is special. */
  public final Cond startsWith(Expr<String, ?> text) {
    return like(new Node.Concat(List.of(Nodes.escaped(text.node), ANY)), true, false, false);
  }

  /** Holds if this ends with the text, in which no character is special. */
  public final Cond endsWith(String text) {
    return like("%" + literal(text), true, false, false);
  }

  /** Holds if this ends with the other text, in which no character is special. */
  public final Cond endsWith(Expr<String, ?> text) {
    return like(new Node.Concat(List.of(ANY, Nodes.escaped(text.node))), true, false, false);
  }

  /** Returns this followed by the text. */
  public final TextExpr<R> concat(String text) {
    return made(new Node.Concat(List.of(node, Nodes.value(SqlType.TEXT, text))));
  }

  /** Returns this followed by the other text; null if that is null. */
  public final TextExpr<Optional<String>> concat(TextExpr<?> other) {
    return new TextExpr<>(
        new Node.Concat(List.of(node, other.node)), SqlType.TEXT, Reading.OPTIONAL, null);
  }

  /** Returns this in lower case. */
  public final TextExpr<R> lower() {
    return made(new Node.Call("lower", List.of(node)));
  }

  /** Returns this in upper case. */
  public final TextExpr<R> upper() {
    return made(new Node.Call("upper", List.of(node)));
  }

  /** Returns this without blanks at its ends. */
  public final TextExpr<R> trim() {
    return made(new Node.Call("trim", List.of(node)));
  }

  /** Returns how many characters this has. */
  public final NumExpr<Integer, Optional<Integer>> length() {
    return number(ScalarFunction.Named.LENGTH, List.of(node));
  }

  /** Returns where the text first is in this, from 1, or 0 if it is nowhere. */
  public final NumExpr<Integer, Optional<Integer>> position(String text) {
    return number(ScalarFunction.Named.POSITION, List.of(node, Nodes.value(SqlType.TEXT, text)));
  }

  /**
   * Returns this from a character on, of which the first is 1.
   *
   * @throws IllegalArgumentException if the start is less than 1
   */
  public final TextExpr<R> substring(int start) {
    return made(new Node.Call("substr", List.of(node, start(start))));
  }

  /**
   * Returns so many characters of this, or as many as there are, of which the first is 1.
   *
   * @throws IllegalArgumentException if the start is less than 1, or the length less than 0
   */
  public final TextExpr<R> substring(int start, int length) {
    if (length < 0) {
      throw new IllegalArgumentException("Length of a substring must not be negative: " + length);
    }
    return made(new Node.Call("substr", List.of(node, start(start), new Node.Literal(length))));
  }

  private static Node start(int start) {
    if (start < 1) {
      throw new IllegalArgumentException("Substring must start at 1 or later: " + start);
    }
    return new Node.Literal(start);
  }

  /**
   * Returns this with the replacement in each place of the text.
   *
   * @throws IllegalArgumentException if the text is empty
   */
  public final TextExpr<R> replace(String text, String replacement) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("Text to be replaced must not be empty");
    }
    return made(
        new Node.Call(
            "replace",
            List.of(
                node, Nodes.value(SqlType.TEXT, text), Nodes.value(SqlType.TEXT, replacement))));
  }

  private static NumExpr<Integer, Optional<Integer>> number(
      ScalarFunction function, List<Node> arguments) {
    return new NumExpr<>(
        new Node.Function(function, arguments), SqlType.INTEGER, Reading.OPTIONAL, null);
  }

  private TextExpr<R> made(Node made) {
    return new TextExpr<>(made, SqlType.TEXT, reading, null);
  }

  private String literal(String text) {
    Nodes.requireComparable(text, node, Operator.EQ);
    return Nodes.escaped(text);
  }

  private Cond like(String pattern, boolean escaped, boolean ignoresCase, boolean negated) {
    return like(bound(pattern, Operator.EQ), escaped, ignoresCase, negated);
  }

  private Cond like(Node pattern, boolean escaped, boolean ignoresCase, boolean negated) {
    Nodes.requireComparable(pattern, node, Operator.EQ);
    return new Cond(new Node.Like(node, pattern, escaped, ignoresCase, negated));
  }
}
