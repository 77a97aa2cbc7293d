package dev.toolkit.db.jdbc;

import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this package writes to the log. */
final class StatementLog {
  private static final Logger STATEMENTS = LoggerFactory.getLogger("dev.toolkit.db.statements");
  private static final Logger LOG = LoggerFactory.getLogger("dev.toolkit.db");

  private StatementLog() {}

  static void write(StatementExecution execution) {
    STATEMENTS.debug("{}", execution);
  }

  static void listenerFailed(RuntimeException failure) {
    LOG.error("Listener of statements failed", failure);
  }

  /** Messages of drivers may hold a URL with a password. */
  static void replicaFailed(SQLException failure) {
    LOG.warn("Replica has no connection [{}]: trying the next", failure.getSQLState());
  }

  static void afterCommitFailed(RuntimeException failure) {
    LOG.error("Action after a commit failed; the transaction is committed", failure);
  }
}
