package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Codec;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What tables and views have in common: a name, and columns that are declared as fields.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @param <T> the table or view itself
 * @since 0.1.0
 */
public abstract class TableLike<T extends TableLike<T>> extends Source {
  private final Identifier name;
  private final List<ColumnModel> columns = new ArrayList<>();
  private @Nullable Identifier schema;

  /** Made when it is first asked for; threads that race make equal ones. */
  private Relation.@Nullable Named relation;

  TableLike(Identifier name) {
    this.name = name;
  }

  @Override
  Relation.Named relation() {
    Relation.Named known = relation;
    if (known == null) {
      known = new Relation.Named(schema, name, null);
      relation = known;
    }
    return known;
  }

  @Override
  final Identifier name() {
    return name;
  }

  final @Nullable Identifier schema() {
    return schema;
  }

  final List<ColumnModel> columns() {
    return columns;
  }

  /** Returns the same table under another name. */
  public final Alias<T> as(String alias) {
    return new Alias<>(this, Identifier.of(alias));
  }

  /** Puts the table into the schema of this name; without it, the database looks for it. */
  protected final void inSchema(String schemaName) {
    schema = Identifier.of(schemaName);
    relation = null;
  }

  /** Declares a column of text without a bound. */
  protected final Text<T> text(String column) {
    return text(column, SqlType.TEXT);
  }

  /** Declares a column of text of at most so many characters. */
  protected final Text<T> varchar(String column, int length) {
    return text(column, SqlType.varchar(length));
  }

  /** Declares a column of text of exactly so many characters. */
  protected final Text<T> character(String column, int length) {
    return text(column, SqlType.character(length));
  }

  private Text<T> text(String column, SqlType<String> type) {
    return new Text<>(name, add(column, type), type);
  }

  /** Declares a column of 16-bit integers. */
  protected final Int<T> smallint(String column) {
    return new Int<>(name, add(column, SqlType.SMALLINT), SqlType.SMALLINT);
  }

  /** Declares a column of 32-bit integers. */
  protected final Int<T> integer(String column) {
    return new Int<>(name, add(column, SqlType.INTEGER), SqlType.INTEGER);
  }

  /** Declares a column of 64-bit integers. */
  protected final BigInt<T> bigint(String column) {
    return new BigInt<>(name, add(column, SqlType.BIGINT), SqlType.BIGINT);
  }

  /** Declares a column of exact decimals with so many digits, of which so many after the point. */
  protected final Num<T, BigDecimal> numeric(String column, int precision, int scale) {
    return number(column, SqlType.numeric(precision, scale));
  }

  /** Declares a column of 32-bit floating point numbers. */
  protected final Num<T, Float> real(String column) {
    return number(column, SqlType.REAL);
  }

  /** Declares a column of 64-bit floating point numbers. */
  protected final Num<T, Double> doublePrecision(String column) {
    return number(column, SqlType.DOUBLE);
  }

  private <N extends Number> Num<T, N> number(String column, SqlType<N> type) {
    return new Num<>(name, add(column, type), type);
  }

  /** Declares a column of truth values. */
  protected final Bool<T> bool(String column) {
    return new Bool<>(name, add(column, SqlType.BOOLEAN), SqlType.BOOLEAN);
  }

  /** Declares a column of points in time; {@link SqlType} says how each database keeps them. */
  protected final Time<T> timestamptz(String column) {
    return new Time<>(name, add(column, SqlType.TIMESTAMPTZ), SqlType.TIMESTAMPTZ);
  }

  /** Declares a column of points in time, kept as milliseconds since 1970 in a 64-bit integer. */
  protected final Time<T> epochMillis(String column) {
    SqlType<Instant> type =
        SqlType.BIGINT.mapped(
            Instant.class, Codec.of(Instant::toEpochMilli, Instant::ofEpochMilli));
    return new Time<>(name, add(column, type), type);
  }

  /** Declares a column of dates with times, without a zone. */
  protected final Ordered<T, LocalDateTime> timestamp(String column) {
    return ordered(column, SqlType.TIMESTAMP);
  }

  /** Declares a column of dates. */
  protected final Ordered<T, LocalDate> date(String column) {
    return ordered(column, SqlType.DATE);
  }

  /** Declares a column of times of day. */
  protected final Ordered<T, LocalTime> time(String column) {
    return ordered(column, SqlType.TIME);
  }

  /** Declares a column of UUIDs. */
  protected final Ordered<T, UUID> uuid(String column) {
    return ordered(column, SqlType.UUID);
  }

  /** Declares a column of a type whose values have an order. */
  protected final <V> Ordered<T, V> ordered(String column, SqlType<V> type) {
    return new Ordered<>(name, add(column, type), type);
  }

  /** Declares a column of bytes. */
  protected final Value<T, byte[]> bytes(String column) {
    return column(column, SqlType.BYTES);
  }

  /** Declares a column of the constants of an enum, in a database type of this name. */
  protected final <E extends Enum<E>> Value<T, E> enumeration(
      String column, String typeName, Class<E> type) {
    return column(column, SqlType.enumeration(typeName, type));
  }

  /** Declares a column of a type that only the database knows, as text. */
  protected final Value<T, String> custom(String column, String typeName) {
    return column(column, SqlType.custom(typeName));
  }

  /** Declares a column of any type, such as one with a {@link Codec}. */
  protected final <V> Value<T, V> column(String column, SqlType<V> type) {
    return new Value<>(name, add(column, type), type);
  }

  /** Declares a column of JSON that holds values of the class. */
  protected final <V> Json<T, V> json(String column, Class<V> type) {
    return json(column, type, JsonMapper.shared());
  }

  /** Declares a column of JSON that holds values of the class, written and read by the mapper. */
  protected final <V> Json<T, V> json(String column, Class<V> type, JsonMapper mapper) {
    requireNonNull(mapper, "mapper");
    SqlType<V> mapped =
        SqlType.JSON.mapped(
            type, Codec.of(mapper::writeValueAsString, text -> mapper.readValue(text, type)));
    return new Json<>(name, add(column, mapped), mapped);
  }

  /** Declares a column of arrays with elements of the type. */
  protected final <E> Array<T, E> array(String column, SqlType<E> element) {
    SqlType<List<E>> type = SqlType.array(element);
    return new Array<>(name, add(column, type), type);
  }

  private ColumnModel add(String column, SqlType<?> type) {
    ColumnModel model = new ColumnModel(column, type);
    for (ColumnModel other : columns) {
      if (other.name().equals(model.name())) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME,
            "Table " + name + " declares column " + model.name() + " twice");
      }
    }
    columns.add(model);
    return model;
  }

  @Override
  public String toString() {
    return name.toString();
  }
}
