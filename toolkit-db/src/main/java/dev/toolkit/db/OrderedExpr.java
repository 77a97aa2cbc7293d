package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose values have an order: numbers, text, times.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class OrderedExpr<V, R extends @Nullable Object> extends Expr<V, R> {

  OrderedExpr(Node node, SqlType<V> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public OrderedExpr<V, R> as(String alias) {
    return new OrderedExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public OrderedExpr<V, Optional<V>> opt() {
    return new OrderedExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public OrderedExpr<V, @Nullable V> orNull() {
    return new OrderedExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /** Holds if this is less than the value. */
  public final Cond lt(V value) {
    return compare(Operator.LT, value);
  }

  /** Holds if this is less than the other expression. */
  public final Cond lt(Expr<V, ?> other) {
    return compare(Operator.LT, other);
  }

  /** Holds if this is less than any, or all, of the values that the query gives. */
  public final Cond lt(Quantified<V> query) {
    return query.compare(Operator.LT, node);
  }

  /** Holds if this is less than the value or equal to it. */
  public final Cond le(V value) {
    return compare(Operator.LE, value);
  }

  /** Holds if this is less than the other expression or equal to it. */
  public final Cond le(Expr<V, ?> other) {
    return compare(Operator.LE, other);
  }

  /** Holds if this is less than or equal to any, or all, of the values that the query gives. */
  public final Cond le(Quantified<V> query) {
    return query.compare(Operator.LE, node);
  }

  /** Holds if this is greater than the value. */
  public final Cond gt(V value) {
    return compare(Operator.GT, value);
  }

  /** Holds if this is greater than the other expression. */
  public final Cond gt(Expr<V, ?> other) {
    return compare(Operator.GT, other);
  }

  /** Holds if this is greater than any, or all, of the values that the query gives. */
  public final Cond gt(Quantified<V> query) {
    return query.compare(Operator.GT, node);
  }

  /** Holds if this is greater than the value or equal to it. */
  public final Cond ge(V value) {
    return compare(Operator.GE, value);
  }

  /** Holds if this is greater than the other expression or equal to it. */
  public final Cond ge(Expr<V, ?> other) {
    return compare(Operator.GE, other);
  }

  /** Holds if this is greater than or equal to any, or all, of the values that the query gives. */
  public final Cond ge(Quantified<V> query) {
    return query.compare(Operator.GE, node);
  }

  /** Holds if this is within the bounds, both included. */
  public final Cond between(V low, V high) {
    return new Cond(
        new Node.Between(node, bound(low, Operator.GE), bound(high, Operator.LE), false));
  }

  /** Holds if this is within the bounds that the expressions give, both included. */
  public final Cond between(Expr<V, ?> low, Expr<V, ?> high) {
    return between(low, high, false);
  }

  /** Holds if this is outside of the bounds. */
  public final Cond notBetween(V low, V high) {
    return new Cond(
        new Node.Between(node, bound(low, Operator.GE), bound(high, Operator.LE), true));
  }

  /** Holds if this is outside of the bounds that the expressions give. */
  public final Cond notBetween(Expr<V, ?> low, Expr<V, ?> high) {
    return between(low, high, true);
  }

  private Cond between(Expr<V, ?> low, Expr<V, ?> high, boolean negated) {
    Nodes.requireComparable(low.node, node, Operator.GE);
    Nodes.requireComparable(high.node, node, Operator.LE);
    return new Cond(new Node.Between(node, low.node, high.node, negated));
  }
}
