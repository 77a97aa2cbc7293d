package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.DbException;
import dev.toolkit.db.sql.Rendered;

/**
 * A statement that must give exactly one row and gave another number of them.
 *
 * @since 0.1.0
 */
public final class RowCountException extends DbException {

  private static final long serialVersionUID = 1L;

  /** Rows are counted up to here. */
  static final int LIMIT = 1_000;

  private final int rows;

  RowCountException(int rows, Rendered statement) {
    super(
        "Expected one row but found "
            + (rows == 0 ? "none" : rows > LIMIT ? "more than " + LIMIT : rows)
            + ": use first() or list() if that can be; statement: "
            + statement,
        null);
    this.rows = rows;
  }

  /** Returns the number of rows; of more than 1000, one more than that. */
  public int rows() {
    return rows;
  }
}
