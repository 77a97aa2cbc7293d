package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Access to what some engines keep as text: SQLite's times, and UUIDs on MySQL and SQLite. */
final class TimeAndUuidAccess {
  /** Of fixed width, so that the order of the texts is the order of the times. */
  private static final DateTimeFormatter DATE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final DateTimeFormatter TIME_OF_DAY =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);

  private static final String BEFORE_CHRIST = " BC";

  static final Access<LocalDate> DATE =
      orText(
          LocalDate.class,
          date -> date,
          LocalDate::getYear,
          LocalDate::toString,
          text -> parse(text, LocalDate.MIN, LocalDate.MAX, LocalDate::parse));

  static final Access<LocalTime> TIME =
      orText(
          LocalTime.class,
          time -> time.truncatedTo(ChronoUnit.MICROS),
          time -> 1,
          TIME_OF_DAY::format,
          LocalTime::parse);

  static final Access<LocalDateTime> TIMESTAMP =
      orText(
          LocalDateTime.class,
          time -> time.truncatedTo(ChronoUnit.MICROS),
          LocalDateTime::getYear,
          DATE_TIME::format,
          text ->
              parse(
                  text,
                  LocalDateTime.MIN,
                  LocalDateTime.MAX,
                  iso -> LocalDateTime.parse(iso.replace(' ', 'T'))));

  static final Access<Instant> TIMESTAMPTZ =
      new Access<>() {
        @Override
        public void set(PreparedStatement statement, int index, Instant value, Dialect dialect)
            throws SQLException {
          OffsetDateTime utc = value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
          dialect.requireYear(utc.getYear());
          switch (dialect) {
            case PostgresDialect d -> statement.setObject(index, utc);
            case H2Dialect d -> statement.setObject(index, utc);
            case MySqlDialect d -> statement.setObject(index, utc.toLocalDateTime());
            case MariaDbDialect d -> statement.setObject(index, utc.toLocalDateTime());
            case SqliteDialect d -> statement.setString(index, DATE_TIME.format(utc) + "Z");
          }
        }

        @Override
        public @Nullable Instant get(ResultSet results, int position, Dialect dialect)
            throws SQLException {
          return switch (dialect) {
            case PostgresDialect d -> fromOffset(results, position);
            case H2Dialect d -> fromOffset(results, position);
            case MySqlDialect d -> fromUtc(results, position);
            case MariaDbDialect d -> fromUtc(results, position);
            case SqliteDialect d -> {
              String text = results.getString(position);
              yield text == null ? null : parseInstant(text);
            }
          };
        }

        @Override
        public Object element(Instant value) {
          return value.truncatedTo(ChronoUnit.MICROS);
        }

        @Override
        public Instant fromJson(JsonNode value) {
          return parse(
              value.asString(),
              OffsetDateTime.MIN.toInstant(),
              OffsetDateTime.MAX.toInstant(),
              TimeAndUuidAccess::parseInstant);
        }
      };

  static final Access<UUID> UUID =
      new Access<>() {
        @Override
        public void set(PreparedStatement statement, int index, UUID value, Dialect dialect)
            throws SQLException {
          if (keepsUuids(dialect)) {
            statement.setObject(index, value);
          } else {
            statement.setString(index, value.toString());
          }
        }

        @Override
        public @Nullable UUID get(ResultSet results, int position, Dialect dialect)
            throws SQLException {
          if (keepsUuids(dialect)) {
            return results.getObject(position, UUID.class);
          }
          String text = results.getString(position);
          return text == null ? null : java.util.UUID.fromString(text);
        }

        @Override
        public UUID fromJson(JsonNode value) {
          return java.util.UUID.fromString(value.asString());
        }
      };

  private TimeAndUuidAccess() {}

  private static boolean keepsUuids(Dialect dialect) {
    return dialect instanceof PostgresDialect || dialect instanceof H2Dialect;
  }

  private static @Nullable Instant fromOffset(ResultSet results, int position) throws SQLException {
    OffsetDateTime time = results.getObject(position, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static @Nullable Instant fromUtc(ResultSet results, int position) throws SQLException {
    LocalDateTime time = results.getObject(position, LocalDateTime.class);
    return time == null ? null : time.toInstant(ZoneOffset.UTC);
  }

  /**
   * Reads what databases write: a T or a blank between date and time; a zone as Z, as +00 or as
   * +00:00; no zone for UTC.
   */
  private static Instant parseInstant(String text) {
    String time = text.replace(' ', 'T');
    int sign = Math.max(time.lastIndexOf('+'), time.lastIndexOf('-'));
    boolean zoned = sign > time.indexOf('T');
    if (time.endsWith("Z")) {
      return Instant.parse(time);
    }
    return zoned
        ? LocalDateTime.parse(time.substring(0, sign))
            .toInstant(ZoneOffset.of(time.substring(sign)))
        : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
  }

  /**
   * Reads a date as PostgreSQL and H2 write it into JSON: years before our era have a BC at the end
   * or a sign, those of five digits have none, and what PostgreSQL calls infinity is what its
   * driver makes of it in columns.
   */
  private static <V> V parse(String text, V first, V last, Function<String, V> parse) {
    return switch (text) {
      case "infinity" -> last;
      case "-infinity" -> first;
      default -> parse.apply(withIsoYear(text));
    };
  }

  private static String withIsoYear(String text) {
    int end = text.indexOf('-', 1);
    if (text.endsWith(BEFORE_CHRIST)) {
      // There is a year 0 in ISO 8601, which is the first one before our era.
      int year = 1 - Integer.parseInt(text.substring(0, end));
      String rest = text.substring(end, text.length() - BEFORE_CHRIST.length());
      return (year == 0 ? "0000" : String.format(Locale.ROOT, "%05d", year)) + rest;
    }
    boolean unsigned = Character.isDigit(text.charAt(0));
    return unsigned && end > 4 ? "+" + text : text;
  }

  private static <V> Access<V> orText(
      Class<V> type,
      UnaryOperator<V> cut,
      ToIntFunction<V> year,
      Function<V, String> format,
      Function<String, V> parse) {
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, V value, Dialect dialect)
          throws SQLException {
        dialect.requireYear(year.applyAsInt(value));
        if (dialect instanceof SqliteDialect) {
          statement.setString(index, format.apply(cut.apply(value)));
        } else {
          statement.setObject(index, cut.apply(value));
        }
      }

      @Override
      public @Nullable V get(ResultSet results, int position, Dialect dialect) throws SQLException {
        if (dialect instanceof SqliteDialect) {
          String text = results.getString(position);
          return text == null ? null : parse.apply(text);
        }
        return results.getObject(position, type);
      }

      @Override
      public Object element(V value) {
        return cut.apply(value);
      }

      @Override
      public V fromJson(JsonNode value) {
        return parse.apply(value.asString());
      }
    };
  }
}
