package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.time.Instant;

/**
 * A column of points in time.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class Time<O> extends OrderedExpr<Instant, Instant>
    implements Writable<O, Instant>, Definition<Time<O>, Instant> {
  private final Identifier table;
  private final ColumnModel model;

  Time(Identifier table, ColumnModel model, SqlType<Instant> type) {
    super(Node.Column.of(table, model.name()), type, Reading.REQUIRED, null);
    this.table = table;
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }

  /** Lets the column be null: rows yield an {@code Optional} then. */
  public TimeNull<O> nullable() {
    model.makeNullable();
    return new TimeNull<>(table, model, type);
  }

  /** Lets the database compute the column, stored, from others of its row; it cannot be set. */
  public GenValue<O, Instant> generatedAs(Expr<Instant, ?> expression) {
    model.generated(expression.node);
    return new GenValue<>(table, model, type);
  }

  /** Lets the database put the time of the insert into rows that have no value. */
  public Time<O> defaultNow() {
    model.inDatabase(new ColumnDefault.Now());
    return this;
  }
}
