package dev.toolkit.db.sql;

/**
 * A function that means the same in each dialect, and is written differently.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface ScalarFunction {

  /** A function that is told by its name. */
  enum Named implements ScalarFunction {
    /** The moment of the statement or transaction, in UTC. */
    NOW,
    /** How many characters a text has. */
    LENGTH,
    /** Where the second text first is in the first, from 1, or 0. */
    POSITION
  }

  /** The nearest decimal of so many digits behind the point. */
  record Round(int digits) implements ScalarFunction {}

  /** A part of a moment of the kind; in UTC, if it is an instant. */
  record Part(DatePart part, SqlType.Kind kind) implements ScalarFunction {}

  /** The start of the unit that a moment of the kind is in; in UTC, if it is an instant. */
  record Start(DateUnit unit, SqlType.Kind kind) implements ScalarFunction {}
}
