package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column of 64-bit integers.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class BigInt<O> extends NumExpr<Long, Long>
    implements Writable<O, Long>, Definition<BigInt<O>, Long> {
  private final Identifier table;
  private final ColumnModel model;

  BigInt(Identifier table, ColumnModel model, SqlType<Long> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public BigIntNull<O> nullable() {
    model.makeNullable();
    return new BigIntNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenNum<O, Long> generatedAs(Expr<Long, ?> expression) {
    model.generated(expression.node);
    return new GenNum<>(table, model, type);
  }

  /** Lets the database count the values of the column, which cannot be set then. */
  public GenId<O> identity() {
    model.identity(ColumnModel.Identity.BY_DEFAULT);
    return new GenId<>(table, model, type);
  }
}
