package dev.toolkit.db.jdbc;

/**
 * Is told of each statement after it ran: for logs, metrics and traces. It is never told values.
 *
 * <p>It is called on the thread that ran the statement, which waits for it. What it throws goes to
 * the log and does not reach the caller. Implementations must be safe for use by multiple threads.
 *
 * {@snippet :
 * Database db = Database.builder(dataSource)
 *     .listener(execution -> timer.record(execution.duration()))
 *     .build();
 * }
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface StatementListener {

  /** Takes notice of a statement that ran, whether it succeeded or not. */
  void executed(StatementExecution execution);

  /** Takes notice of an action after a commit that failed; it is in the log already. */
  default void afterCommitFailed(RuntimeException failure) {}

  /**
   * Returns a listener that writes each statement with its duration to the SLF4J logger {@code
   * dev.toolkit.db.statements}, at level debug.
   */
  static StatementListener logging() {
    return StatementLog::write;
  }
}
