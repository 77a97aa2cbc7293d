package dev.toolkit.db.jdbc;

import dev.toolkit.db.jdbc.Session.Lease;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a transaction, from its connection to what comes after its commit.
 *
 * @param <R> the result of the work
 * @param <X> the checked exception of the work
 */
final class TxAttempt<R extends @Nullable Object, X extends Exception> {
  private final PooledSession pool;
  private final StatementRunner runner;
  private final TxOptions options;
  private @Nullable QueryException lost;

  TxAttempt(PooledSession pool, StatementRunner runner, TxOptions options) {
    this.pool = pool;
    this.runner = runner;
    this.options = options;
  }

  /** Returns whether another transaction was in the way, so that a new attempt can succeed. */
  boolean lostToAnother() {
    return lost != null && lost.kind().isRetriable();
  }

  R run(TxWork<R, X> work) throws X {
    TxState state = new TxState(begin(), runner.engine(), options.isReadOnly());
    TxSession session = new TxSession(state);
    Transaction tx = new Transaction(runner.on(session), session);
    R result;
    try {
      result = work.run(tx);
      session.end();
      state.closeCursors();
      state.requireUsable();
    } catch (Throwable t) {
      session.end();
      lost = state.fatal();
      abandon(state, t);
      throw t;
    }
    if (session.isRollbackOnly()) {
      rollback(state.lease());
    } else {
      commit(state.lease());
      runAfterCommit(state.afterCommit());
    }
    return result;
  }

  private Lease begin() {
    try {
      return pool.begin(options);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private QueryException failed(SQLException error) {
    QueryException failure = runner.engine().failure(error, null);
    lost = failure;
    return failure;
  }

  private void abandon(TxState state, Throwable failure) {
    for (RowCursor<?> cursor : List.copyOf(state.cursors())) {
      try {
        cursor.close();
      } catch (QueryException e) {
        failure.addSuppressed(e);
      }
    }
    QueryException fatal = state.fatal();
    try {
      pool.release(state.lease(), fatal == null ? failure : fatal);
    } catch (SQLException e) {
      failure.addSuppressed(runner.engine().failure(e, null));
    }
  }

  private void rollback(Lease lease) {
    try {
      pool.rollback(lease);
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private void commit(Lease lease) {
    try {
      pool.release(lease, null);
    } catch (SQLException e) {
      QueryException failure = failed(e);
      throw failure.kind().breaksConnection()
          ? QueryException.of(failure.inCommit(), null, failure.withheldCause())
          : failure;
    }
  }

  /** The transaction is committed whatever these do: their failures must not look like its own. */
  private void runAfterCommit(List<Runnable> actions) {
    for (Runnable action : actions) {
      try {
        action.run();
      } catch (RuntimeException e) {
        runner.afterCommitFailed(e);
      }
    }
  }
}
