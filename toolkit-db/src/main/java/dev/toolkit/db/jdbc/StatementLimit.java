package dev.toolkit.db.jdbc;

import java.sql.SQLException;

/** A limit on the time of a statement, until it is closed. */
@FunctionalInterface
interface StatementLimit extends AutoCloseable {

  /** A limit that the driver ends by itself. */
  StatementLimit NONE = () -> {};

  @Override
  void close() throws SQLException;
}
