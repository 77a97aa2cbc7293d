package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of 32-bit integers that the database counts.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class GenInt<O> extends NumExpr<Integer, Integer> implements Col<O, Integer> {
  private final ColumnModel model;

  GenInt(Identifier table, ColumnModel model, SqlType<Integer> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
