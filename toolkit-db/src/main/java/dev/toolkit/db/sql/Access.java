package dev.toolkit.db.sql;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How values of one Java type go into and come out of JDBC, per dialect. */
interface Access<V> {

  /** Sets a value that is not null. */
  void set(PreparedStatement statement, int index, V value, Dialect dialect) throws SQLException;

  /** Returns the value at the position, or null. */
  @Nullable V get(ResultSet results, int position, Dialect dialect) throws SQLException;

  /** Returns the value that a database wrote into JSON and that is not null there. */
  V fromJson(JsonNode value);

  /** Returns what drivers take for the value as an element of an array. */
  default Object element(V value) {
    return value;
  }

  Access<Integer> INTEGER = of(PreparedStatement::setInt, ResultSet::getInt, JsonNode::asInt);

  Access<Long> BIGINT = of(PreparedStatement::setLong, ResultSet::getLong, JsonNode::asLong);

  Access<Float> REAL =
      floating(
          PreparedStatement::setFloat,
          ResultSet::getFloat,
          Float::parseFloat,
          BigDecimal::floatValue);

  Access<Double> DOUBLE =
      floating(
          PreparedStatement::setDouble,
          ResultSet::getDouble,
          Double::parseDouble,
          BigDecimal::doubleValue);

  Access<Boolean> BOOLEAN =
      of(
          PreparedStatement::setBoolean,
          ResultSet::getBoolean,
          // Databases without booleans write numbers.
          value -> value.isNumber() ? value.asInt() != 0 : value.asBoolean());

  Access<byte[]> BYTES =
      of(
          PreparedStatement::setBytes,
          ResultSet::getBytes,
          value -> {
            throw new UnsupportedOperationException(
                "Bytes cannot be read from JSON: select them without many(…)");
          });

  Access<String> TEXT = of(PreparedStatement::setString, ResultSet::getString, JsonNode::asString);

  /** SQLite has no decimals: they are kept there as text, so that no digit is lost. */
  Access<BigDecimal> NUMERIC =
      new Access<>() {
        @Override
        public void set(PreparedStatement statement, int index, BigDecimal value, Dialect dialect)
            throws SQLException {
          if (dialect instanceof SqliteDialect) {
            statement.setString(index, value.toPlainString());
          } else {
            statement.setBigDecimal(index, value);
          }
        }

        @Override
        public @Nullable BigDecimal get(ResultSet results, int position, Dialect dialect)
            throws SQLException {
          if (dialect instanceof SqliteDialect) {
            String text = results.getString(position);
            return text == null ? null : new BigDecimal(text);
          }
          return results.getBigDecimal(position);
        }

        @Override
        public BigDecimal fromJson(JsonNode value) {
          return new BigDecimal(value.asString());
        }
      };

  /** PostgreSQL takes text for its own types only as an untyped value. */
  Access<String> ENUM_NAME = untypedText(JsonNode::asString);

  /** H2 would make a JSON string of text; the renderer writes {@code ? format json} for it. */
  Access<String> JSON = untypedText(JsonNode::toString);

  Access<Object> DYNAMIC =
      new Access<>() {
        @Override
        public void set(PreparedStatement statement, int index, Object value, Dialect dialect)
            throws SQLException {
          statement.setObject(index, value);
        }

        @Override
        public @Nullable Object get(ResultSet results, int position, Dialect dialect)
            throws SQLException {
          return plain(results.getObject(position));
        }

        @Override
        public Object fromJson(JsonNode value) {
          if (value.isNumber()) {
            return value.numberValue();
          }
          return value.isBoolean() ? (Object) value.booleanValue() : text(value);
        }

        private String text(JsonNode value) {
          return value.isString() ? value.asString() : value.toString();
        }

        private @Nullable Object plain(@Nullable Object value) throws SQLException {
          return switch (value) {
            case null -> null;
            case Array array ->
                Collections.unmodifiableList(Arrays.asList((Object[]) array.getArray()));
            case BigInteger integer when integer.bitLength() < Long.SIZE -> integer.longValue();
            default -> value;
          };
        }
      };

  private static Access<String> untypedText(Function<JsonNode, String> fromJson) {
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, String value, Dialect dialect)
          throws SQLException {
        if (dialect instanceof PostgresDialect) {
          statement.setObject(index, value, Types.OTHER);
        } else {
          statement.setString(index, value);
        }
      }

      @Override
      public @Nullable String get(ResultSet results, int position, Dialect dialect)
          throws SQLException {
        return results.getString(position);
      }

      @Override
      public String fromJson(JsonNode value) {
        return fromJson.apply(value);
      }
    };
  }

  /** Returns the access of arrays, which goes through {@link java.sql.Array}. */
  static <E> Access<List<E>> array(SqlType<E> element) {
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, List<E> value, Dialect dialect)
          throws SQLException {
        Array array =
            statement.getConnection().createArrayOf(dialect.elementName(element), elements(value));
        statement.setArray(index, array);
      }

      @Override
      public Object element(List<E> value) {
        return elements(value);
      }

      private Object[] elements(List<E> value) {
        return value.stream().map(element::arrayElement).toArray();
      }

      @Override
      public @Nullable List<E> get(ResultSet results, int position, Dialect dialect)
          throws SQLException {
        Array array = results.getArray(position);
        if (array == null) {
          return null;
        }
        List<E> elements = new ArrayList<>();
        try (ResultSet each = array.getResultSet()) {
          while (each.next()) {
            // The second column holds the element; PostgreSQL allows nulls among them.
            E value = element.get(each, 2, dialect);
            if (value == null) {
              throw new UnexpectedNullException(position);
            }
            elements.add(value);
          }
        }
        return List.copyOf(elements);
      }

      @Override
      public List<E> fromJson(JsonNode value) {
        List<E> elements = new ArrayList<>();
        for (JsonNode each : value) {
          if (each.isNull()) {
            throw new UnexpectedNullException();
          }
          elements.add(element.fromJson(each));
        }
        return List.copyOf(elements);
      }
    };
  }

  /** Returns the access of what a codec makes of these values. */
  default <J> Access<J> mapped(Codec<J, V> codec) {
    Access<V> stored = this;
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, J value, Dialect dialect)
          throws SQLException {
        stored.set(statement, index, codec.encode(value), dialect);
      }

      @Override
      public @Nullable J get(ResultSet results, int position, Dialect dialect) throws SQLException {
        V value = stored.get(results, position, dialect);
        return value == null ? null : codec.decode(value);
      }

      @Override
      public J fromJson(JsonNode value) {
        return codec.decode(stored.fromJson(value));
      }

      @Override
      public Object element(J value) {
        return stored.element(codec.encode(value));
      }
    };
  }

  /** JSON has no words for what is no number: databases write text, or more than fits. */
  private static <N extends Number> Access<N> floating(
      Setter<N> setter,
      Getter<N> getter,
      Function<String, N> parse,
      Function<BigDecimal, N> round) {
    Access<N> plain =
        of(
            setter,
            getter,
            value ->
                value.isString()
                    ? parse.apply(value.asString())
                    : round.apply(value.decimalValue()));
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, N value, Dialect dialect)
          throws SQLException {
        dialect.requireNumber(value.doubleValue());
        plain.set(statement, index, value, dialect);
      }

      @Override
      public @Nullable N get(ResultSet results, int position, Dialect dialect) throws SQLException {
        return plain.get(results, position, dialect);
      }

      @Override
      public N fromJson(JsonNode value) {
        return plain.fromJson(value);
      }
    };
  }

  private static <V> Access<V> of(
      Setter<V> setter, Getter<V> getter, Function<JsonNode, V> fromJson) {
    return new Access<>() {
      @Override
      public void set(PreparedStatement statement, int index, V value, Dialect dialect)
          throws SQLException {
        setter.set(statement, index, value);
      }

      @Override
      public @Nullable V get(ResultSet results, int position, Dialect dialect) throws SQLException {
        V value = getter.get(results, position);
        // Drivers give zero or false for the null of a primitive.
        return results.wasNull() ? null : value;
      }

      @Override
      public V fromJson(JsonNode value) {
        return fromJson.apply(value);
      }
    };
  }

  /** Sets a value of a statement. */
  @FunctionalInterface
  interface Setter<V> {
    void set(PreparedStatement statement, int index, V value) throws SQLException;
  }

  /** Gets a value of a row. */
  @FunctionalInterface
  interface Getter<V> {
    @Nullable V get(ResultSet results, int position) throws SQLException;
  }
}
