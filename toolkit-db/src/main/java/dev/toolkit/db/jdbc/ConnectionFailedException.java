package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * There was no connection to be had, or it broke. If it broke in a commit, the message says so:
 * nobody knows then whether the transaction was committed.
 *
 * @since 0.1.0
 */
public final class ConnectionFailedException extends QueryException {

  private static final long serialVersionUID = 1L;

  ConnectionFailedException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
