package dev.toolkit.db.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Takes a connection for each statement, and for each transaction of its own. */
final class PooledSession implements Session {
  private final Pools pools;
  private final Engine engine;

  /** Whether single statements that read take a replica. */
  private final boolean reading;

  PooledSession(Pools pools, Engine engine) {
    this(pools, engine, false);
  }

  private PooledSession(Pools pools, Engine engine, boolean reading) {
    this.pools = pools;
    this.engine = engine;
    this.reading = reading;
  }

  PooledSession reading() {
    return new PooledSession(pools, engine, true);
  }

  @Override
  public Lease acquire(Use use) throws SQLException {
    boolean fromReplica = reading && !use.writes();
    if (use.needsTransaction()) {
      TxOptions options = TxOptions.create();
      return begin(fromReplica ? options.readOnly() : options);
    }
    return new Lease(fromReplica ? pools.replica() : pools.primary(), null);
  }

  /** Begins a transaction on a connection, which is discarded if that fails. */
  Lease begin(TxOptions options) throws SQLException {
    boolean fromReplica = options.isReadOnly() && !options.isDeferrable();
    Connection connection = fromReplica ? pools.replica() : pools.primary();
    try {
      return new Lease(connection, engine.begin(connection, options));
    } catch (SQLException | RuntimeException e) {
      Connections.discard(connection);
      throw e;
    }
  }

  @Override
  public void release(Lease lease, @Nullable Throwable failure) throws SQLException {
    if (breaks(failure)) {
      Connections.discard(lease.connection());
    } else if (lease.before() != null) {
      endTransaction(lease.connection(), lease.before(), failure);
    } else {
      endStatement(lease.connection(), failure);
    }
  }

  /** Ends a transaction that did not fail and is not to be kept. */
  void rollback(Lease lease) throws SQLException {
    rollback(lease.connection());
    giveBack(lease.connection(), requireNonNull(lease.before()));
  }

  private boolean breaks(@Nullable Throwable failure) {
    return switch (failure) {
      case SQLException error -> engine.classify(error).kind().breaksConnection();
      case QueryException error -> error.kind().breaksConnection();
      case null, default -> false;
    };
  }

  /** Pools may hand out connections without autocommit. */
  private static void endStatement(Connection connection, @Nullable Throwable failure)
      throws SQLException {
    try (connection) {
      if (!connection.getAutoCommit()) {
        if (failure == null) {
          connection.commit();
        } else {
          connection.rollback();
        }
      }
    }
  }

  /** Commits or rolls back, and gives the connection back as it was. */
  private void endTransaction(Connection connection, BeforeTx before, @Nullable Throwable failure)
      throws SQLException {
    if (failure == null) {
      commit(connection, before);
    } else {
      rollback(connection);
    }
    giveBack(connection, before);
  }

  private void commit(Connection connection, BeforeTx before) throws SQLException {
    try {
      engine.commit(connection);
    } catch (SQLException e) {
      // A commit that failed may have left the transaction open.
      if (breaks(e)) {
        Connections.discard(connection);
      } else {
        rollback(connection);
        giveBack(connection, before);
      }
      throw e;
    }
  }

  /** Rolls back, and ends a connection that can't, which does the same. */
  private void rollback(Connection connection) throws SQLException {
    try {
      engine.rollback(connection);
    } catch (SQLException e) {
      Connections.discard(connection);
      throw e;
    }
  }

  /** What happened in the transaction is settled: a connection that cannot go back is discarded. */
  private void giveBack(Connection connection, BeforeTx before) {
    try {
      engine.restore(connection, before);
      connection.close();
    } catch (SQLException e) {
      Connections.discard(connection);
    }
  }
}
