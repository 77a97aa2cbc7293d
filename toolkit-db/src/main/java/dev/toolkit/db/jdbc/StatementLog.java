package dev.toolkit.db.jdbc;

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

  static void afterCommitFailed(RuntimeException failure) {
    LOG.error("Action after a commit failed; the transaction is committed", failure);
  }
}
