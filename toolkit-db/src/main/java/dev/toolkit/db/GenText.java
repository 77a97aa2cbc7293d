package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;

/**
 * A column that the database computes from others of its row. It may be null if they may.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class GenText<O> extends TextExpr<Optional<String>> implements Col<O, String> {
  private final ColumnModel model;

  GenText(Identifier table, ColumnModel model, SqlType<String> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
