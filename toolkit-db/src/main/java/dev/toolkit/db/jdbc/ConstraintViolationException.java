package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * A row that a constraint of its table does not allow.
 *
 * @since 0.1.0
 */
public class ConstraintViolationException extends QueryException {

  private static final long serialVersionUID = 1L;

  ConstraintViolationException(Failure failure, @Nullable Rendered statement, SQLException error) {
    super(failure, statement, error);
  }
}
