package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  final List<Identifier> columns;

  /** A value for each of the columns, in their order. */
  final List<Node> values;

  private Draft(Table<T> table, List<Identifier> columns, List<Node> values) {
    this.table = table;
    this.columns = columns;
    this.values = values;
  }

  static <T extends Table<T>> Draft<T> of(Table<T> table) {
    return new Draft<>(table, List.of(), List.of());
  }

  /** Returns a row of these columns, with a value for each. */
  static <T extends Table<T>> Draft<T> of(
      Table<T> table, List<Identifier> columns, List<Node> values) {
    return new Draft<>(table, columns, values);
  }

  static NullPointerException noValue(Identifier column) {
    return new NullPointerException("value of " + column);
  }

  /**
   * Returns this row with the value for the column.
   *
   * @throws NullPointerException if the value is null: {@link #setNull} is meant
   */
  public <V> Draft<T> set(Writable<T, V> column, V value) {
    if (value == null) {
      throw noValue(column.column().name());
    }
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

  Draft<T> with(Assignment<T> assignment) {
    return with(assignment.column, assignment.value);
  }

  private Draft<T> with(Writable<T, ?> column, Node value) {
    return with(column.column().name(), value);
  }

  private Draft<T> with(Identifier name, Node value) {
    List<Node> changed = new ArrayList<>(values.size() + 1);
    changed.addAll(values);
    int position = columns.indexOf(name);
    if (position >= 0) {
      changed.set(position, value);
      return new Draft<>(table, columns, changed);
    }
    changed.add(value);
    return new Draft<>(table, Selects.plus(columns, List.of(name)), changed);
  }

  /** Returns the value for the column, or null if the row has none. */
  @Nullable Node value(Identifier column) {
    int position = columns.indexOf(column);
    return position < 0 ? null : values.get(position);
  }

  @Override
  public String toString() {
    return "Draft" + columns;
  }
}
