package dev.toolkit.db;

import dev.toolkit.db.sql.DatePart;
import dev.toolkit.db.sql.DateUnit;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.ScalarFunction;
import dev.toolkit.db.sql.SqlType;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Functions of single values that mean the same in each dialect, beside the methods of the kinds of
 * expressions. Any other function of a database is called by {@link Sql#fn}.
 *
 * <p>This class is stateless and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Functions {
  private Functions() {}

  /**
   * Returns the present moment by the clock of the database. PostgreSQL and H2 take the start of
   * the transaction, the others that of the statement; SQLite knows milliseconds only.
   */
  public static OrderedExpr<Instant, Instant> now() {
    return new OrderedExpr<>(
        new Node.Function(ScalarFunction.Named.NOW, List.of()),
        SqlType.TIMESTAMPTZ,
        Reading.REQUIRED,
        null);
  }

  /**
   * Returns a part of the moment; of an instant, as it is in UTC.
   *
   * @throws IllegalArgumentException if a moment of this type has no such part, or is kept as a
   *     number
   */
  public static <V extends Temporal> NumExpr<Integer, Optional<Integer>> part(
      DatePart part, Expr<V, ?> moment) {
    if (!part.isPartOf(moment.type.kind())) {
      throw lacking("part", part, moment);
    }
    return new NumExpr<>(
        new Node.Function(new ScalarFunction.Part(part, moment.type.kind()), List.of(moment.node)),
        SqlType.INTEGER,
        Reading.OPTIONAL,
        null);
  }

  /**
   * Returns the first moment of the unit that the moment is in; of an instant, as it is in UTC.
   *
   * @throws IllegalArgumentException if the start cannot be of the moment's type, or the moment is
   *     kept as a number
   */
  public static <V extends Temporal, R extends @Nullable Object> OrderedExpr<V, R> startOf(
      DateUnit unit, Expr<V, R> moment) {
    if (!unit.startsIn(moment.type.kind())) {
      throw lacking("start of", unit, moment);
    }
    return new OrderedExpr<>(
        new Node.Function(new ScalarFunction.Start(unit, moment.type.kind()), List.of(moment.node)),
        moment.type,
        moment.reading,
        null);
  }

  private static IllegalArgumentException lacking(String what, Enum<?> name, Expr<?, ?> moment) {
    return new IllegalArgumentException(
        Node.describe(moment.node)
            + " has no "
            + what
            + " "
            + name.name().toLowerCase(Locale.ROOT)
            + ": it is of type "
            + moment.type);
  }

  /** Returns null where the expression equals the value, or else the expression. */
  public static <V> OrderedExpr<V, Optional<V>> nullIf(Expr<V, ?> expression, V value) {
    return new OrderedExpr<>(
        new Node.Call("nullif", List.of(expression.node, expression.bound(value, Operator.EQ))),
        expression.type,
        Reading.OPTIONAL,
        null);
  }

  /** Returns the greater of the two; null if one is null. */
  public static <V> OrderedExpr<V, Optional<V>> greatest(
      OrderedExpr<V, ?> first, Expr<V, ?> second) {
    return chosen(Operator.GE, first, second.node, Reading.OPTIONAL);
  }

  /** Returns the expression, but at least the value. */
  public static <V, R extends @Nullable Object> OrderedExpr<V, R> greatest(
      OrderedExpr<V, R> expression, V value) {
    return chosen(
        Operator.GE, expression, expression.bound(value, Operator.GE), expression.reading);
  }

  /** Returns the less of the two; null if one is null. */
  public static <V> OrderedExpr<V, Optional<V>> least(OrderedExpr<V, ?> first, Expr<V, ?> second) {
    return chosen(Operator.LE, first, second.node, Reading.OPTIONAL);
  }

  /** Returns the expression, but at most the value. */
  public static <V, R extends @Nullable Object> OrderedExpr<V, R> least(
      OrderedExpr<V, R> expression, V value) {
    return chosen(
        Operator.LE, expression, expression.bound(value, Operator.LE), expression.reading);
  }

  /** What is null among the arguments of their own functions, databases disagree on. */
  private static <V, R extends @Nullable Object> OrderedExpr<V, R> chosen(
      Operator operator, OrderedExpr<V, ?> first, Node second, Reading reading) {
    return new OrderedExpr<>(
        new Node.Case(
            null,
            List.of(
                new Node.When(new Node.Binary(operator, first.node, second), first.node),
                new Node.When(new Node.Binary(operator, second, first.node), second)),
            null),
        first.type,
        reading,
        null);
  }
}
