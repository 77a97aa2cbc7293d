package dev.toolkit.db.jdbc;

import dev.toolkit.db.Queries;
import dev.toolkit.db.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What statements are made on and run by: a {@link Database}, or a {@link Transaction} on one. Code
 * that takes a {@code Db} works in both.
 *
 * {@snippet :
 * Optional<User> find(Db db, long id) {
 *   return db.select(users.id, users.name).from(users).where(users.id.eq(id)).as(User::new).first();
 * }
 * }
 *
 * <p>A database is safe for use by multiple threads; a transaction is not.
 *
 * @since 0.1.0
 */
public abstract sealed class Db extends Queries permits Database, Transaction {
  private final StatementRunner runner;

  Db(StatementRunner runner) {
    super(runner.engine().renderer(), runner);
    this.runner = runner;
  }

  final StatementRunner runner() {
    return runner;
  }

  /**
   * Runs the work in a transaction, which is committed when the work returns, and rolled back when
   * it throws anything. In a transaction already, the work is a part of it that can be rolled back
   * alone: it is between savepoints.
   *
   * <p>The statements of the work must be made on the transaction that it is given: those made on a
   * {@link Database} take connections of their own.
   *
   * @throws X if the work throws it
   * @throws QueryException if the transaction cannot be begun or committed
   */
  public final <R extends @Nullable Object, X extends Exception> R tx(TxWork<R, X> work) throws X {
    return tx(TxOptions.create(), work);
  }

  /**
   * Runs the work in a transaction with these options.
   *
   * @throws X if the work throws it
   * @throws QueryException if the transaction cannot be begun or committed
   * @throws IllegalArgumentException if this is a transaction already and the options are not the
   *     defaults, since only the outer one can have any
   * @throws dev.toolkit.db.sql.QueryRefusedException if it is to be deferrable, on others than
   *     PostgreSQL
   */
  public abstract <R extends @Nullable Object, X extends Exception> R tx(
      TxOptions options, TxWork<R, X> work) throws X;

  /**
   * Runs the work in a transaction, as {@link #tx(TxWork)} does, for work without a result.
   *
   * @throws X if the work throws it
   * @throws QueryException if the transaction cannot be begun or committed
   */
  public final <X extends Exception> void runTx(TxWork.Action<X> work) throws X {
    runTx(TxOptions.create(), work);
  }

  /**
   * Runs the work in a transaction with these options, for work without a result.
   *
   * @throws X if the work throws it
   * @throws QueryException if the transaction cannot be begun or committed
   * @throws IllegalArgumentException if this is a transaction already and the options are not the
   *     defaults
   */
  public final <X extends Exception> void runTx(TxOptions options, TxWork.Action<X> work) throws X {
    this.<Boolean, X>tx(
        options,
        tx -> {
          work.run(tx);
          return true;
        });
  }

  /**
   * Runs the statements in their order; those that follow each other and have the same text are
   * sent as one batch. A database runs them in a transaction of their own, so all or none of them.
   *
   * @return how many rows each of them changed; {@link java.sql.Statement#SUCCESS_NO_INFO} where
   *     the driver does not tell
   */
  public abstract long[] batch(List<? extends Statement> statements);

  /**
   * Returns the same, where each statement may take this long, in full seconds but on SQLite. The
   * default is no limit but those of the database.
   *
   * @throws IllegalArgumentException if the time is not above zero
   */
  public abstract Db withTimeout(Duration timeout);

  /**
   * Returns the same, where statements end in a comment with this pair, such as the route that they
   * are for, as sqlcommenter has it: {@code /*route='%2Fusers'*}{@code /}. Databases show it in
   * their logs and lists of statements. Values are encoded, so that none can end the comment; they
   * are visible to whoever sees those, so that they must not be secrets. Each other comment is
   * another statement for caches of prepared ones.
   *
   * @throws IllegalArgumentException if the key has other characters than letters, digits and
   *     underscores
   */
  public abstract Db withComment(String key, String value);

  /**
   * Returns the same, where a stream reads this many rows at a time. The default is {@value
   * Database#FETCH_SIZE}.
   *
   * @throws IllegalArgumentException if the number is below one
   */
  public abstract Db withFetchSize(int rows);
}
