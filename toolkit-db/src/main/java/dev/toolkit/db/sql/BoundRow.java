package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.RandomAccess;

/**
 * A row of values, each of the type of its column: a list of bindings, which are made when they are
 * asked for. Rows to insert are many, and so would be objects for each of their values.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class BoundRow extends AbstractList<Node> implements RandomAccess {
  final SqlType<?>[] types;
  final Object[] values;

  private BoundRow(SqlType<?>[] types, Object[] values) {
    this.types = types;
    this.values = values;
  }

  /** Returns the row of these values, none of them null. Both arrays are its own from here on. */
  public static BoundRow of(SqlType<?>[] types, Object[] values) {
    return new BoundRow(types, values);
  }

  @Override
  public int size() {
    return values.length;
  }

  @Override
  public Binding<?> get(int index) {
    return Bindings.binding(types[index], values[index]);
  }

  /** Returns whether both rows have their types from the same array. */
  @SuppressWarnings("ReferenceEquality") // Rows of one table share it.
  public boolean hasTypesOf(BoundRow other) {
    return types == other.types;
  }

  /** Sets the values on a statement that has a {@code ?} for each of them and no other. */
  public void bind(PreparedStatement statement, Dialect dialect) throws SQLException {
    Bindings.bind(types, values, values.length, statement, dialect);
  }
}
