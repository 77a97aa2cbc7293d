package dev.toolkit.db;

import dev.toolkit.db.sql.Node;

/**
 * What a database puts into a column that an insert leaves out.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface ColumnDefault {

  /** The value of an expression without bindings: a constant or a call. */
  record Expression(Node node) implements ColumnDefault {}

  /** The time of the statement, in UTC where the database keeps no zone. */
  record Now() implements ColumnDefault {}
}
