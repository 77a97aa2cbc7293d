package dev.toolkit.db.jdbc;

import java.sql.SQLException;

/** Stands in for an exception of a driver: all of it but its message, which can hold values. */
final class WithheldException extends SQLException {

  private static final long serialVersionUID = 1L;

  private WithheldException(SQLException original) {
    super(
        original.getClass().getName() + ": message withheld, since it can hold values",
        original.getSQLState(),
        original.getErrorCode());
    setStackTrace(original.getStackTrace());
  }

  static WithheldException of(SQLException original) {
    return new WithheldException(original);
  }
}
