package dev.toolkit.db;

/**
 * What a database does with rows whose foreign key refers to a row that goes away or changes its
 * key.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum OnDelete {
  /** Refuse, at the end of the statement or transaction. */
  NO_ACTION("no action"),
  /** Refuse at once. */
  RESTRICT("restrict"),
  /** Delete or change them too. */
  CASCADE("cascade"),
  /** Set the key to null. */
  SET_NULL("set null"),
  /** Set the key to its default. */
  SET_DEFAULT("set default");

  private final String sql;

  OnDelete(String sql) {
    this.sql = sql;
  }

  /** Returns the action as all dialects spell it. */
  public String sql() {
    return sql;
  }
}
