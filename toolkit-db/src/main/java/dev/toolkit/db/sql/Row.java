package dev.toolkit.db.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A row that is read by position and type: the current one of a result, or one inside of a JSON
 * array.
 *
 * <p>Rows are not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public abstract sealed class Row {

  private Row() {}

  /** Returns the row that the results stand on; it moves with them. */
  public static Row of(ResultSet results, Dialect dialect) {
    return new OfResults(results, dialect);
  }

  /** Returns the row of these values, as the database writes them into JSON. */
  public static Row of(JsonNode values, Dialect dialect) {
    return new OfJson(values, dialect);
  }

  /**
   * Returns the value at the position, counted from one, or null.
   *
   * @throws SQLException if the driver cannot give it as this type
   */
  public abstract <V> @Nullable V get(int position, SqlType<V> type) throws SQLException;

  /** Returns the dialect of the database that gave the row. */
  public abstract Dialect dialect();

  private static final class OfResults extends Row {
    private final ResultSet results;
    private final Dialect dialect;

    OfResults(ResultSet results, Dialect dialect) {
      this.results = results;
      this.dialect = dialect;
    }

    @Override
    public <V> @Nullable V get(int position, SqlType<V> type) throws SQLException {
      return type.get(results, position, dialect);
    }

    @Override
    public Dialect dialect() {
      return dialect;
    }
  }

  private static final class OfJson extends Row {
    private final JsonNode values;
    private final Dialect dialect;

    OfJson(JsonNode values, Dialect dialect) {
      this.values = values;
      this.dialect = dialect;
    }

    @Override
    public <V> @Nullable V get(int position, SqlType<V> type) {
      JsonNode value = values.path(position - 1);
      return value.isNull() || value.isMissingNode() ? null : type.fromJson(value);
    }

    @Override
    public Dialect dialect() {
      return dialect;
    }
  }
}
