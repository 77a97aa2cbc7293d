package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.MariaDbDialect;
import dev.toolkit.db.sql.MySqlDialect;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Renderer;
import dev.toolkit.db.sql.SqliteDialect;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What JDBC leaves open: how an engine and its driver do transactions, time-outs and errors. */
abstract sealed class Engine permits PostgresEngine, MySqlEngine, SqliteEngine, H2Engine {
  private static final int LONGEST_DETAIL = 500;

  private final Renderer renderer;

  Engine(Dialect dialect) {
    this.renderer = Renderer.of(dialect);
  }

  static Engine of(Dialect dialect) {
    return switch (dialect) {
      case PostgresDialect postgres -> new PostgresEngine(postgres);
      case MySqlDialect mysql -> new MySqlEngine(mysql);
      case MariaDbDialect mariadb -> new MySqlEngine(mariadb);
      case SqliteDialect sqlite -> new SqliteEngine(sqlite);
      case H2Dialect h2 -> new H2Engine(h2);
    };
  }

  final Dialect dialect() {
    return renderer.dialect();
  }

  /** Returns what renders the statements of the database and of its transactions. */
  final Renderer renderer() {
    return renderer;
  }

  /** Begins a transaction; what is changed for it is put back by {@link #restore}. */
  BeforeTx begin(Connection connection, TxOptions options) throws SQLException {
    BeforeTx before = BeforeTx.of(connection);
    if (options.isReadOnly()) {
      connection.setReadOnly(true);
    }
    isolate(connection, options);
    connection.setAutoCommit(false);
    return before;
  }

  /** Sets the isolation, while no transaction has begun. */
  void isolate(Connection connection, TxOptions options) throws SQLException {}

  void commit(Connection connection) throws SQLException {
    connection.commit();
  }

  void rollback(Connection connection) throws SQLException {
    connection.rollback();
  }

  void restore(Connection connection, BeforeTx before) throws SQLException {
    before.restore(connection);
  }

  /** Returns whether rows are fetched in portions only within a transaction. */
  boolean streamsInTransaction() {
    return false;
  }

  /** Returns whether a failure of this kind has ended the transaction in the database. */
  boolean endsTransaction(FailureKind kind) {
    return kind.isRetriable() || kind.breaksConnection();
  }

  /** Returns whether a savepoint can be forgotten by a statement. */
  boolean releasesSavepoints() {
    return true;
  }

  void fetchInPortions(PreparedStatement statement, int rows) throws SQLException {
    statement.setFetchSize(rows);
  }

  /** Limits the time of the statement; the limit ends when the result is closed. */
  StatementLimit limit(Statement statement, Duration timeout) throws SQLException {
    // Rounded up: a limit of zero would be none.
    long seconds = timeout.plusNanos(999_999_999).toSeconds();
    statement.setQueryTimeout((int) Math.min(Integer.MAX_VALUE, seconds));
    return StatementLimit.NONE;
  }

  /** Returns what the error is, without any value of the driver's message. */
  abstract Failure classify(SQLException error);

  final QueryException failure(SQLException error, @Nullable Rendered statement) {
    SQLException real = real(error);
    return QueryException.of(classify(real), statement, real);
  }

  /** Returns the failure of an attempt to get a connection. */
  static QueryException noConnection(SQLException error) {
    String message = String.valueOf(error.getMessage());
    // A JDBC URL can hold a password.
    String detail = message.contains("jdbc:") ? null : clip(message);
    String code = error.getSQLState() == null ? "no SQL state" : error.getSQLState();
    Failure failure = Failure.of(FailureKind.CONNECTION, code).detail(detail);
    return QueryException.of(failure, null, error);
  }

  /** A batch wraps the error that says what is wrong. */
  private static SQLException real(SQLException error) {
    SQLException real = error;
    while (real instanceof BatchUpdateException) {
      if (real.getNextException() != null) {
        real = real.getNextException();
      } else if (real.getCause() instanceof SQLException cause) {
        real = cause;
      } else {
        break;
      }
    }
    return real;
  }

  /** Returns the kind that the class of the SQL state tells (SQL:2016, 24.1). */
  static FailureKind byState(SQLException error) {
    if (error instanceof SQLTimeoutException) {
      return FailureKind.TIMEOUT;
    }
    String state = error.getSQLState() == null ? "" : error.getSQLState();
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> FailureKind.CONNECTION;
      case "21", "22" -> FailureKind.VALUE;
      case "23", "27" -> FailureKind.CONSTRAINT;
      case "28" -> FailureKind.PERMISSION;
      case "40" -> FailureKind.SERIALIZATION;
      case "42" -> FailureKind.SYNTAX;
      case "53" -> FailureKind.RESOURCE;
      default -> FailureKind.OTHER;
    };
  }

  static String clip(String text) {
    return text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL) + "…";
  }
}
