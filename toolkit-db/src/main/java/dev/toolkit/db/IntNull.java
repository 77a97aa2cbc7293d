package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;

/**
 * A column of 16-bit or 32-bit integers that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class IntNull<O> extends NumExpr<Integer, Optional<Integer>>
    implements Writable<O, Integer>, Definition<IntNull<O>, Integer> {
  private final ColumnModel model;

  IntNull(Identifier table, ColumnModel model, SqlType<Integer> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
