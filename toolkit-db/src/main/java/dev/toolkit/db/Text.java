package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of text.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class Text<O> extends TextExpr<String>
    implements Writable<O, String>, Definition<Text<O>, String> {
  private final Identifier table;
  private final ColumnModel model;

  Text(Identifier table, ColumnModel model, SqlType<String> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public TextNull<O> nullable() {
    model.makeNullable();
    return new TextNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenText<O> generatedAs(Expr<String, ?> expression) {
    model.generated(expression.node);
    return new GenText<>(table, model, type);
  }
}
