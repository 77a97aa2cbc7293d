package dev.toolkit.db;

import dev.toolkit.db.sql.QueryNode;
import org.jspecify.annotations.Nullable;

/**
 * A selection of one projection, such as {@code row(…)}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> what a row yields
 * @since 0.1.0
 */
public final class Select1<R extends @Nullable Object> extends SingleSelection<R, Select1<R>> {

  Select1(Context context, QueryNode query, Projection<R> projection) {
    super(context, query, projection);
  }

  @Override
  Select1<R> with(QueryNode changed) {
    return new Select1<>(context, changed, projection);
  }
}
