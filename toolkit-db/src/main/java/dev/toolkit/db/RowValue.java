package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * Several expressions as one (SQL:2016, 7.1 {@code <row value constructor>}).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RowValue {
  private final List<Expr<?, ?>> values;

  RowValue(List<? extends Expr<?, ?>> values) {
    this.values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY, "Row of no expressions: give tuple(…) one or more");
    }
  }

  /**
   * Holds if all values equal those of the other row.
   *
   * @throws QueryRefusedException if the rows have different sizes
   */
  public Cond eq(RowValue other) {
    return compare(Operator.EQ, other);
  }

  /** Holds if any value differs from that of the other row. */
  public Cond ne(RowValue other) {
    return compare(Operator.NE, other);
  }

  /** Holds if this row comes before the other: the first value that differs decides. */
  public Cond lt(RowValue other) {
    return compare(Operator.LT, other);
  }

  /** Holds if this row comes before the other or equals it. */
  public Cond le(RowValue other) {
    return compare(Operator.LE, other);
  }

  /** Holds if this row comes after the other: the first value that differs decides. */
  public Cond gt(RowValue other) {
    return compare(Operator.GT, other);
  }

  /** Holds if this row comes after the other or equals it. */
  public Cond ge(RowValue other) {
    return compare(Operator.GE, other);
  }

  /**
   * Holds if this row equals one of the rows.
   *
   * @throws QueryRefusedException if one of them has another size
   */
  public Cond in(List<RowValue> rows) {
    return in(rows, false);
  }

  /**
   * Holds if this row equals none of the rows.
   *
   * @throws QueryRefusedException if one of them has another size
   */
  public Cond notIn(List<RowValue> rows) {
    return in(rows, true);
  }

  /** Holds if this row is one of those that the query gives. */
  public Cond in(Selection<?> query) {
    requireSize(Derived.items(query.query()).size());
    return new Cond(new Node.InQuery(node(), query.query(), false));
  }

  /** Holds if this row is none of those that the query gives, and none of those has a null. */
  public Cond notIn(Selection<?> query) {
    requireSize(Derived.items(query.query()).size());
    return new Cond(new Node.InQuery(node(), query.query(), true));
  }

  private Cond in(List<RowValue> rows, boolean negated) {
    requireNoNull(Refusal.NULL_COMPARISON);
    List<Node> nodes = new ArrayList<>(rows.size());
    for (RowValue row : rows) {
      requireSize(row.values.size());
      row.requireNoNull(Refusal.NULL_IN_LIST);
      nodes.add(row.node());
    }
    return new Cond(new Node.InList(node(), nodes, negated));
  }

  private Cond compare(Operator operator, RowValue other) {
    requireSize(other.values.size());
    requireNoNull(Refusal.NULL_COMPARISON);
    other.requireNoNull(Refusal.NULL_COMPARISON);
    return new Cond(new Node.Binary(operator, node(), other.node()));
  }

  private void requireSize(int size) {
    if (size != values.size()) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY,
          "Row of " + values.size() + " expressions is compared with one of " + size);
    }
  }

  private void requireNoNull(Refusal refusal) {
    for (Expr<?, ?> value : values) {
      if (Nodes.isNull(value.node)) {
        throw new QueryRefusedException(
            refusal, "Row has a null among its values, which equals nothing: compare its parts");
      }
    }
  }

  private Node node() {
    return new Node.RowValue(Nodes.of(values));
  }
}
