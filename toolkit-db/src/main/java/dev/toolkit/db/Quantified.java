package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;

/**
 * The values of a query as one side of a comparison, made by {@link ValueSelect#any} and {@link
 * ValueSelect#all} (SQL:2016, 8.9 {@code <quantified comparison predicate>}). SQLite has none.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the values
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter") // It keeps queries of other types out.
public final class Quantified<V> {
  private final QueryNode query;
  private final boolean all;

  Quantified(QueryNode query, boolean all) {
    this.query = query;
    this.all = all;
  }

  Cond compare(Node.Operator operator, Node operand) {
    return new Cond(new Node.Quantified(operator, operand, all, query));
  }
}
