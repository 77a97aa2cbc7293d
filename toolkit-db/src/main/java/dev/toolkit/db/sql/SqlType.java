package dev.toolkit.db.sql;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The type of a column, expression or binding: how databases call it, and how its values go through
 * JDBC.
 *
 * <p>Time zones, per engine: an {@link Instant} is a {@code timestamptz} on PostgreSQL, a {@code
 * timestamp with time zone} on H2, a {@code datetime(6)} that holds UTC on MySQL and MariaDB
 * whatever the session's zone, and ISO text in UTC with six decimals on SQLite, so that it sorts. A
 * {@link LocalDateTime} is stored as it is, without a zone, on all of them. Engines keep
 * microseconds: what is finer is cut off before it is sent.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the values in Java
 * @since 0.1.0
 */
public final class SqlType<V> {

  /**
   * What a type is, apart from its size.
   *
   * @since 0.1.0
   */
  public enum Kind {
    /** 16-bit integer. */
    SMALLINT,
    /** 32-bit integer. */
    INTEGER,
    /** 64-bit integer. */
    BIGINT,
    /** Exact decimal. */
    NUMERIC,
    /** 32-bit floating point. */
    REAL,
    /** 64-bit floating point. */
    DOUBLE,
    /** True or false. */
    BOOLEAN,
    /** Text without a bound. */
    TEXT,
    /** Text of at most so many characters. */
    VARCHAR,
    /** Text of exactly so many characters. */
    CHAR,
    /** Bytes. */
    BYTES,
    /** UUID. */
    UUID,
    /** Date. */
    DATE,
    /** Time of day. */
    TIME,
    /** Date and time without a zone. */
    TIMESTAMP,
    /** Point in time. */
    TIMESTAMPTZ,
    /** JSON, kept as text where a database has no such type. */
    JSON,
    /** One of a list of names. */
    ENUM,
    /** Array of another type. */
    ARRAY,
    /** A type that only the database knows. */
    CUSTOM,
    /** Known at run time only; the driver decides. */
    DYNAMIC
  }

  /** 16-bit integers, read as {@code Integer}. */
  public static final SqlType<Integer> SMALLINT = of(Kind.SMALLINT, Integer.class, Access.INTEGER);

  /** 32-bit integers. */
  public static final SqlType<Integer> INTEGER = of(Kind.INTEGER, Integer.class, Access.INTEGER);

  /** 64-bit integers. */
  public static final SqlType<Long> BIGINT = of(Kind.BIGINT, Long.class, Access.BIGINT);

  /** Exact decimals of any precision. */
  public static final SqlType<BigDecimal> NUMERIC =
      of(Kind.NUMERIC, BigDecimal.class, Access.NUMERIC);

  /** 32-bit floating point numbers. */
  public static final SqlType<Float> REAL = of(Kind.REAL, Float.class, Access.REAL);

  /** 64-bit floating point numbers. */
  public static final SqlType<Double> DOUBLE = of(Kind.DOUBLE, Double.class, Access.DOUBLE);

  /** Booleans; 0 and 1 on SQLite. */
  public static final SqlType<Boolean> BOOLEAN = of(Kind.BOOLEAN, Boolean.class, Access.BOOLEAN);

  /** Text without a bound. */
  public static final SqlType<String> TEXT = of(Kind.TEXT, String.class, Access.TEXT);

  /** Bytes. */
  public static final SqlType<byte[]> BYTES = of(Kind.BYTES, byte[].class, Access.BYTES);

  /** UUIDs; text of 36 characters on MySQL and SQLite. */
  public static final SqlType<UUID> UUID = of(Kind.UUID, UUID.class, TimeAndUuidAccess.UUID);

  /** Dates; ISO text on SQLite. */
  public static final SqlType<LocalDate> DATE =
      of(Kind.DATE, LocalDate.class, TimeAndUuidAccess.DATE);

  /** Times of day; ISO text on SQLite. */
  public static final SqlType<LocalTime> TIME =
      of(Kind.TIME, LocalTime.class, TimeAndUuidAccess.TIME);

  /** Dates with times, without a zone; ISO text on SQLite. */
  public static final SqlType<LocalDateTime> TIMESTAMP =
      of(Kind.TIMESTAMP, LocalDateTime.class, TimeAndUuidAccess.TIMESTAMP);

  /** Points in time. */
  public static final SqlType<Instant> TIMESTAMPTZ =
      of(Kind.TIMESTAMPTZ, Instant.class, TimeAndUuidAccess.TIMESTAMPTZ);

  /** JSON as its text. */
  public static final SqlType<String> JSON = of(Kind.JSON, String.class, Access.JSON);

  /** Values whose type is known at run time only: bound and read as the driver takes them. */
  public static final SqlType<Object> DYNAMIC = of(Kind.DYNAMIC, Object.class, Access.DYNAMIC);

  private final Kind kind;
  private final int size;
  private final int scale;
  private final String name;
  private final List<String> labels;
  private final @Nullable SqlType<?> element;
  private final Class<?> javaType;
  private final Access<V> access;

  private SqlType(
      Kind kind,
      int size,
      int scale,
      String name,
      List<String> labels,
      @Nullable SqlType<?> element,
      Class<?> javaType,
      Access<V> access) {
    this.kind = kind;
    this.size = size;
    this.scale = scale;
    this.name = name;
    this.labels = labels;
    this.element = element;
    this.javaType = javaType;
    this.access = access;
  }

  private static <V> SqlType<V> of(Kind kind, Class<?> javaType, Access<V> access) {
    return new SqlType<>(kind, 0, 0, "", List.of(), null, javaType, access);
  }

  /**
   * Returns the type of text of at most so many characters.
   *
   * @throws IllegalArgumentException if the length is below one
   */
  public static SqlType<String> varchar(int length) {
    return new SqlType<>(
        Kind.VARCHAR, positive(length), 0, "", List.of(), null, String.class, Access.TEXT);
  }

  /**
   * Returns the type of text of exactly so many characters.
   *
   * @throws IllegalArgumentException if the length is below one
   */
  public static SqlType<String> character(int length) {
    return new SqlType<>(
        Kind.CHAR, positive(length), 0, "", List.of(), null, String.class, Access.TEXT);
  }

  /**
   * Returns the type of exact decimals with so many digits, of which so many after the point.
   *
   * @throws IllegalArgumentException if the precision is below one or the scale not within it
   */
  public static SqlType<BigDecimal> numeric(int precision, int scale) {
    if (scale < 0 || scale > precision) {
      throw new IllegalArgumentException(
          "Scale must be between 0 and the precision " + precision + ": " + scale);
    }
    return new SqlType<>(
        Kind.NUMERIC,
        positive(precision),
        scale,
        "",
        List.of(),
        null,
        BigDecimal.class,
        Access.NUMERIC);
  }

  /**
   * Returns the type of the constants of a Java enum by their names: an enum type of that name on
   * PostgreSQL, an {@code enum} on MySQL, MariaDB and H2, text on SQLite.
   */
  public static <E extends Enum<E>> SqlType<E> enumeration(String name, Class<E> type) {
    List<String> labels = List.of(type.getEnumConstants()).stream().map(Enum::name).toList();
    return new SqlType<>(
        Kind.ENUM,
        0,
        0,
        requireNonNull(name, "name"),
        labels,
        null,
        type,
        Access.ENUM_NAME.mapped(Codec.of(Enum::name, label -> Enum.valueOf(type, label))));
  }

  /** Returns the type of arrays of these elements, which PostgreSQL and H2 have. */
  public static <E> SqlType<List<E>> array(SqlType<E> element) {
    return new SqlType<>(
        Kind.ARRAY, 0, 0, "", List.of(), element, List.class, Access.array(element));
  }

  /**
   * Returns the type that the database calls by this name, with values as text. The name is written
   * into statements as it is: it must be a constant.
   */
  public static SqlType<String> custom(String name) {
    return new SqlType<>(
        Kind.CUSTOM,
        0,
        0,
        requireNonNull(name, "name"),
        List.of(),
        null,
        String.class,
        Access.ENUM_NAME);
  }

  private static int positive(int length) {
    if (length < 1) {
      throw new IllegalArgumentException("Length of a type must be at least 1: " + length);
    }
    return length;
  }

  /** Returns the same database type for values that the codec makes of its values. */
  public <J> SqlType<J> mapped(Class<?> type, Codec<J, V> codec) {
    return new SqlType<>(
        kind,
        size,
        scale,
        name,
        labels,
        element,
        requireNonNull(type, "type"),
        access.mapped(codec));
  }

  /** Returns what the type is, apart from its size. */
  public Kind kind() {
    return kind;
  }

  /** Returns the length or precision, or zero if it has none. */
  public int size() {
    return size;
  }

  /** Returns the digits after the decimal point, or zero. */
  public int scale() {
    return scale;
  }

  /** Returns the database's name of an enum or custom type, otherwise the empty string. */
  public String name() {
    return name;
  }

  /** Returns the names that an enum has, otherwise none. */
  public List<String> labels() {
    return labels;
  }

  /** Returns the type of an array's elements, or null if this is no array. */
  public @Nullable SqlType<?> element() {
    return element;
  }

  /** Returns the class of the values. */
  public Class<?> javaType() {
    return javaType;
  }

  void set(PreparedStatement statement, int index, @Nullable V value, Dialect dialect)
      throws SQLException {
    if (value == null) {
      statement.setNull(index, dialect.nullType(this));
    } else {
      access.set(statement, index, value, dialect);
    }
  }

  @Nullable V get(ResultSet results, int position, Dialect dialect) throws SQLException {
    return access.get(results, position, dialect);
  }

  /** Returns what drivers take for the value, or for null, as an element of an array. */
  @Nullable Object arrayElement(@Nullable V value) {
    return value == null ? null : access.element(value);
  }

  /** Returns the value that the database wrote into JSON. */
  V fromJson(JsonNode value) {
    return access.fromJson(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SqlType<?> that
        && kind == that.kind
        && size == that.size
        && scale == that.scale
        && name.equals(that.name)
        && javaType == that.javaType
        && Objects.equals(element, that.element);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, size, scale, name, javaType);
  }

  /** Returns the kind in lower case with its size, such as {@code varchar(20)}. */
  @Override
  public String toString() {
    String text = kind.name().toLowerCase(java.util.Locale.ROOT);
    if (kind == Kind.NUMERIC && size > 0) {
      return text + "(" + size + ", " + scale + ")";
    }
    return size > 0 ? text + "(" + size + ")" : text;
  }
}
