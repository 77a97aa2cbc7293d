package dev.toolkit.db.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The current row of a result, read by position and type.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Row {
  private final ResultSet results;
  private final Dialect dialect;

  private Row(ResultSet results, Dialect dialect) {
    this.results = results;
    this.dialect = dialect;
  }

  /** Returns the row that the results stand on; it moves with them. */
  public static Row of(ResultSet results, Dialect dialect) {
    return new Row(results, dialect);
  }

  /**
   * Returns the value at the position, counted from one, or null.
   *
   * @throws SQLException if the driver cannot give it as this type
   */
  public <V> @Nullable V get(int position, SqlType<V> type) throws SQLException {
    return type.get(results, position, dialect);
  }
}
