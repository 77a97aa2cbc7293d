package dev.toolkit.db.jdbc;

import dev.toolkit.db.sql.Dialect;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * MySQL and MariaDB.
 *
 * <p>Their messages hold values, and may hold quotes in them: names are looked for from the end, or
 * where no value comes before them. Error numbers: MySQL 8.4 and MariaDB 11.4, server error
 * references.
 */
final class MySqlEngine extends Engine {
  private static final Pattern DUPLICATE =
      Pattern.compile(".*for key '([^']+)'[^']*$", Pattern.DOTALL);
  private static final Pattern FOREIGN_KEY =
      Pattern.compile(
          "a foreign key constraint fails \\((?:`[^`]*`\\.)?`([^`]+)`, CONSTRAINT `([^`]+)`"
              + " FOREIGN KEY \\(([^)]+)\\)");
  private static final Pattern COLUMN =
      Pattern.compile("^(?:\\(conn=\\d+\\) )?(?:Column|Field) '([^']+)'");
  private static final Pattern MARIADB_CHECK =
      Pattern.compile("CONSTRAINT `([^`]+)` failed for (?:`[^`]*`\\.)?`([^`]+)`");
  private static final Pattern MYSQL_CHECK =
      Pattern.compile("^Check constraint '([^']+)' is violated");
  private static final Pattern PREFIX = Pattern.compile("^\\(conn=\\d+\\) ");

  MySqlEngine(Dialect dialect) {
    super(dialect);
  }

  /** It holds for the next transaction only, so that nothing has to be put back. */
  @Override
  void isolate(Connection connection, TxOptions options) throws SQLException {
    List<String> modes = new ArrayList<>();
    options.isolation().ifPresent(level -> modes.add("isolation level " + level.sql()));
    if (options.isReadOnly()) {
      modes.add("read only");
    }
    if (!modes.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("set transaction " + String.join(", ", modes));
      }
    }
  }

  /** MySQL's own driver streams row by row, and only if asked by this number. */
  @Override
  void fetchInPortions(PreparedStatement statement, int rows) throws SQLException {
    String driver = statement.getConnection().getMetaData().getDriverName();
    statement.setFetchSize(driver.startsWith("MySQL") ? Integer.MIN_VALUE : rows);
  }

  @Override
  Failure classify(SQLException error) {
    int number = error.getErrorCode();
    String state = error.getSQLState() == null ? "no SQL state" : error.getSQLState();
    String code = number <= 0 ? state : state + ", " + number;
    Failure failure = Failure.of(kind(number, error), code);
    String message = PREFIX.matcher(String.valueOf(error.getMessage())).replaceFirst("");
    return switch (failure.kind()) {
      case UNIQUE -> duplicate(failure, message);
      case FOREIGN_KEY -> foreignKey(failure, message);
      case NOT_NULL -> column(failure, message);
      case CHECK -> check(failure, message);
      // The driver writes values into the text, and the server quotes the text in its messages:
      // only those that name an object are free of it.
      case MISSING -> failure.detail(clip(message));
      default -> failure;
    };
  }

  private static FailureKind kind(int number, SQLException error) {
    return switch (number) {
      case 1022, 1062, 1169, 1586 -> FailureKind.UNIQUE;
      case 1216, 1217, 1451, 1452 -> FailureKind.FOREIGN_KEY;
      case 1048, 1364, 1263 -> FailureKind.NOT_NULL;
      case 3819, 4025 -> FailureKind.CHECK;
      case 1213 -> FailureKind.DEADLOCK;
      // 1020: MariaDB with innodb_snapshot_isolation.
      case 1020 -> FailureKind.SERIALIZATION;
      case 1205, 3572 -> FailureKind.LOCK;
      case 1317, 1907, 1969, 3024 -> FailureKind.TIMEOUT;
      case 1040,
          1053,
          1152,
          1153,
          1156,
          1158,
          1159,
          1160,
          1161,
          1184,
          1203,
          1927,
          2006,
          2013,
          4031 ->
          FailureKind.CONNECTION;
      case 1792 -> FailureKind.READ_ONLY;
      case 1264, 1265, 1292, 1366, 1406, 1411, 1690, 3140, 4038 -> FailureKind.VALUE;
      case 1049, 1051, 1054, 1091, 1146, 1305 -> FailureKind.MISSING;
      case 1044, 1045, 1142, 1143, 1227, 1370 -> FailureKind.PERMISSION;
      case 1021, 1037, 1038, 1041, 1114, 1206 -> FailureKind.RESOURCE;
      default -> byState(error);
    };
  }

  /** MySQL writes the table before the key. */
  private static Failure duplicate(Failure failure, String message) {
    Matcher key = DUPLICATE.matcher(message);
    if (!key.find()) {
      return failure;
    }
    String name = key.group(1);
    int dot = name.indexOf('.');
    return dot < 0
        ? failure.constraint(name)
        : failure.table(name.substring(0, dot)).constraint(name.substring(dot + 1));
  }

  private static Failure foreignKey(Failure failure, String message) {
    Matcher key = FOREIGN_KEY.matcher(message);
    if (!key.find()) {
      return failure;
    }
    List<String> columns = List.of(key.group(3).replace("`", "").split(",\\s*"));
    return failure.table(key.group(1)).constraint(key.group(2)).columns(columns);
  }

  private static Failure column(Failure failure, String message) {
    Matcher column = COLUMN.matcher(message);
    return column.find() ? failure.columns(List.of(column.group(1))) : failure;
  }

  private static Failure check(Failure failure, String message) {
    Matcher check = MARIADB_CHECK.matcher(message);
    if (check.find()) {
      return failure.constraint(check.group(1)).table(check.group(2));
    }
    return failure.constraint(group(MYSQL_CHECK.matcher(message)));
  }

  private static @Nullable String group(Matcher matcher) {
    return matcher.find() ? matcher.group(1) : null;
  }
}
