package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.time.Instant;
import java.util.Optional;

/**
 * A column of points in time that may be null.
 *
 * <p>This class is immutable once its table is in use, and safe for use by multiple threads then.
 *
 * @param <O> the table that owns it
 * @since 0.1.0
 */
public final class TimeNull<O> extends OrderedExpr<Instant, Optional<Instant>>
    implements Writable<O, Instant>, Definition<TimeNull<O>, Instant> {
  private final ColumnModel model;

  TimeNull(Identifier table, ColumnModel model, SqlType<Instant> type) {
    super(Node.Column.of(table, model.name()), type, Reading.OPTIONAL, null);
    this.model = model;
  }

  @Override
  public ColumnModel column() {
    return model;
  }
}
