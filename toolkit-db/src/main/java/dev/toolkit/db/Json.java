package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of JSON.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class Json<O, V> extends JsonExpr<V, V>
    implements Writable<O, V>, Definition<Json<O, V>, V> {
  private final Identifier table;
  private final ColumnModel model;

  Json(Identifier table, ColumnModel model, SqlType<V> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public JsonNull<O, V> nullable() {
    model.makeNullable();
    return new JsonNull<>(table, model, type);
  }
}
