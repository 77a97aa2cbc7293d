package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.List;

/**
 * An update or delete that gives rows back where the database does not: the statement itself locks
 * the rows and gives their keys, and what follows is about these keys alone. All of it must run in
 * one transaction.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface KeyedWrite {

  /** When the rows are read. */
  enum Reading {
    /** Before they are written, as those that are deleted. */
    BEFORE,
    /** After they are written. */
    AFTER
  }

  /**
   * Returns the key of a row that the first statement gave.
   *
   * @throws SQLException if the driver cannot give it
   */
  Object key(Row row) throws SQLException;

  /** Returns the statement that writes the rows with these keys. */
  Rendered write(List<Object> keys);

  /** Returns the statement that reads the rows with these keys, and keeps them locked. */
  Rendered read(List<Object> keys);

  /** Returns when the rows are read. */
  Reading reading();
}
