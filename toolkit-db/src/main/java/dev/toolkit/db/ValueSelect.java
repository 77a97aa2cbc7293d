package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A selection of one expression, which can be a subquery of others.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @param <R> what a row yields
 * @since 0.1.0
 */
public final class ValueSelect<V, R extends @Nullable Object>
    extends SingleSelection<R, ValueSelect<V, R>> {
  private final SqlType<V> type;

  ValueSelect(Context context, QueryNode query, Expr<V, R> expression) {
    super(context, query, expression);
    this.type = expression.type;
  }

  private ValueSelect(Context context, QueryNode query, Projection<R> projection, SqlType<V> type) {
    super(context, query, projection);
    this.type = type;
  }

  /** Returns this query as the value of an expression: that of its only row, or null. */
  public OrderedExpr<V, Optional<V>> scalar() {
    return new OrderedExpr<>(new Node.Scalar(query()), type, Reading.OPTIONAL, null);
  }

  /** Returns the values of this query, to be compared with: any of them is enough. */
  public Quantified<V> any() {
    return new Quantified<>(query(), false);
  }

  /** Returns the values of this query, to be compared with: all of them have to fit. */
  public Quantified<V> all() {
    return new Quantified<>(query(), true);
  }

  @Override
  ValueSelect<V, R> with(QueryNode changed) {
    return new ValueSelect<>(context, changed, projection, type);
  }
}
