package dev.toolkit.db.jdbc;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.Sql;
import dev.toolkit.db.Statement;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.SqlType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction while its work runs. Statements that are made on it run on its connection.
 *
 * {@snippet :
 * db.runTx(tx -> {
 *   tx.update(accounts).set(accounts.balance, 70).where(accounts.id.eq(1L)).execute();
 *   tx.afterCommit(() -> mailbox.send(receipt));
 * });
 * }
 *
 * <p>This class is not safe for use by multiple threads, and of no use after its work has ended.
 *
 * @since 0.1.0
 */
public final class Transaction extends Db {
  private final TxSession session;

  Transaction(StatementRunner runner, TxSession session) {
    super(runner);
    this.session = session;
  }

  @Override
  public <R extends @Nullable Object, X extends Exception> R tx(
      TxOptions options, TxWork<R, X> work) throws X {
    requireDefaults(options);
    TxState state = session.state();
    Identifier savepoint = Identifier.of(state.nextSavepoint());
    runner().run(dialect().savepoint(savepoint));
    int actions = state.afterCommit().size();
    TxSession inner = new TxSession(state);
    try {
      R result = work.run(new Transaction(runner().on(inner), inner));
      inner.end();
      if (inner.isRollbackOnly()) {
        rollbackTo(savepoint, actions);
      } else {
        release(savepoint);
      }
      return result;
    } catch (Throwable t) {
      inner.end();
      abandon(savepoint, actions, t);
      throw t;
    }
  }

  private static void requireDefaults(TxOptions options) {
    boolean isPlain =
        options.isolation().isEmpty() && !options.isReadOnly() && options.retries() == 0;
    if (!isPlain) {
      throw new IllegalArgumentException(
          "Options must be those of the outer transaction: a transaction within one has none");
    }
  }

  /** In PostgreSQL this fails if a statement did, and the work has kept that to itself. */
  private void release(Identifier savepoint) {
    session.state().requireUsable();
    if (runner().engine().releasesSavepoints()) {
      runner().run(dialect().release(savepoint));
    }
  }

  private void rollbackTo(Identifier savepoint, int actions) {
    List<Runnable> afterCommit = session.state().afterCommit();
    afterCommit.subList(actions, afterCommit.size()).clear();
    Dialect dialect = dialect();
    runner().run(dialect.rollbackTo(savepoint));
    if (runner().engine().releasesSavepoints()) {
      runner().run(dialect.release(savepoint));
    }
  }

  private void abandon(Identifier savepoint, int actions, Throwable failure) {
    if (session.state().fatal() != null) {
      return;
    }
    try {
      rollbackTo(savepoint, actions);
    } catch (QueryException e) {
      session.state().failed(e);
      failure.addSuppressed(e);
    }
  }

  /**
   * Runs the action after the transaction is committed, in the order of the calls, on the same
   * thread and with no connection held. It is dropped if the transaction is rolled back, or the
   * inner one that it was given to.
   *
   * <p>What the action throws goes to the log and to the listener, and not to the caller of the
   * transaction: that is committed already.
   */
  public void afterCommit(Runnable action) {
    session.requireOpen();
    session.state().afterCommit().add(requireNonNull(action, "action"));
  }

  /**
   * Gives the setting a value until the transaction ends, as row-level security asks for it with
   * {@code current_setting} (PostgreSQL). In an inner transaction that is rolled back, the value of
   * before comes back.
   *
   * @param name a name with a dot, such as {@code app.tenant}
   * @throws QueryRefusedException on others than PostgreSQL, where a value would outlive the
   *     transaction
   * @throws QueryException if the database does not take the name or the value
   */
  public void setLocal(String name, String value) {
    requireNonNull(name, "name");
    requireNonNull(value, "value");
    if (!(dialect() instanceof PostgresDialect)) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect().name()
              + " has no settings of a transaction, as "
              + name
              + " is: give the value to each query");
    }
    select(Sql.fn("set_config", SqlType.TEXT, Sql.val(name), Sql.val(value), Sql.lit(true)))
        .fromNothing()
        .list();
  }

  /** Lets the transaction be rolled back when its work returns, without an exception. */
  public void rollbackOnly() {
    session.markRollbackOnly();
  }

  @Override
  public long[] batch(List<? extends Statement> statements) {
    return runner().batch(statements);
  }

  @Override
  public Transaction withTimeout(Duration timeout) {
    return new Transaction(runner().with(runner().settings().withTimeout(timeout)), session);
  }

  @Override
  public Transaction withComment(String key, String value) {
    return new Transaction(runner().with(runner().settings().withComment(key, value)), session);
  }

  @Override
  public Transaction withFetchSize(int rows) {
    return new Transaction(runner().with(runner().settings().withFetchSize(rows)), session);
  }
}
