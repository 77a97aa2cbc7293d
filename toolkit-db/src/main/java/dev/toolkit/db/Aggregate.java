package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made of the rows of a group, or of a window.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public final class Aggregate<V, R extends @Nullable Object> extends OrderedExpr<V, R> {

  Aggregate(Node node, SqlType<V> type, Reading reading) {
    super(node, type, reading, null);
  }

  /** Returns the aggregate of the rows for which the condition holds. */
  public Aggregate<V, R> filter(Cond condition) {
    return new Aggregate<>(Aggregates.filtered(node, condition), type, reading);
  }

  /** Returns the aggregate over the window that is described. */
  public OrderedExpr<V, R> over(UnaryOperator<Window> window) {
    return new OrderedExpr<>(WindowFunction.described(node, window), type, reading, null);
  }

  /** Returns the aggregate over all rows. */
  public OrderedExpr<V, R> over() {
    return over(window -> window);
  }

  /** Returns the aggregate over the named window. */
  public OrderedExpr<V, R> over(NamedWindow window) {
    return new OrderedExpr<>(WindowFunction.named(node, window), type, reading, null);
  }
}
