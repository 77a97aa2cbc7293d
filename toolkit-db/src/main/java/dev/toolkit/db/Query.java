package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A selection with what it makes of each row.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> what a row yields
 * @since 0.1.0
 */
public final class Query<R extends @Nullable Object> implements ResultStatement<R> {
  final Selection<?> selection;
  final Projection<R> projection;

  Query(Selection<?> selection, Projection<R> projection) {
    this.selection = selection;
    this.projection = projection;
  }

  /** Returns the query whose rows are what the function makes of these. */
  public <T> Query<T> map(Function<? super R, ? extends T> function) {
    return new Query<>(selection, projection.map(function));
  }

  @Override
  public Rendered rendered() {
    return selection.rendered();
  }

  @Override
  public R read(Row row) throws SQLException {
    return projection.read(row, 1);
  }

  @Override
  public Executor executor() {
    return selection.context.executor();
  }
}
