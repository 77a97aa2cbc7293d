package dev.toolkit.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * How a connection was before a transaction, so that it goes back to its pool unchanged.
 *
 * @param isolation the level, or {@link #UNTOUCHED}
 */
record BeforeTx(boolean autoCommit, boolean readOnly, int isolation) {
  static final int UNTOUCHED = -1;

  /** Asks for what drivers know without a round trip. */
  static BeforeTx of(Connection connection) throws SQLException {
    return new BeforeTx(connection.getAutoCommit(), connection.isReadOnly(), UNTOUCHED);
  }

  BeforeTx withIsolation(int level) {
    return new BeforeTx(autoCommit, readOnly, level);
  }

  void restore(Connection connection) throws SQLException {
    if (connection.getAutoCommit() != autoCommit) {
      connection.setAutoCommit(autoCommit);
    }
    if (isolation != UNTOUCHED) {
      connection.setTransactionIsolation(isolation);
    }
    if (connection.isReadOnly() != readOnly) {
      connection.setReadOnly(readOnly);
    }
  }
}
