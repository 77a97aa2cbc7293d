package dev.toolkit.db.jdbc;

import dev.toolkit.db.ResultStatement;
import dev.toolkit.db.sql.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Spliterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows one after the other, and closes itself after the last one or the first failure.
 *
 * @param <R> what a row yields
 */
final class RowCursor<R extends @Nullable Object> implements Spliterator<R> {
  private final StatementRunner.Call call;
  private final ResultStatement<R> statement;
  private final Prepared prepared;
  private final ResultSet results;
  private final long start;
  private final Row row;
  private long rows;
  private boolean closed;

  RowCursor(
      StatementRunner.Call call,
      ResultStatement<R> statement,
      Prepared prepared,
      ResultSet results,
      long start) {
    this.call = call;
    this.statement = statement;
    this.prepared = prepared;
    this.results = results;
    this.start = start;
    this.row = Row.of(results, call.engine().dialect());
  }

  long rows() {
    return rows;
  }

  @Override
  public boolean tryAdvance(Consumer<? super R> action) {
    if (closed) {
      return false;
    }
    R next;
    try {
      if (!results.next()) {
        close(null);
        return false;
      }
      next = statement.read(row);
    } catch (SQLException e) {
      close(e);
      return false;
    } catch (RuntimeException e) {
      closeAfter(e);
      throw e;
    }
    rows++;
    action.accept(next);
    return true;
  }

  private void closeAfter(RuntimeException failure) {
    try {
      close(null);
    } catch (QueryException e) {
      failure.addSuppressed(e);
    }
  }

  /** Ends the reading; later calls do nothing. */
  void close() {
    close(null);
  }

  private void close(@Nullable SQLException failure) {
    if (closed) {
      return;
    }
    closed = true;
    SQLException first = failure;
    try {
      // This closes the results too.
      prepared.close();
    } catch (SQLException e) {
      first = first == null ? e : first;
    }
    call.ended(this, statement.rendered(), start, first);
  }

  @Override
  public @Nullable Spliterator<R> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED;
  }
}
