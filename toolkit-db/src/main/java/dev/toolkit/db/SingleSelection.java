package dev.toolkit.db;

import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A selection of one thing, which needs no constructor to be run.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @param <R> what a row yields
 * @param <S> the kind of selection itself
 * @since 0.1.0
 */
public abstract class SingleSelection<R extends @Nullable Object, S extends SingleSelection<R, S>>
    extends Selection<S> implements ResultStatement<R> {
  final Projection<R> projection;

  SingleSelection(Context context, QueryNode query, Projection<R> projection) {
    super(context, query);
    this.projection = projection;
  }

  /** Returns the query whose rows are what the function makes of the column. */
  public final <T> Query<T> as(Function<? super R, ? extends T> function) {
    return new Query<>(this, projection.map(function));
  }

  @Override
  public final R read(Row row) throws SQLException {
    return projection.read(row, 1);
  }

  @Override
  public final Executor executor() {
    return context.executor();
  }
}
