package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of decimals or floating point numbers.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <N> the type of the numbers
 * @since 0.1.0
 */
public final class Num<O, N extends Number> extends NumExpr<N, N>
    implements Writable<O, N>, Definition<Num<O, N>, N> {
  private final Identifier table;
  private final ColumnModel model;

  Num(Identifier table, ColumnModel model, SqlType<N> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public NumNull<O, N> nullable() {
    model.makeNullable();
    return new NumNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenNum<O, N> generatedAs(Expr<N, ?> expression) {
    model.generated(expression.node);
    return new GenNum<>(table, model, type);
  }
}
