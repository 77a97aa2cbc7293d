package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.DbException;
import dev.toolkit.db.sql.Rendered;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A statement that the database refused, or that was lost with its connection.
 *
 * <p>Neither the message nor the causes hold values of bindings. Drivers put values into their own
 * messages, so what {@link #getCause} returns is a stand-in with the driver's stack trace, SQL
 * state and vendor code; the original is kept apart, in {@link #withheldCause}.
 *
 * {@snippet :
 * try {
 *   db.insert(users).values(users.draft.of("Ann", "ann@x.io")).execute();
 * } catch (UniqueViolationException e) {
 *   e.getMessage();
 *   // Duplicate key in users(email), constraint users_email_key [23505];
 *   // statement: insert into "users" ("name", "email") values (?, ?); 2 bindings
 * }
 * }
 *
 * @since 0.1.0
 */
public class QueryException extends DbException {

  private static final long serialVersionUID = 1L;

  /** Longer texts are cut in messages; {@link #sql} has all of it. */
  private static final int LONGEST_TEXT = 2_000;

  private final transient Failure failure;
  private final transient @Nullable Rendered statement;
  private final transient SQLException withheld;

  QueryException(Failure failure, @Nullable Rendered statement, SQLException withheld) {
    super(message(failure, statement), WithheldException.of(withheld));
    this.failure = failure;
    this.statement = statement;
    this.withheld = withheld;
  }

  static QueryException of(Failure failure, @Nullable Rendered statement, SQLException error) {
    return switch (failure.kind()) {
      case UNIQUE -> new UniqueViolationException(failure, statement, error);
      case FOREIGN_KEY -> new ForeignKeyViolationException(failure, statement, error);
      case NOT_NULL -> new NotNullViolationException(failure, statement, error);
      case CHECK -> new CheckViolationException(failure, statement, error);
      case CONSTRAINT -> new ConstraintViolationException(failure, statement, error);
      case SERIALIZATION, DEADLOCK -> new TransactionConflictException(failure, statement, error);
      case TIMEOUT -> new QueryTimeoutException(failure, statement, error);
      case CONNECTION -> new ConnectionFailedException(failure, statement, error);
      case LOCK, ABORTED, READ_ONLY, VALUE, MISSING, SYNTAX, PERMISSION, RESOURCE, OTHER ->
          new QueryException(failure, statement, error);
    };
  }

  private static String message(Failure failure, @Nullable Rendered statement) {
    if (statement == null) {
      return failure.summary();
    }
    String text = statement.toString();
    String shown =
        statement.sql().length() <= LONGEST_TEXT
            ? text
            : text.substring(0, LONGEST_TEXT) + text.substring(statement.sql().length());
    return failure.summary() + "; statement: " + shown;
  }

  /** Returns the failure as those see it who go on in a transaction that it has ended. */
  final Failure ended() {
    return failure.detail("the transaction has ended with it, and takes no more statements");
  }

  /** Returns the failure for a connection that broke in a commit. */
  final Failure inCommit() {
    return failure.detail(
        "it broke in a commit, so that nobody knows whether the transaction was committed");
  }

  /** Returns what went wrong, the same on all engines. */
  public final FailureKind kind() {
    return failure.kind();
  }

  /** Returns the SQL state, or empty if the driver gives none, as that of SQLite. */
  public final Optional<String> sqlState() {
    return Optional.ofNullable(withheld.getSQLState());
  }

  /** Returns the database's own number of the error, or zero if it has none. */
  public final int vendorCode() {
    return withheld.getErrorCode();
  }

  /** Returns the name of the constraint, if the database tells it. */
  public final Optional<String> constraint() {
    return Optional.ofNullable(failure.constraint());
  }

  /** Returns the name of the table, if the database tells it. */
  public final Optional<String> table() {
    return Optional.ofNullable(failure.table());
  }

  /** Returns the names of the columns, none if the database does not tell them. */
  public final List<String> columns() {
    return failure.columns();
  }

  /** Returns the text of the statement, or empty if there was none, as at a commit. */
  public final Optional<String> sql() {
    return Optional.ofNullable(statement).map(Rendered::sql);
  }

  /**
   * Returns what the driver threw. Its message can hold values of bindings, which is why it is no
   * cause and in no stack trace: do not log it.
   */
  public final SQLException withheldCause() {
    return withheld;
  }
}
