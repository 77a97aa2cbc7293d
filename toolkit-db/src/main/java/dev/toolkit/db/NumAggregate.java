package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A number that is made of the rows of a group, or of a window.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <N> the type of the number
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public final class NumAggregate<N extends Number, R extends @Nullable Object>
    extends NumExpr<N, R> {

  NumAggregate(Node node, SqlType<N> type, Reading reading) {
    super(node, type, reading, null);
  }

  /** Returns the aggregate of the rows for which the condition holds. */
  public NumAggregate<N, R> filter(Cond condition) {
    return new NumAggregate<>(Aggregates.filtered(node, condition), type, reading);
  }

  /** Returns the aggregate over the window that is described. */
  public NumExpr<N, R> over(UnaryOperator<Window> window) {
    return new NumExpr<>(WindowFunction.described(node, window), type, reading, null);
  }

  /** Returns the aggregate over all rows. */
  public NumExpr<N, R> over() {
    return over(window -> window);
  }

  /** Returns the aggregate over the named window. */
  public NumExpr<N, R> over(NamedWindow window) {
    return new NumExpr<>(WindowFunction.named(node, window), type, reading, null);
  }
}
