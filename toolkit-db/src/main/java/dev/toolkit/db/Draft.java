package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A row to insert: columns with values. What it leaves out gets the column's default.
 *
 * <p>This class is immutable and safe for use by multiple threads. {@link #toString} shows names
 * and no values.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Draft<T extends Table<T>> {
  final Table<T> table;
  final Map<Identifier, Node> values;

  private Draft(Table<T> table, Map<Identifier, Node> values) {
    this.table = table;
    this.values = values;
  }

  static <T extends Table<T>> Draft<T> of(Table<T> table) {
    return new Draft<>(table, Map.of());
  }

  /**
   * Returns this row with the value for the column.
   *
   * @throws NullPointerException if the value is null: {@link #setNull} is meant
   */
  public <V> Draft<T> set(Writable<T, V> column, V value) {
    requireNonNull(value, "value of " + column.column().name());
    return with(column, Nodes.value(column.type(), value));
  }

  /** Returns this row with what the expression gives for the column. */
  public <V> Draft<T> set(Writable<T, V> column, Expr<V, ?> value) {
    return with(column, value.node);
  }

  /** Returns this row with null for the column. */
  public <V> Draft<T> setNull(Writable<T, V> column) {
    return with(column, Nodes.value(column.type(), null));
  }

  private Draft<T> with(Writable<T, ?> column, Node value) {
    Map<Identifier, Node> changed = new LinkedHashMap<>(values);
    changed.put(column.column().name(), value);
    return new Draft<>(table, Collections.unmodifiableMap(changed));
  }

  @Override
  public String toString() {
    return "Draft" + values.keySet();
  }
}
