package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of values without an order: enums, bytes, types of the application.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <V> the type of the values
 * @since 0.1.0
 */
public final class Value<O, V> extends Expr<V, V>
    implements Writable<O, V>, Definition<Value<O, V>, V> {
  private final Identifier table;
  private final ColumnModel model;

  Value(Identifier table, ColumnModel model, SqlType<V> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public ValueNull<O, V> nullable() {
    model.makeNullable();
    return new ValueNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenValue<O, V> generatedAs(Expr<V, ?> expression) {
    model.generated(expression.node);
    return new GenValue<>(table, model, type);
  }
}
