package dev.toolkit.db.schema;

/**
 * Something that a live database has in another way than a table class says.
 *
 * <p>This record is immutable and safe for use by multiple threads.
 *
 * @param kind what is different
 * @param table the name of the table
 * @param subject the name of the column, constraint or index, or the columns of one without a name;
 *     the table's own name if it is missing
 * @param message a sentence with what was expected and what was found
 * @since 0.1.0
 */
public record SchemaDifference(Kind kind, String table, String subject, String message) {

  /**
   * What can be different.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** The database has no such table. */
    MISSING_TABLE,
    /** The table has no such column. */
    MISSING_COLUMN,
    /** The table has a column that the class does not know. */
    EXTRA_COLUMN,
    /** The column has another type. */
    TYPE,
    /** The column may be null and should not, or the other way round. */
    NULLABILITY,
    /** The column has a default and should not, or the other way round. */
    DEFAULT,
    /** The database counts the column and should not, or the other way round. */
    IDENTITY,
    /** The database computes the column and should not, or the other way round. */
    GENERATED,
    /** The primary key has other columns. */
    PRIMARY_KEY,
    /** There is no such unique constraint. */
    UNIQUE,
    /** There is no such foreign key, or it does something else when a row is deleted. */
    FOREIGN_KEY,
    /** There is no such check constraint. */
    CHECK,
    /** There is no such index, or it has other columns. */
    INDEX,
    /**
     * There is no such policy, or one more, or one for another command or role or without such a
     * condition; or row-level security is not on for the owner too.
     */
    POLICY
  }

  @Override
  public String toString() {
    return message;
  }
}
