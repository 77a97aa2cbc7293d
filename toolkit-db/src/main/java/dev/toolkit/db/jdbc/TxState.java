package dev.toolkit.db.jdbc;

import dev.toolkit.db.jdbc.Session.Lease;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a transaction share: its connection, what ended it, and what comes after it.
 */
final class TxState {
  private final Lease lease;
  private final Engine engine;
  private final boolean readOnly;
  private final List<RowCursor<?>> cursors = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private @Nullable QueryException fatal;
  private int savepoints;

  TxState(Lease lease, Engine engine, boolean readOnly) {
    this.lease = lease;
    this.engine = engine;
    this.readOnly = readOnly;
  }

  Lease lease() {
    return lease;
  }

  boolean isReadOnly() {
    return readOnly;
  }

  /** Returns what ended the transaction in the database before its work was done, if anything. */
  @Nullable QueryException fatal() {
    return fatal;
  }

  void failed(Throwable failure) {
    if (fatal == null && failure instanceof SQLException error) {
      QueryException seen = engine.failure(error, null);
      if (engine.endsTransaction(seen.kind())) {
        fatal = seen;
      }
    }
  }

  /** Is told that not even going back to a savepoint works. */
  void failed(QueryException failure) {
    if (fatal == null) {
      fatal = failure;
    }
  }

  /** Refuses to go on in what has no transaction any more: it would be committed in part. */
  void requireUsable() {
    if (fatal != null) {
      throw QueryException.of(fatal.ended(), null, fatal.withheldCause());
    }
  }

  String nextSavepoint() {
    savepoints++;
    return "toolkit_" + savepoints;
  }

  List<RowCursor<?>> cursors() {
    return cursors;
  }

  void closeCursors() {
    for (RowCursor<?> cursor : List.copyOf(cursors)) {
      cursor.close();
    }
  }

  List<Runnable> afterCommit() {
    return afterCommit;
  }
}
