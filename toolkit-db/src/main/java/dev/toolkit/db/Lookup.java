package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A source whose columns are those of another: each is found by the expression that it stands for,
 * {@code parents.get(categories.name)}, and keeps its type and kind.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public abstract class Lookup extends Source {

  Lookup() {}

  /** Returns the name of the column that stands for the expression. */
  abstract Identifier nameOf(Node node, @Nullable Identifier alias);

  private Node node(Expr<?, ?> inner) {
    return new Node.Column(name(), nameOf(inner.node, inner.alias));
  }

  /**
   * Returns the column that stands for the expression.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if there is none
   */
  public final <V, R extends @Nullable Object> Expr<V, R> get(Expr<V, R> inner) {
    return new Expr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <V, R extends @Nullable Object> OrderedExpr<V, R> get(OrderedExpr<V, R> inner) {
    return new OrderedExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <R extends @Nullable Object> TextExpr<R> get(TextExpr<R> inner) {
    return new TextExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <N extends Number, R extends @Nullable Object> NumExpr<N, R> get(
      NumExpr<N, R> inner) {
    return new NumExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <R extends @Nullable Object> BoolExpr<R> get(BoolExpr<R> inner) {
    return new BoolExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <V, R extends @Nullable Object> JsonExpr<V, R> get(JsonExpr<V, R> inner) {
    return new JsonExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the column that stands for the expression. */
  public final <E, R extends @Nullable Object> ArrayExpr<E, R> get(ArrayExpr<E, R> inner) {
    return new ArrayExpr<>(node(inner), inner.type, inner.reading, null);
  }

  /** Returns the name of the output column, among these, that stands for the expression. */
  static @Nullable Identifier find(
      List<dev.toolkit.db.sql.QueryNode.Item> items, Node node, @Nullable Identifier alias) {
    for (var item : items) {
      if (item.isFor(node, alias)) {
        return item.name();
      }
    }
    return null;
  }
}
