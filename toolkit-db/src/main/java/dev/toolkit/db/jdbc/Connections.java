package dev.toolkit.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** What becomes of connections that cannot be trusted any more. */
final class Connections {
  private Connections() {}

  /**
   * Ends the connection and closes it.
   *
   * <p>Pools look at the SQL states of exceptions to find out which connections are broken, and not
   * all drivers give those. So the connection is really broken first, and then used once more: that
   * fails in a way that each pool understands.
   */
  static void discard(Connection connection) {
    ignoring(() -> connection.abort(Runnable::run));
    ignoring(() -> connection.setAutoCommit(!connection.getAutoCommit()));
    ignoring(connection::close);
  }

  private static void ignoring(Step step) {
    try {
      step.run();
    } catch (SQLException e) {
      // The connection is given up: there is nobody to tell, and nothing else to try.
      return;
    }
  }

  /** Something that is done with a connection. */
  @FunctionalInterface
  private interface Step {
    void run() throws SQLException;
  }
}
