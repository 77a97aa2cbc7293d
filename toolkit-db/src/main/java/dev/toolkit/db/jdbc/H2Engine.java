package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.H2Dialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * H2, embedded or as a server.
 *
 * <p>Error numbers: {@code org.h2.api.ErrorCode}.
 */
final class H2Engine extends Engine {
  /** Values come after the columns, so that nothing before them can be one. */
  private static final Pattern DUPLICATE =
      Pattern.compile("^[^\"]*\"(?:.*? ON )?(?:[^.(]+\\.)?([^.(]+)\\(([^)]*)\\)");

  private static final Pattern INDEX =
      Pattern.compile("^[^\"]*\"(?:[^.(]+\\.)?([^.( ]+) (?:INDEX|ON) ");
  private static final Pattern REFERENCE =
      Pattern.compile("^[^\"]*\"([^:]+): (?:[^.(]+\\.)?([^.(]+) FOREIGN KEY\\(([^)]*)\\)");
  private static final Pattern CHECK = Pattern.compile("^[^\"]*\"([^:]+): ");
  private static final Pattern COLUMN = Pattern.compile("^[^\"]*\"([^\"]+)\"");

  H2Engine(H2Dialect dialect) {
    super(dialect);
  }

  @Override
  BeforeTx begin(Connection connection, TxOptions options) throws SQLException {
    if (options.isolation().isEmpty()) {
      return super.begin(connection, options);
    }
    int isolation = connection.getTransactionIsolation();
    connection.setTransactionIsolation(options.isolation().get().level());
    return super.begin(connection, options).withIsolation(isolation);
  }

  /** H2 has no statement for it; a savepoint ends with its transaction. */
  @Override
  boolean releasesSavepoints() {
    return false;
  }

  /** The driver sets it for the session, so that it has to be taken away again. */
  @Override
  StatementLimit limit(Statement statement, Duration timeout) throws SQLException {
    super.limit(statement, timeout);
    return () -> statement.setQueryTimeout(0);
  }

  @Override
  Failure classify(SQLException error) {
    int number = error.getErrorCode();
    Failure failure =
        Failure.of(kind(number, error), number == 0 ? "no SQL state" : Integer.toString(number));
    String message = message(error);
    return switch (failure.kind()) {
      case UNIQUE -> duplicate(failure, message);
      case FOREIGN_KEY -> reference(failure, message);
      case CHECK -> check(failure, message);
      case NOT_NULL -> column(failure, message);
      case SYNTAX, MISSING, PERMISSION -> failure.detail(clip(message));
      default -> failure;
    };
  }

  /** The statement comes after the message, and the number after the statement. */
  private static String message(SQLException error) {
    String message = String.valueOf(error.getMessage());
    int statement = message.indexOf("; SQL statement:");
    return statement < 0 ? message : message.substring(0, statement);
  }

  private static FailureKind kind(int number, SQLException error) {
    return switch (number) {
      case 23505 -> FailureKind.UNIQUE;
      case 23503, 23506 -> FailureKind.FOREIGN_KEY;
      case 23502 -> FailureKind.NOT_NULL;
      case 23513, 23514 -> FailureKind.CHECK;
      case 40001 -> FailureKind.DEADLOCK;
      case 90131, 90112 -> FailureKind.SERIALIZATION;
      case 50200 -> FailureKind.LOCK;
      case 57014 -> FailureKind.TIMEOUT;
      case 90007, 90020, 90067, 90098, 90121, 90108 -> FailureKind.CONNECTION;
      case 90097, 90026 -> FailureKind.READ_ONLY;
      case 42102, 42103, 42104, 42122, 90022, 90079, 90124 -> FailureKind.MISSING;
      case 90096, 90040, 28000 -> FailureKind.PERMISSION;
      case 90100, 90031 -> FailureKind.RESOURCE;
      default -> byState(error);
    };
  }

  private static Failure duplicate(Failure failure, String message) {
    Failure known = failure;
    Matcher index = INDEX.matcher(message);
    if (index.find()) {
      known = known.constraint(unquoted(index.group(1)));
    }
    Matcher table = DUPLICATE.matcher(message);
    if (table.find()) {
      known = known.table(unquoted(table.group(1))).columns(columns(table.group(2)));
    }
    return known;
  }

  private static Failure reference(Failure failure, String message) {
    Matcher key = REFERENCE.matcher(message);
    if (!key.find()) {
      return failure;
    }
    return failure
        .constraint(unquoted(key.group(1)))
        .table(unquoted(key.group(2)))
        .columns(columns(key.group(3)));
  }

  private static Failure check(Failure failure, String message) {
    Matcher check = CHECK.matcher(message);
    return check.find() ? failure.constraint(unquoted(check.group(1))) : failure;
  }

  private static Failure column(Failure failure, String message) {
    Matcher column = COLUMN.matcher(message);
    return column.find() ? failure.columns(List.of(column.group(1))) : failure;
  }

  private static List<String> columns(String list) {
    return List.of(list.split(", ")).stream()
        .map(column -> unquoted(column.replaceFirst(" NULLS (FIRST|LAST)$", "")))
        .toList();
  }

  /** Quotes within a quoted message are doubled. */
  private static String unquoted(String name) {
    return name.replace("\"", "").strip();
  }
}
