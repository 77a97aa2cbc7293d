package dev.toolkit.db.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * Runs statements on the connection of a transaction, until the part of it that this is for ends.
 */
final class TxSession implements Session {
  private final TxState state;
  private boolean ended;
  private boolean rollbackOnly;

  TxSession(TxState state) {
    this.state = state;
  }

  TxState state() {
    return state;
  }

  void requireOpen() {
    if (ended) {
      throw new IllegalStateException(
          "Transaction has ended: use it only while the work it was given to is running");
    }
  }

  void end() {
    ended = true;
  }

  void markRollbackOnly() {
    requireOpen();
    rollbackOnly = true;
  }

  boolean isRollbackOnly() {
    return rollbackOnly;
  }

  @Override
  public Lease acquire(Use use) {
    requireOpen();
    state.requireUsable();
    if (use.writes() && state.isReadOnly()) {
      throw new IllegalStateException(
          "Transaction is read-only: run statements that write in one without readOnly()");
    }
    return state.lease();
  }

  @Override
  public void release(Lease lease, @Nullable Throwable failure) {
    if (failure != null) {
      state.failed(failure);
    }
  }

  @Override
  public void opened(RowCursor<?> cursor) {
    state.cursors().add(cursor);
  }

  @Override
  public void closed(RowCursor<?> cursor) {
    state.cursors().remove(cursor);
  }
}
