package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;

/**
 * A column of JSON that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class JsonNull<O, V> extends JsonExpr<V, Optional<V>>
    implements Writable<O, V>, Definition<JsonNull<O, V>, V> {
  private final ColumnModel model;

  JsonNull(Identifier table, ColumnModel model, SqlType<V> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
