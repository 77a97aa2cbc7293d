package dev.toolkit.db;

import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A statement that gives rows, and what it makes of each.
 *
 * <p>Statements are immutable and safe for use by multiple threads; those of a transaction run on
 * its thread.
 *
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public interface ResultStatement<R extends @Nullable Object> extends Statement {

  /**
   * Returns what the statement makes of the row. This is for executors: it must be called for each
   * row, in order, and not be kept.
   *
   * @throws SQLException if the driver cannot give a value
   */
  R read(Row row) throws SQLException;

  /** Returns what runs the statement. */
  Executor executor();

  /** Returns whether the statement changes rows, beside giving them. */
  default boolean writes() {
    return false;
  }

  /**
   * Returns the statement that fetches the rows where the database cannot give them back with the
   * first one, as MySQL after an insert; otherwise empty.
   */
  default Optional<FollowUp> followUp() {
    return Optional.empty();
  }

  /**
   * Returns what follows this statement where the database cannot give rows back from an update or
   * delete, and this one locks the rows and gives their keys; otherwise empty.
   */
  default Optional<KeyedWrite> keyedWrite() {
    return Optional.empty();
  }

  /**
   * Renders the statement and returns it, ready to be run with other values of its parameters.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if the statement cannot mean what was written
   */
  default Compiled<R> compile() {
    return Compiled.of(this);
  }

  /** Runs the statement and returns all rows, in order. */
  default List<R> list() {
    return executor().list(this);
  }

  /** Runs the statement and returns the first row, or empty if there is none. */
  default Optional<R> first() {
    return executor().first(this);
  }

  /** Runs the statement and returns its only row; any other number of rows is an error. */
  default R one() {
    return executor().one(this);
  }

  /**
   * Runs the statement and returns its rows one after the other, fetched in portions. The stream
   * must be closed, and works within a transaction only.
   */
  default Stream<R> stream() {
    return executor().stream(this);
  }
}
