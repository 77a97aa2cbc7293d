package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.PostgresDialect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * PostgreSQL with pgjdbc.
 *
 * <p>Error codes: PostgreSQL 18, appendix A.
 */
final class PostgresEngine extends Engine {
  /** The head of a detail names the columns before it gives their values. */
  private static final Pattern KEY = Pattern.compile("^Key \\(((?:[^()]|\\([^()]*\\))+)\\)=\\(");

  PostgresEngine(PostgresDialect dialect) {
    super(dialect);
  }

  /** The first statement of the transaction sets it, for this transaction alone. */
  @Override
  BeforeTx begin(Connection connection, TxOptions options) throws SQLException {
    BeforeTx before = super.begin(connection, options);
    if (options.isolation().isPresent()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(
            "set transaction isolation level "
                + options.isolation().get().sql()
                + (options.isDeferrable() ? ", deferrable" : ""));
      }
    }
    return before;
  }

  /** With autocommit, the driver takes all rows into memory at once. */
  @Override
  boolean streamsInTransaction() {
    return true;
  }

  @Override
  Failure classify(SQLException error) {
    String state = error.getSQLState() == null ? "no SQL state" : error.getSQLState();
    Failure failure = Failure.of(kind(state, error), state);
    return isFromServer(error) ? Told.by((PSQLException) error, failure) : failure;
  }

  private static FailureKind kind(String state, SQLException error) {
    return switch (state) {
      case "23505" -> FailureKind.UNIQUE;
      case "23503", "23001" -> FailureKind.FOREIGN_KEY;
      case "23502" -> FailureKind.NOT_NULL;
      case "23514" -> FailureKind.CHECK;
      case "40001" -> FailureKind.SERIALIZATION;
      case "40P01" -> FailureKind.DEADLOCK;
      case "55P03" -> FailureKind.LOCK;
      // 25P03 and 57P05: the server ends an idle session.
      case "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "25P04" -> FailureKind.CONNECTION;
      case "57014" -> FailureKind.TIMEOUT;
      case "25P02" -> FailureKind.ABORTED;
      case "25006" -> FailureKind.READ_ONLY;
      case "42P01", "42703", "42883", "42704", "3F000" -> FailureKind.MISSING;
      case "42501" -> FailureKind.PERMISSION;
      case "54000", "54001", "54011", "54023" -> FailureKind.RESOURCE;
      default -> byState(error);
    };
  }

  /** Compares names, since the driver need not be there. */
  private static boolean isFromServer(SQLException error) {
    return error.getClass().getName().equals("org.postgresql.util.PSQLException");
  }

  /** What the server tells in fields of their own, whatever its language. Needs the driver. */
  private static final class Told {

    private Told() {}

    static Failure by(PSQLException error, Failure failure) {
      ServerErrorMessage told = error.getServerErrorMessage();
      if (told == null) {
        return failure;
      }
      return failure
          .constraint(told.getConstraint())
          .table(told.getTable())
          .columns(columns(told))
          .detail(detail(failure.kind(), told));
    }

    private static List<String> columns(ServerErrorMessage told) {
      if (told.getColumn() != null) {
        return List.of(told.getColumn());
      }
      Matcher key = KEY.matcher(told.getDetail() == null ? "" : told.getDetail());
      return key.find() ? List.of(key.group(1).split(", ")) : List.of();
    }

    /** Only what is about the text of the statement, in which there are no values. */
    private static @Nullable String detail(FailureKind kind, ServerErrorMessage told) {
      boolean ofText =
          kind == FailureKind.SYNTAX
              || kind == FailureKind.MISSING
              || kind == FailureKind.PERMISSION;
      return ofText && told.getMessage() != null ? clip(told.getMessage()) : null;
    }
  }
}
