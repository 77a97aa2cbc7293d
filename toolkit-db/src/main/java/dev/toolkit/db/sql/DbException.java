package dev.toolkit.db.sql;

import org.jspecify.annotations.Nullable;

/**
 * The root of what this module throws. Messages never hold values of bindings.
 *
 * @since 0.1.0
 */
public abstract class DbException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception with this message and cause. */
  protected DbException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
