package dev.toolkit.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Where the connection of a statement comes from and what becomes of it. */
interface Session {

  /** What a connection is wanted for. */
  enum Use {
    /** A single statement that reads. */
    READ,
    /** A single statement that may write. */
    WRITE,
    /** Reading in portions, which needs a transaction. */
    READ_IN_TRANSACTION,
    /** Several statements that belong together. */
    WRITE_IN_TRANSACTION;

    boolean writes() {
      return this == WRITE || this == WRITE_IN_TRANSACTION;
    }

    boolean needsTransaction() {
      return this == READ_IN_TRANSACTION || this == WRITE_IN_TRANSACTION;
    }

    Use inTransaction() {
      return writes() ? WRITE_IN_TRANSACTION : READ_IN_TRANSACTION;
    }
  }

  /**
   * A connection for some time.
   *
   * @param before how it was, if a transaction was begun for this use alone
   */
  record Lease(Connection connection, @Nullable BeforeTx before) {}

  /**
   * Returns a connection.
   *
   * @throws QueryException if there is none
   * @throws IllegalStateException if the use is not allowed here
   */
  Lease acquire(Use use) throws SQLException;

  /** Takes the connection back; without a failure, what was written is kept. */
  void release(Lease lease, @Nullable Throwable failure) throws SQLException;

  /** Is told that the cursor reads from a connection of this session. */
  default void opened(RowCursor<?> cursor) {}

  /** Is told that the cursor does not read any more. */
  default void closed(RowCursor<?> cursor) {}
}
