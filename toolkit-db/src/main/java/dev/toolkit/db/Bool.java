package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of truth values.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class Bool<O> extends BoolExpr<Boolean>
    implements Writable<O, Boolean>, Definition<Bool<O>, Boolean> {
  private final Identifier table;
  private final ColumnModel model;

  Bool(Identifier table, ColumnModel model, SqlType<Boolean> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public BoolNull<O> nullable() {
    model.makeNullable();
    return new BoolNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenValue<O, Boolean> generatedAs(Expr<Boolean, ?> expression) {
    model.generated(expression.node);
    return new GenValue<>(table, model, type);
  }
}
