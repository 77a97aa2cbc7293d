package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that took longer than it may, or was cancelled.
 *
 * @since 0.1.0
 */
public final class QueryTimeoutException extends QueryException {

  private static final long serialVersionUID = 1L;

  QueryTimeoutException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
