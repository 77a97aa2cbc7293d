package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.List;

/**
 * A column of arrays.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <E> the type of the elements
 * @since 0.1.0
 */
public final class Array<O, E> extends ArrayExpr<E, List<E>>
    implements Writable<O, List<E>>, Definition<Array<O, E>, List<E>> {
  private final Identifier table;
  private final ColumnModel model;

  Array(Identifier table, ColumnModel model, SqlType<List<E>> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public ArrayNull<O, E> nullable() {
    model.makeNullable();
    return new ArrayNull<>(table, model, type);
  }
}
