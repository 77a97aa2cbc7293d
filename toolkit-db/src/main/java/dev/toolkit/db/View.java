package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A view as a class: columns are fields, and the constructor has the query. It can be read and not
 * be written.
 *
 * <p>A view is immutable once it is in use, and safe for use by multiple threads then.
 *
 * @param <T> the class itself
 * @since 0.1.0
 */
public abstract class View<T extends View<T>> extends TableLike<T> {
  private final @Nullable Function<Queries, Selection<?>> query;

  /** Makes a view of this name and query. */
  protected View(String name, Function<Queries, Selection<?>> query) {
    super(Identifier.of(name));
    this.query = query;
  }

  /** Makes a view that exists already, made by somebody else. */
  protected View(String name) {
    super(Identifier.of(name));
    this.query = null;
  }

  /** Returns what the class says of the view, with its query for the dialect. */
  public final TableModel.View model(Dialect dialect) {
    return new TableModel.View(
        schema(), name(), query == null ? null : query.apply(Queries.of(dialect)).complete());
  }
}
