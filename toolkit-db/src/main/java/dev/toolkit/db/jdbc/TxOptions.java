package dev.toolkit.db.jdbc;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a transaction runs.
 *
 * {@snippet :
 * TxOptions booking = TxOptions.create().isolation(Isolation.SERIALIZABLE).retries(5);
 * Seat seat = db.tx(booking, tx -> reserve(tx, flight));
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TxOptions {
  private static final TxOptions CREATED = new TxOptions(null, false, false, 0);

  private final @Nullable Isolation isolation;
  private final boolean readOnly;
  private final boolean deferrable;
  private final int retries;

  private TxOptions(
      @Nullable Isolation isolation, boolean readOnly, boolean deferrable, int retries) {
    this.isolation = isolation;
    this.readOnly = readOnly;
    this.deferrable = deferrable;
    this.retries = retries;
  }

  /** Returns the defaults: the database's own isolation, writes allowed, no retries. */
  public static TxOptions create() {
    return CREATED;
  }

  /**
   * Returns the same options with this isolation. The default is that of the connection.
   *
   * @throws IllegalArgumentException if the transaction is {@link #deferrable} and this is another
   *     isolation than serializable
   */
  public TxOptions isolation(Isolation level) {
    if (deferrable && level != Isolation.SERIALIZABLE) {
      throw new IllegalArgumentException(
          "isolation(" + level + ") cannot be combined with deferrable(), which is serializable");
    }
    return new TxOptions(level, readOnly, deferrable, retries);
  }

  /**
   * Returns the same options for a transaction that only reads. Statements that write are refused
   * before they are sent, and it runs on a replica where the database has some; PostgreSQL, MySQL,
   * MariaDB and SQLite also refuse functions that write.
   */
  public TxOptions readOnly() {
    return new TxOptions(isolation, true, deferrable, retries);
  }

  /**
   * Returns the same options for a serializable transaction that only reads, as a long report does,
   * and waits at its first statement until nothing that others do can make it fail (PostgreSQL 18,
   * SET TRANSACTION). It runs on the primary, since replicas have no such transactions. Databases
   * other than PostgreSQL refuse it when it begins.
   */
  public TxOptions deferrable() {
    return new TxOptions(Isolation.SERIALIZABLE, true, true, retries);
  }

  /**
   * Returns the same options with so many further attempts after a deadlock or a serialization
   * failure. The work is run again from its start, on a new transaction and after a growing random
   * pause: it must have no effects outside of the database. The default is none.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public TxOptions retries(int attempts) {
    if (attempts < 0) {
      throw new IllegalArgumentException("Retries must not be negative: " + attempts);
    }
    return new TxOptions(isolation, readOnly, deferrable, attempts);
  }

  /** Returns the isolation, or empty for that of the connection. */
  public Optional<Isolation> isolation() {
    return Optional.ofNullable(isolation);
  }

  /** Returns whether the transaction only reads. */
  public boolean isReadOnly() {
    return readOnly;
  }

  /** Returns whether the transaction waits until nothing can make it fail. */
  public boolean isDeferrable() {
    return deferrable;
  }

  /** Returns how often the work is run again at most. */
  public int retries() {
    return retries;
  }
}
