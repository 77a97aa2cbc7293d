package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.Node.SortKey;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Row;
import dev.toolkit.db.sql.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A typed SQL expression: a column, a value, or what is made of them.
 *
 * <p>{@code V} is the type in comparisons, {@code R} the type that a row yields. A nullable column
 * of numbers has {@code V = Integer} and {@code R = Optional<Integer>}: it compares with numbers
 * and cannot be read into an {@code int}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @param <R> the type that a row yields: {@code V}, {@code Optional<V>} or nullable {@code V}
 * @since 0.1.0
 */
public class Expr<V, R extends @Nullable Object> extends Projection<R> {
  final Node node;
  final SqlType<V> type;
  final Reading reading;
  final @Nullable Identifier alias;

  /** Made when it is first selected; threads that race make equal ones. */
  private @Nullable Item item;

  Expr(Node node, SqlType<V> type, Reading reading, @Nullable Identifier alias) {
    this.node = node;
    this.type = type;
    this.reading = reading;
    this.alias = alias;
  }

  /** Returns the expression as it is written, for those who render parts of SQL on their own. */
  public final Node node() {
    return node;
  }

  /** Returns the type of the value. */
  public final SqlType<V> type() {
    return type;
  }

  /**
   * Returns the same expression as an output column of this name.
   *
   * @throws QueryRefusedException if the alias is empty or holds a NUL character
   */
  public Expr<V, R> as(String alias) {
    return new Expr<>(node, type, reading, Identifier.of(alias));
  }

  /** Returns the same expression, read as an {@code Optional}: needed after an outer join. */
  public Expr<V, Optional<V>> opt() {
    return new Expr<>(node, type, Reading.OPTIONAL, alias);
  }

  /** Returns the same expression, read as a value or null. */
  public Expr<V, @Nullable V> orNull() {
    return new Expr<>(node, type, Reading.NULLABLE, alias);
  }

  /**
   * Holds if this equals the value.
   *
   * @throws QueryRefusedException if the value is null: {@link #isNull} is meant
   */
  public final Cond eq(V value) {
    return compare(Operator.EQ, value);
  }

  /** Holds if this equals the other expression, neither of them being null. */
  public final Cond eq(Expr<V, ?> other) {
    return compare(Operator.EQ, other);
  }

  /** Holds if this equals any, or all, of the values that the query gives. */
  public final Cond eq(Quantified<V> query) {
    return query.compare(Operator.EQ, node);
  }

  /**
   * Holds if this differs from the value.
   *
   * @throws QueryRefusedException if the value is null: {@link #isNotNull} is meant
   */
  public final Cond ne(V value) {
    return compare(Operator.NE, value);
  }

  /** Holds if this differs from the other expression, neither of them being null. */
  public final Cond ne(Expr<V, ?> other) {
    return compare(Operator.NE, other);
  }

  /** Holds if this differs from any, or from all, of the values that the query gives. */
  public final Cond ne(Quantified<V> query) {
    return query.compare(Operator.NE, node);
  }

  /**
   * Holds if this equals one of the values, so for no row if there are none.
   *
   * @throws QueryRefusedException if one of them is null
   */
  public final Cond in(Collection<? extends V> values) {
    return new Cond(new Node.InList(node, bound(values, "in"), false));
  }

  /** Holds if this is one of the values that the query gives. */
  public final Cond in(ValueSelect<V, ?> query) {
    return new Cond(new Node.InQuery(node, query.query(), false));
  }

  /**
   * Holds if this equals none of the values, so for every row if there are none.
   *
   * @throws QueryRefusedException if one of them is null, since nothing would hold then
   */
  public final Cond notIn(Collection<? extends V> values) {
    return new Cond(new Node.InList(node, bound(values, "notIn"), true));
  }

  /** Holds if this is none of the values that the query gives, and none of those is null. */
  public final Cond notIn(ValueSelect<V, ?> query) {
    return new Cond(new Node.InQuery(node, query.query(), true));
  }

  /**
   * Holds if this equals an element of the array that is bound as one value, so for no row if it
   * has none.
   *
   * @throws QueryRefusedException if one of them is null
   */
  public final Cond eqAny(List<V> values) {
    for (V value : values) {
      requireValue(value, "eqAny");
    }
    List<V> copy = List.copyOf(values);
    if (copy.isEmpty()) {
      return new Cond(new Node.InList(node, List.of(), false));
    }
    Node array =
        type.kind() == SqlType.Kind.DYNAMIC
            ? Nodes.value(copy)
            : Nodes.value(SqlType.array(type), copy);
    return new Cond(new Node.AnyOf(Operator.EQ, node, array));
  }

  /** Holds if this equals an element of the array, such as one that a parameter stands for. */
  public final Cond eqAny(Expr<List<V>, ?> array) {
    return new Cond(new Node.AnyOf(Operator.EQ, node, array.node));
  }

  /** Holds if this is null. */
  public final Cond isNull() {
    return new Cond(new Node.IsNull(node, false));
  }

  /** Holds if this is not null. */
  public final Cond isNotNull() {
    return new Cond(new Node.IsNull(node, true));
  }

  /** Holds if this differs from the value, where null equals null. */
  public final Cond isDistinctFrom(@Nullable V value) {
    return new Cond(new Node.Distinct(node, Nodes.value(type, value), false));
  }

  /** Holds if this differs from the other expression, where null equals null. */
  public final Cond isDistinctFrom(Expr<V, ?> other) {
    return new Cond(new Node.Distinct(node, other.node, false));
  }

  /** Holds if this equals the value, where null equals null. */
  public final Cond isNotDistinctFrom(@Nullable V value) {
    return new Cond(new Node.Distinct(node, Nodes.value(type, value), true));
  }

  /** Holds if this equals the other expression, where null equals null. */
  public final Cond isNotDistinctFrom(Expr<V, ?> other) {
    return new Cond(new Node.Distinct(node, other.node, true));
  }

  /** Returns the order from the smallest value. */
  public final Order asc() {
    return new Order(new SortKey(node, false, Node.Nulls.UNSPECIFIED));
  }

  /** Returns the order from the largest value. */
  public final Order desc() {
    return new Order(new SortKey(node, true, Node.Nulls.UNSPECIFIED));
  }

  /** Returns this as a value of another type, or null if this is null. */
  public final <W> Expr<W, Optional<W>> cast(SqlType<W> other) {
    return new Expr<>(new Node.Cast(node, other), other, Reading.OPTIONAL, null);
  }

  /** Returns this as text, or null if this is null. */
  public final TextExpr<Optional<String>> castToText() {
    return new TextExpr<>(new Node.Cast(node, SqlType.TEXT), SqlType.TEXT, Reading.OPTIONAL, null);
  }

  /** Returns this with all operations of expressions whose type is known at run time only. */
  public final DynExpr dynamic() {
    return new DynExpr(node, alias);
  }

  final Cond compare(Operator operator, V value) {
    return new Cond(new Node.Binary(operator, node, bound(value, operator)));
  }

  final Cond compare(Operator operator, Expr<V, ?> other) {
    Nodes.requireComparable(other.node, node, operator);
    Nodes.requireComparable(node, other.node, operator);
    return new Cond(new Node.Binary(operator, node, other.node));
  }

  final Node bound(V value, Operator operator) {
    Nodes.requireComparable(value, node, operator);
    Nodes.requireComparable(node, node, operator);
    return Nodes.value(type, value);
  }

  private List<Node> bound(Collection<? extends V> values, String method) {
    List<Node> nodes = new ArrayList<>(values.size());
    for (V value : values) {
      requireValue(value, method);
      nodes.add(Nodes.value(type, value));
    }
    return nodes;
  }

  final void requireValue(@Nullable Object value, String method) {
    if (value == null || Nodes.isNull(value)) {
      throw new QueryRefusedException(
          Refusal.NULL_IN_LIST,
          method
              + "(…) of "
              + Node.describe(node)
              + " has a null among its values, which equals nothing: leave it out, or add "
              + "or(isNull())");
    }
  }

  @Override
  final List<Item> items() {
    return List.of(item());
  }

  @Override
  final void collect(List<Item> items) {
    items.add(item());
  }

  private Item item() {
    Item known = item;
    if (known == null) {
      known = new Item(node, type, alias, reading == Reading.REQUIRED);
      item = known;
    }
    return known;
  }

  @Override
  final int width() {
    return 1;
  }

  @Override
  final R read(Row row, int position) throws SQLException {
    return reading.of(row.get(position, type), position);
  }

  /** Returns the kind of the expression, for logs; values are not part of it. */
  @Override
  public String toString() {
    return Node.describe(requireNonNull(node));
  }
}
