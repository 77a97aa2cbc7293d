package dev.toolkit.db.jdbc;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** A prepared statement and the limit on its time, which are closed together. */
record Prepared(PreparedStatement statement, StatementLimit limit) implements AutoCloseable {

  /** Ends the limit first, since it may still cancel what is not closed. */
  @Override
  public void close() throws SQLException {
    try {
      limit.close();
    } finally {
      statement.close();
    }
  }
}
