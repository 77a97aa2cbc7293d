package dev.toolkit.db;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs statements: a database, or a transaction on one.
 *
 * <p>The executor of a database is safe for use by multiple threads; that of a transaction belongs
 * to its thread.
 *
 * @since 0.1.0
 */
public interface Executor {

  /** Runs the statement and returns all rows. */
  <R extends @Nullable Object> List<R> list(ResultStatement<R> statement);

  /** Runs the statement and returns the first row, or empty if there is none. */
  <R extends @Nullable Object> Optional<R> first(ResultStatement<R> statement);

  /** Runs the statement and returns its only row. */
  <R extends @Nullable Object> R one(ResultStatement<R> statement);

  /** Runs the statement and returns its rows as a stream, which must be closed. */
  <R extends @Nullable Object> Stream<R> stream(ResultStatement<R> statement);

  /** Runs the statement and returns the number of rows that it changed. */
  long execute(Statement statement);
}
