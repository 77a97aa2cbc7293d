package dev.toolkit.db.jdbc;

import org.jspecify.annotations.Nullable;

/**
 * What is done in a transaction.
 *
 * <p>It runs on the thread that asked for the transaction, and implementations that keep nothing
 * are safe for use by multiple threads.
 *
 * @param <R> the result
 * @param <X> the checked exception that it may throw; {@code RuntimeException} if there is none
 * @since 0.1.0
 */
@FunctionalInterface
public interface TxWork<R extends @Nullable Object, X extends Exception> {

  /**
   * Does the work. Whatever is thrown rolls the transaction back and reaches the caller. It is
   * called by one thread at a time, and more than once if the transaction is retried.
   */
  R run(Transaction tx) throws X;

  /**
   * What is done in a transaction, without a result.
   *
   * @param <X> the checked exception that it may throw
   * @since 0.1.0
   */
  @FunctionalInterface
  interface Action<X extends Exception> {

    /** Does the work, under the rules of {@link TxWork#run}. */
    void run(Transaction tx) throws X;
  }
}
