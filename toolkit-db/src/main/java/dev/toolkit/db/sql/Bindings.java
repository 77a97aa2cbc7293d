package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bindings of a statement in order. They grow while it is written, and not afterwards. */
final class Bindings {

  /*
   * Types and values are kept apart, since an object for each binding takes three times the room.
   * Instead of its value, a binding that waits for one is among the values. Arrays may be shared
   * with a row or another statement: they are full then, and so are copied before they grow.
   */

  private static final SqlType<?>[] NO_TYPES = {};
  private static final @Nullable Object[] NO_VALUES = {};

  private final int expected;
  private SqlType<?>[] types;
  private @Nullable Object[] values;
  private int size;

  private Bindings(int expected, SqlType<?>[] types, @Nullable Object[] values, int size) {
    this.expected = expected;
    this.types = types;
    this.values = values;
    this.size = size;
  }

  /** Returns a list without bindings, which makes room for so many with the first. */
  static Bindings expecting(int expected) {
    return new Bindings(expected, NO_TYPES, NO_VALUES, 0);
  }

  int size() {
    return size;
  }

  void add(Binding<?> binding) {
    makeRoom(1);
    types[size] = binding.type();
    values[size] = binding.parameter() == null ? binding.value() : binding;
    size++;
  }

  void addAll(BoundRow row) {
    if (size == 0 && row.size() >= expected) {
      types = row.types;
      values = row.values;
    } else {
      makeRoom(row.size());
      System.arraycopy(row.types, 0, types, size, row.size());
      System.arraycopy(row.values, 0, values, size, row.size());
    }
    size += row.size();
  }

  private void makeRoom(int more) {
    if (size + more > values.length) {
      int length = Math.max(Math.max(expected, 2 * size), size + more);
      types = Arrays.copyOf(types, length);
      values = Arrays.copyOf(values, length);
    }
  }

  /** Returns the same bindings with the value for those that wait for the parameter. */
  Bindings with(Object parameter, @Nullable Object value) {
    @Nullable Object[] changed = Arrays.copyOf(values, size);
    for (int i = 0; i < size; i++) {
      if (changed[i] instanceof Binding<?> waiting && parameter.equals(waiting.parameter())) {
        changed[i] = value;
      }
    }
    return new Bindings(0, types, changed, size);
  }

  /** Returns whether one of them waits for the parameter. */
  boolean waitFor(Object parameter) {
    for (int i = 0; i < size; i++) {
      if (values[i] instanceof Binding<?> waiting && parameter.equals(waiting.parameter())) {
        return true;
      }
    }
    return false;
  }

  void bind(PreparedStatement statement, Dialect dialect) throws SQLException {
    bind(types, values, size, statement, dialect);
  }

  static void bind(
      SqlType<?>[] types,
      @Nullable Object[] values,
      int size,
      PreparedStatement statement,
      Dialect dialect)
      throws SQLException {
    for (int i = 0; i < size; i++) {
      if (values[i] instanceof Binding<?> waiting) {
        waiting.set(statement, i + 1, dialect);
      } else {
        set(statement, i + 1, types[i], values[i], dialect);
      }
    }
  }

  // What is put in is a binding of the type, or a value for the parameter of one.
  @SuppressWarnings("unchecked")
  private static <V> void set(
      PreparedStatement statement,
      int index,
      SqlType<V> type,
      @Nullable Object value,
      Dialect dialect)
      throws SQLException {
    type.set(statement, index, (V) value, dialect);
  }

  @SuppressWarnings("unchecked")
  static <V> Binding<V> binding(SqlType<V> type, @Nullable Object value) {
    return Binding.of(type, (V) value);
  }

  /** Returns the value at the index; one that is waited for is null. */
  @Nullable Object value(int index) {
    return values[index] instanceof Binding<?> ? null : values[index];
  }

  /** Returns them as objects, which are made when they are asked for. */
  List<Binding<?>> list() {
    return new AbstractList<>() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public Binding<?> get(int index) {
        return values[index] instanceof Binding<?> waiting
            ? waiting
            : binding(types[index], values[index]);
      }
    };
  }
}
