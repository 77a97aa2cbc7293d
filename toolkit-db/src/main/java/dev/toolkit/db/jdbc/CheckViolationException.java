package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row for which the condition of a check constraint fails.
 *
 * @since 0.1.0
 */
public final class CheckViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  CheckViolationException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
