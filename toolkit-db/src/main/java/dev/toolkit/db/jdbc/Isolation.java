package dev.toolkit.db.jdbc;

import java.sql.Connection;

/**
 * How much a transaction sees of others that run at the same time (SQL:2016, 4.41.4). SQLite is
 * always serializable.
 *
 * <p>This enum is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum Isolation {
  /** Each statement sees what was committed before it began. */
  READ_COMMITTED("read committed", Connection.TRANSACTION_READ_COMMITTED),
  /** All statements see what was committed before the first of them. */
  REPEATABLE_READ("repeatable read", Connection.TRANSACTION_REPEATABLE_READ),
  /** As if transactions ran one after the other; those that cannot be so ordered fail. */
  SERIALIZABLE("serializable", Connection.TRANSACTION_SERIALIZABLE);

  private final String sql;
  private final int level;

  Isolation(String sql, int level) {
    this.sql = sql;
    this.level = level;
  }

  String sql() {
    return sql;
  }

  int level() {
    return level;
  }
}
