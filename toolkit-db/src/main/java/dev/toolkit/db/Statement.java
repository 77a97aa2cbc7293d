package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * A complete statement: an immutable value that can be kept, shared, looked at and run.
 *
 * <p>Statements are immutable and safe for use by multiple threads; those of a transaction run on
 * its thread.
 *
 * @since 0.1.0
 */
public interface Statement {

  /**
   * Returns the text and the bindings. The first call renders them; later calls give the same
   * object.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if the statement cannot mean what was written
   *     or needs what the dialect lacks; nothing was sent then
   */
  Rendered rendered();

  /** Returns the text, with a {@code ?} per binding. */
  default String sql() {
    return rendered().sql();
  }

  /**
   * Returns whether this statement has the text of the other, and differs from it in the values of
   * its bindings at most. This is for executors: those statements go to the database as one batch,
   * and only the first of them needs to be rendered.
   */
  default boolean hasTextOf(Statement other) {
    return sql().equals(other.sql());
  }

  /**
   * Sets the bindings on a statement that was prepared from the text. This is for executors.
   *
   * @throws SQLException if the driver refuses a value
   * @throws dev.toolkit.db.sql.QueryRefusedException if a parameter has no value
   */
  default void bind(PreparedStatement prepared) throws SQLException {
    rendered().bind(prepared);
  }
}
