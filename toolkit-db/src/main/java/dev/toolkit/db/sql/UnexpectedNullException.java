package dev.toolkit.db.sql;

/**
 * A null in a result where the query reads a value that is always there.
 *
 * @since 0.1.0
 */
public final class UnexpectedNullException extends DbException {

  private static final long serialVersionUID = 1L;

  /** Makes an exception for an element of an array inside of JSON. */
  UnexpectedNullException() {
    super(
        "Array in rows of many(…) has a null among its elements, which cannot be read: leave it out"
            + " in the query",
        null);
  }

  /** Makes an exception for the column at this position, counted from one. */
  public UnexpectedNullException(int position) {
    super(
        "Column "
            + position
            + " of the result is null but is read as always present: "
            + "select it with opt() or orNull()",
        null);
  }
}
