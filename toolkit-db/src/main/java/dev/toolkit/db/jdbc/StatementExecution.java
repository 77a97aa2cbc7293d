package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Rendered;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a listener is told of a statement: its text and figures, and no value.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class StatementExecution {
  private final Rendered statement;
  private final int batchSize;
  private final long nanos;
  private final long rows;
  private final @Nullable FailureKind failure;

  StatementExecution(
      Rendered statement, int batchSize, long nanos, long rows, @Nullable FailureKind failure) {
    this.statement = statement;
    this.batchSize = batchSize;
    this.nanos = nanos;
    this.rows = rows;
    this.failure = failure;
  }

  /** Returns the text, with a {@code ?} per binding. */
  public String sql() {
    return statement.sql();
  }

  /** Returns the name of the database, such as {@code PostgreSQL}. */
  public String database() {
    return statement.dialect().name();
  }

  /** Returns the number of bindings, of one row if it was a batch. */
  public int bindings() {
    return statement.bindings().size();
  }

  /** Returns how often the statement was sent: one, or the rows of a batch. */
  public int batchSize() {
    return batchSize;
  }

  /**
   * Returns the time from before the connection was asked for until the last row was read, which of
   * a stream includes the time of those who read it.
   */
  public Duration duration() {
    return Duration.ofNanos(nanos);
  }

  /** Returns the number of rows that were read or changed; zero if it failed. */
  public long rows() {
    return rows;
  }

  /** Returns what went wrong, or empty if nothing did. */
  public Optional<FailureKind> failure() {
    return Optional.ofNullable(failure);
  }

  /** Returns a line for a log. */
  @Override
  public String toString() {
    String outcome = failure == null ? rows + " rows" : "failed: " + failure.text();
    return statement + "; " + outcome + " in " + nanos / 1_000 + " us";
  }
}
