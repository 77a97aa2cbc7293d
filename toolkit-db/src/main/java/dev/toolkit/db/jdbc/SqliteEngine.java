package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.SqliteDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * SQLite with the driver of Xerial.
 *
 * <p>Transactions that may write begin as writers ({@code begin immediate}): one that began as a
 * reader fails at once when it wants to write after another has, however long it would wait.
 */
final class SqliteEngine extends Engine {
  private static final Pattern CODE = Pattern.compile("^\\[(SQLITE_\\w+)]");
  private static final Pattern COLUMNS = Pattern.compile(" constraint failed: ([^)]+)\\)");
  private static final Pattern ABOUT_TEXT =
      Pattern.compile(
          "\\((no such .*|near .*|table .* has no column named .*|incomplete input)\\)$");

  SqliteEngine(SqliteDialect dialect) {
    super(dialect);
  }

  @Override
  BeforeTx begin(Connection connection, TxOptions options) throws SQLException {
    BeforeTx before =
        new BeforeTx(connection.getAutoCommit(), options.isReadOnly(), BeforeTx.UNTOUCHED);
    if (!before.autoCommit()) {
      connection.rollback();
      connection.setAutoCommit(true);
    }
    if (options.isReadOnly()) {
      execute(connection, "pragma query_only = 1");
    }
    execute(connection, options.isReadOnly() ? "begin" : "begin immediate");
    return before;
  }

  @Override
  void commit(Connection connection) throws SQLException {
    execute(connection, "commit");
  }

  /** Some errors have rolled back already. */
  @Override
  void rollback(Connection connection) throws SQLException {
    try {
      execute(connection, "rollback");
    } catch (SQLException e) {
      if (!String.valueOf(e.getMessage()).contains("no transaction is active")) {
        throw e;
      }
    }
  }

  @Override
  void restore(Connection connection, BeforeTx before) throws SQLException {
    if (before.readOnly()) {
      execute(connection, "pragma query_only = 0");
    }
    if (!before.autoCommit()) {
      connection.setAutoCommit(false);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Whether SQLite has rolled back by itself cannot be asked for, so it is assumed. */
  @Override
  boolean endsTransaction(FailureKind kind) {
    return super.endsTransaction(kind)
        || kind == FailureKind.TIMEOUT
        || kind == FailureKind.RESOURCE
        || kind == FailureKind.OTHER;
  }

  /** The driver's own time-out is about locks only. */
  @Override
  StatementLimit limit(Statement statement, Duration timeout) {
    return Watchdog.start(statement, timeout);
  }

  @Override
  Failure classify(SQLException error) {
    String message = String.valueOf(error.getMessage());
    Matcher matcher = CODE.matcher(message);
    String code = matcher.find() ? matcher.group(1) : "SQLite " + error.getErrorCode();
    Failure failure = Failure.of(kind(code, message), code);
    return switch (failure.kind()) {
      case UNIQUE, NOT_NULL -> columns(failure, message);
      case CHECK -> failure.constraint(failed(message));
      case SYNTAX, MISSING -> failure.detail(aboutText(message));
      default -> failure;
    };
  }

  private static FailureKind kind(String code, String message) {
    return switch (code) {
      case "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "SQLITE_CONSTRAINT_ROWID" ->
          FailureKind.UNIQUE;
      case "SQLITE_CONSTRAINT_FOREIGNKEY" -> FailureKind.FOREIGN_KEY;
      case "SQLITE_CONSTRAINT_NOTNULL" -> FailureKind.NOT_NULL;
      case "SQLITE_CONSTRAINT_CHECK" -> FailureKind.CHECK;
      case "SQLITE_BUSY_SNAPSHOT" -> FailureKind.SERIALIZATION;
      case "SQLITE_LOCKED_SHAREDCACHE" -> FailureKind.DEADLOCK;
      case "SQLITE_INTERRUPT" -> FailureKind.TIMEOUT;
      case "SQLITE_TOOBIG", "SQLITE_MISMATCH", "SQLITE_RANGE", "SQLITE_CONSTRAINT_DATATYPE" ->
          FailureKind.VALUE;
      case "SQLITE_ERROR" ->
          message.contains("no such ") || message.contains("has no column named")
              ? FailureKind.MISSING
              : FailureKind.SYNTAX;
      case "SQLITE_PERM", "SQLITE_AUTH" -> FailureKind.PERMISSION;
      case "SQLITE_FULL", "SQLITE_NOMEM" -> FailureKind.RESOURCE;
      case "SQLITE_NOTADB", "SQLITE_MISUSE" -> FailureKind.CONNECTION;
      default -> byPrefix(code, message);
    };
  }

  private static FailureKind byPrefix(String code, String message) {
    if (code.startsWith("SQLITE_CONSTRAINT")) {
      return FailureKind.CONSTRAINT;
    } else if (code.startsWith("SQLITE_BUSY") || code.startsWith("SQLITE_LOCKED")) {
      return FailureKind.LOCK;
    } else if (code.startsWith("SQLITE_READONLY")) {
      return FailureKind.READ_ONLY;
    } else if (code.startsWith("SQLITE_CANTOPEN") || code.startsWith("SQLITE_CORRUPT")) {
      return FailureKind.CONNECTION;
    }
    return message.contains("database connection closed") || message.contains("closed connection")
        ? FailureKind.CONNECTION
        : FailureKind.OTHER;
  }

  /** Keys are told as {@code users.name, users.email}. */
  private static Failure columns(Failure failure, String message) {
    String failed = failed(message);
    if (failed == null || failed.startsWith("index ")) {
      return failure;
    }
    List<String> columns = new ArrayList<>();
    String table = null;
    for (String each : failed.split(", ", -1)) {
      int dot = each.indexOf('.');
      table = dot < 0 ? table : each.substring(0, dot);
      columns.add(each.substring(dot + 1));
    }
    return failure.table(table).columns(columns);
  }

  private static @Nullable String failed(String message) {
    Matcher matcher = COLUMNS.matcher(message);
    return matcher.find() ? matcher.group(1) : null;
  }

  private static @Nullable String aboutText(String message) {
    Matcher matcher = ABOUT_TEXT.matcher(message);
    return matcher.find() ? clip(matcher.group(1)) : null;
  }
}
