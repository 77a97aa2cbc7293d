package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.ScalarFunction;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of numbers. Each comparison and operation also takes a {@code long}, so that a
 * constant needs no suffix: {@code orders.id.eq(1)}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <N> the type of the number
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class NumExpr<N extends Number, R extends @Nullable Object> extends OrderedExpr<N, R> {
  private static final int MAX_DIGITS = 30;

  NumExpr(Node node, SqlType<N> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public NumExpr<N, R> as(String alias) {
    return new NumExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public NumExpr<N, Optional<N>> opt() {
    return new NumExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public NumExpr<N, @Nullable N> orNull() {
    return new NumExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /** Holds if this equals the value. */
  public final Cond eq(long value) {
    return compare(Operator.EQ, number(value));
  }

  /** Holds if this differs from the value. */
  public final Cond ne(long value) {
    return compare(Operator.NE, number(value));
  }

  /** Holds if this is less than the value. */
  public final Cond lt(long value) {
    return compare(Operator.LT, number(value));
  }

  /** Holds if this is less than the value or equal to it. */
  public final Cond le(long value) {
    return compare(Operator.LE, number(value));
  }

  /** Holds if this is greater than the value. */
  public final Cond gt(long value) {
    return compare(Operator.GT, number(value));
  }

  /** Holds if this is greater than the value or equal to it. */
  public final Cond ge(long value) {
    return compare(Operator.GE, number(value));
  }

  /** Holds if this is within the bounds, both included. */
  public final Cond between(long low, long high) {
    return between(number(low), number(high));
  }

  /** Holds if this is outside of the bounds. */
  public final Cond notBetween(long low, long high) {
    return notBetween(number(low), number(high));
  }

  /** Returns the sum with the value. */
  public final NumExpr<N, R> plus(long value) {
    return with(Operator.ADD, number(value));
  }

  /** Returns the sum with the value. */
  public final NumExpr<N, R> plus(N value) {
    return with(Operator.ADD, value);
  }

  /** Returns the sum with the other expression, null if that is null. */
  public final NumExpr<N, Optional<N>> plus(Expr<N, ?> other) {
    return with(Operator.ADD, other);
  }

  /** Returns the difference to the value. */
  public final NumExpr<N, R> minus(long value) {
    return with(Operator.SUB, number(value));
  }

  /** Returns the difference to the value. */
  public final NumExpr<N, R> minus(N value) {
    return with(Operator.SUB, value);
  }

  /** Returns the difference to the other expression, null if that is null. */
  public final NumExpr<N, Optional<N>> minus(Expr<N, ?> other) {
    return with(Operator.SUB, other);
  }

  /** Returns the product with the value. */
  public final NumExpr<N, R> times(long value) {
    return with(Operator.MUL, number(value));
  }

  /** Returns the product with the value. */
  public final NumExpr<N, R> times(N value) {
    return with(Operator.MUL, value);
  }

  /** Returns the product with the other expression, null if that is null. */
  public final NumExpr<N, Optional<N>> times(Expr<N, ?> other) {
    return with(Operator.MUL, other);
  }

  /**
   * Returns the quotient by the value. MySQL and MariaDB divide integers with a fraction, the
   * others without.
   */
  public final NumExpr<N, R> dividedBy(long value) {
    return with(Operator.DIV, number(value));
  }

  /** Returns the quotient by the other expression, null if that is null. */
  public final NumExpr<N, Optional<N>> dividedBy(Expr<N, ?> other) {
    return with(Operator.DIV, other);
  }

  /** Returns the remainder of the division by the value. */
  public final NumExpr<N, R> mod(long value) {
    return with(Operator.MOD, number(value));
  }

  /** Returns the remainder of the division by the other expression, null if that is null. */
  public final NumExpr<N, Optional<N>> mod(Expr<N, ?> other) {
    return with(Operator.MOD, other);
  }

  /** Returns the number with the other sign. */
  public final NumExpr<N, R> negated() {
    return new NumExpr<>(new Node.Negation(node), type, reading, null);
  }

  /** Returns the number without its sign. */
  public final NumExpr<N, R> abs() {
    return of("abs");
  }

  /** Returns the greatest integer that is not greater than this. */
  public final NumExpr<N, R> floor() {
    return rounded("floor");
  }

  /** Returns the least integer that is not less than this. */
  public final NumExpr<N, R> ceiling() {
    return rounded("ceiling");
  }

  /** Integers are round already, and PostgreSQL would make doubles of them. */
  private NumExpr<N, R> rounded(String function) {
    return switch (type.kind()) {
      case SMALLINT, INTEGER, BIGINT -> this;
      default -> of(function);
    };
  }

  private NumExpr<N, R> of(String function) {
    return new NumExpr<>(new Node.Call(function, List.of(node)), type, reading, null);
  }

  /**
   * Returns the nearest decimal with so many digits behind the point, halves away from zero.
   * Decimals are rounded exactly, but on SQLite, where they are floating-point numbers for it.
   *
   * @throws IllegalArgumentException if there are less than 0 or more than 30 digits
   */
  public final NumExpr<BigDecimal, Optional<BigDecimal>> round(int digits) {
    if (digits < 0 || digits > MAX_DIGITS) {
      throw new IllegalArgumentException(
          "Digits behind the point must be 0 to " + MAX_DIGITS + ": " + digits);
    }
    return new NumExpr<>(
        new Node.Function(new ScalarFunction.Round(digits), List.of(node)),
        SqlType.NUMERIC,
        Reading.OPTIONAL,
        null);
  }

  private NumExpr<N, R> with(Operator operator, N value) {
    return new NumExpr<>(
        new Node.Binary(operator, node, Nodes.value(type, value)), type, reading, null);
  }

  private NumExpr<N, Optional<N>> with(Operator operator, Expr<N, ?> other) {
    return new NumExpr<>(new Node.Binary(operator, node, other.node), type, Reading.OPTIONAL, null);
  }

  /**
   * Returns the value as this type of number.
   *
   * @throws ArithmeticException if it does not fit
   */
  @SuppressWarnings("unchecked")
  private N number(long value) {
    Class<?> target = type.javaType();
    Number number;
    if (target == Long.class) {
      number = value;
    } else if (target == Integer.class) {
      number = Math.toIntExact(value);
    } else if (target == BigDecimal.class) {
      number = BigDecimal.valueOf(value);
    } else if (target == Float.class) {
      number = (float) value;
    } else {
      number = (double) value;
    }
    return (N) number;
  }
}
