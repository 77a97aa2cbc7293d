package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;

/**
 * A column of decimals or floating point numbers that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @param <N> the type of the numbers
 * @since 0.1.0
 */
public final class NumNull<O, N extends Number> extends NumExpr<N, Optional<N>>
    implements Writable<O, N>, Definition<NumNull<O, N>, N> {
  private final ColumnModel model;

  NumNull(Identifier table, ColumnModel model, SqlType<N> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
