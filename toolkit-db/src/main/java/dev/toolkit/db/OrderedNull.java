package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;

/**
 * A column of other values with an order: dates, times of day, UUIDs that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class OrderedNull<O, V> extends OrderedExpr<V, Optional<V>>
    implements Writable<O, V>, Definition<OrderedNull<O, V>, V> {
  private final ColumnModel model;

  OrderedNull(Identifier table, ColumnModel model, SqlType<V> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
