package dev.toolkit.db.sql;

import dev.toolkit.db.sql.SqlType.Kind;
import java.util.Locale;

/** How the dialects write the functions that mean the same in each of them. */
final class FunctionForms {

  /*
   * Templates: {0} and {1} stand for the arguments. Nothing of a caller is part of them but numbers.
   */

  private FunctionForms() {}

  static String postgres(ScalarFunction function) {
    return switch (function) {
      case ScalarFunction.Named.NOW -> "current_timestamp";
      case ScalarFunction.Named.LENGTH -> "char_length({0})";
      case ScalarFunction.Named.POSITION -> "strpos({0}, {1})";
      // Floating-point numbers are rounded to integers only.
      case ScalarFunction.Round(int digits) -> "round(cast({0} as numeric), " + digits + ")";
      case ScalarFunction.Part(DatePart part, Kind kind) ->
          extracted(
              part == DatePart.DAY_OF_WEEK ? "isodow" : lower(part),
              kind == Kind.TIMESTAMPTZ ? "{0} at time zone 'UTC'" : "{0}");
      case ScalarFunction.Start(DateUnit unit, Kind kind) ->
          switch (kind) {
            case TIMESTAMPTZ -> "date_trunc('" + lower(unit) + "', {0}, 'UTC')";
            case DATE -> "cast(date_trunc('" + lower(unit) + "', {0}) as date)";
            default -> "date_trunc('" + lower(unit) + "', {0})";
          };
    };
  }

  static String h2(ScalarFunction function) {
    return switch (function) {
      case ScalarFunction.Named.NOW -> "current_timestamp";
      case ScalarFunction.Named.LENGTH -> "char_length({0})";
      case ScalarFunction.Named.POSITION -> "locate({1}, {0})";
      case ScalarFunction.Round(int digits) -> "round({0}, " + digits + ")";
      case ScalarFunction.Part(DatePart part, Kind kind) ->
          extracted(part == DatePart.DAY_OF_WEEK ? "iso_day_of_week" : lower(part), h2Moment(kind));
      case ScalarFunction.Start(DateUnit unit, Kind kind) -> {
        String name = unit == DateUnit.WEEK ? "iso_week" : lower(unit);
        yield "date_trunc(" + name + ", " + h2Moment(kind) + ")";
      }
    };
  }

  /** A parameter has a type only where it stands beside it. */
  private static String h2Moment(Kind kind) {
    return switch (kind) {
      case TIMESTAMPTZ -> "cast({0} as timestamp(6) with time zone) at time zone 'UTC'";
      case DATE -> "cast({0} as date)";
      default -> "cast({0} as " + lower(kind) + "(6))";
    };
  }

  /** Seconds have a fraction, which a cast would round. */
  private static String extracted(String field, String moment) {
    return "cast(floor(extract(" + field + " from " + moment + ")) as integer)";
  }

  static String mySql(ScalarFunction function) {
    return switch (function) {
      case ScalarFunction.Named.NOW -> "utc_timestamp(6)";
      case ScalarFunction.Named.LENGTH -> "char_length({0})";
      case ScalarFunction.Named.POSITION -> "locate({1}, {0})";
      case ScalarFunction.Round(int digits) -> "round({0}, " + digits + ")";
      case ScalarFunction.Part(DatePart part, Kind kind) ->
          part == DatePart.DAY_OF_WEEK ? "(weekday({0}) + 1)" : lower(part) + "({0})";
      case ScalarFunction.Start(DateUnit unit, Kind kind) ->
          "cast(" + mySqlStart(unit) + " as " + (kind == Kind.DATE ? "date)" : "datetime(6))");
    };
  }

  private static String mySqlStart(DateUnit unit) {
    return switch (unit) {
      case YEAR -> "date_format({0}, '%Y-01-01')";
      case QUARTER -> "makedate(year({0}), 1) + interval 3 * quarter({0}) - 3 month";
      case MONTH -> "date_format({0}, '%Y-%m-01')";
      case WEEK -> "date({0}) - interval weekday({0}) day";
      case DAY -> "date({0})";
      case HOUR -> "date_format({0}, '%Y-%m-%d %H:00:00')";
      case MINUTE -> "date_format({0}, '%Y-%m-%d %H:%i:00')";
      case SECOND -> "date_format({0}, '%Y-%m-%d %H:%i:%s')";
    };
  }

  /**
   * Moments are texts of fixed width, and so are their parts. SQLite's functions of dates would
   * round to milliseconds, and with that into the next second.
   */
  static String sqlite(ScalarFunction function) {
    return switch (function) {
      case ScalarFunction.Named.NOW -> "(strftime('%Y-%m-%dT%H:%M:%f', 'now') || '000Z')";
      case ScalarFunction.Named.LENGTH -> "length({0})";
      case ScalarFunction.Named.POSITION -> "instr({0}, {1})";
      case ScalarFunction.Round(int digits) -> "round({0}, " + digits + ")";
      case ScalarFunction.Part(DatePart part, Kind kind) -> sqlitePart(part, kind);
      case ScalarFunction.Start(DateUnit unit, Kind kind) -> sqliteStart(unit, kind);
    };
  }

  private static String sqlitePart(DatePart part, Kind kind) {
    int time = kind == Kind.TIME ? 1 : 12;
    return switch (part) {
      case YEAR -> integerAt(1, 4);
      case MONTH -> integerAt(6, 2);
      case DAY -> integerAt(9, 2);
      case DAY_OF_WEEK -> "((strftime('%w', substr({0}, 1, 10)) + 6) % 7 + 1)";
      case HOUR -> integerAt(time, 2);
      case MINUTE -> integerAt(time + 3, 2);
      case SECOND -> integerAt(time + 6, 2);
    };
  }

  private static String integerAt(int start, int length) {
    return "cast(substr({0}, " + start + ", " + length + ") as integer)";
  }

  private static String sqliteStart(DateUnit unit, Kind kind) {
    String zone = kind == Kind.TIMESTAMPTZ ? "Z" : "";
    String midnight = kind == Kind.DATE ? "" : "T00:00:00.000000" + zone;
    return switch (unit) {
      case YEAR -> "(substr({0}, 1, 4) || '-01-01" + midnight + "')";
      case QUARTER ->
          "(substr({0}, 1, 5) || substr('010101040404070707101010', 2 * substr({0}, 6, 2) - 1, 2)"
              + " || '-01"
              + midnight
              + "')";
      case MONTH -> "(substr({0}, 1, 7) || '-01" + midnight + "')";
      case WEEK -> "(date(substr({0}, 1, 10), '-6 days', 'weekday 1') || '" + midnight + "')";
      case DAY -> "(substr({0}, 1, 10) || '" + midnight + "')";
      case HOUR -> "(substr({0}, 1, 13) || ':00:00.000000" + zone + "')";
      case MINUTE -> "(substr({0}, 1, 16) || ':00.000000" + zone + "')";
      case SECOND -> "(substr({0}, 1, 19) || '.000000" + zone + "')";
    };
  }

  private static String lower(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
