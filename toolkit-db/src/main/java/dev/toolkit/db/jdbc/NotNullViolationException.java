package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A null in a column that must have a value.
 *
 * @since 0.1.0
 */
public final class NotNullViolationException extends ConstraintViolationException {

  private static final long serialVersionUID = 1L;

  NotNullViolationException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
