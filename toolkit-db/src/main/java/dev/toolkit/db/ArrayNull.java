package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.List;
import java.util.Optional;

/**
 * A column of arrays that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <E> the type of the elements
 * @since 0.1.0
 */
public final class ArrayNull<O, E> extends ArrayExpr<E, Optional<List<E>>>
    implements Writable<O, List<E>>, Definition<ArrayNull<O, E>, List<E>> {
  private final ColumnModel model;

  ArrayNull(Identifier table, ColumnModel model, SqlType<List<E>> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
