package dev.toolkit.db.jdbc;

/**
 * What went wrong when a database refused or lost a statement, the same on all engines.
 *
 * <p>This enum is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum FailureKind {
  /** A row with the same key is there already. */
  UNIQUE("Duplicate key"),
  /** A row refers to one that is not there, or is itself referred to. */
  FOREIGN_KEY("Foreign key violated"),
  /** A null where a value has to be. */
  NOT_NULL("Null in a column that must have a value"),
  /** The condition of a check constraint fails. */
  CHECK("Check violated"),
  /** Another constraint: of exclusion, of a domain, of a trigger. */
  CONSTRAINT("Constraint violated"),
  /** Transactions that ran at once cannot be put into an order: run this one again. */
  SERIALIZATION("Concurrent change: run the transaction again"),
  /** Transactions waited for each other, and this one was chosen to give up: run it again. */
  DEADLOCK("Deadlock: run the transaction again"),
  /** Others did not give up a lock in time, or at once where that was asked. */
  LOCK("Lock not available"),
  /** The statement took too long, or somebody cancelled it. */
  TIMEOUT("Statement took too long or was cancelled"),
  /** There is no connection, or it broke. */
  CONNECTION("No connection"),
  /** An earlier statement of the transaction failed, and the database takes no other. */
  ABORTED("Transaction has failed before"),
  /** A write in a transaction that only reads. */
  READ_ONLY("Write in a read-only transaction"),
  /** A value that the type of a column cannot hold. */
  VALUE("Value does not fit its type"),
  /** A table, column, function or type that the database does not have. */
  MISSING("Not in the database"),
  /** A statement that the database does not understand. */
  SYNTAX("Statement not understood"),
  /** Something that the user of the connection may not do. */
  PERMISSION("Permission denied"),
  /** No room on disk, in memory, or among the connections. */
  RESOURCE("Out of a resource"),
  /** Anything else. */
  OTHER("Statement failed");

  private final String text;

  FailureKind(String text) {
    this.text = text;
  }

  /** Returns whether the same transaction can succeed when it is run again from its start. */
  public boolean isRetriable() {
    return this == SERIALIZATION || this == DEADLOCK;
  }

  /** Returns whether the connection is of no use any more. */
  boolean breaksConnection() {
    return this == CONNECTION;
  }

  String text() {
    return text;
  }
}
