package dev.toolkit.db;

import dev.toolkit.db.sql.Rendered;

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
}
