package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code ?} of a rendered statement stands for: a value with its type, or a parameter that
 * has no value yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @since 0.1.0
 */
public final class Binding<V> implements Node.Value {
  private final SqlType<V> type;
  private final @Nullable V value;
  private final @Nullable Object parameter;

  private Binding(SqlType<V> type, @Nullable V value, @Nullable Object parameter) {
    this.type = type;
    this.value = value;
    this.parameter = parameter;
  }

  /** Returns a binding of the value, which may be null. */
  public static <V> Binding<V> of(SqlType<V> type, @Nullable V value) {
    return new Binding<>(type, value, null);
  }

  /** Returns a binding that waits for the value of the parameter. */
  public static <V> Binding<V> waiting(SqlType<V> type, Object parameter) {
    return new Binding<>(type, null, parameter);
  }

  /** Returns the type of the value. */
  public SqlType<V> type() {
    return type;
  }

  /** Returns the value, or null. */
  public @Nullable V value() {
    return value;
  }

  /** Returns the parameter that has to get a value first, or null if the binding has its value. */
  public @Nullable Object parameter() {
    return parameter;
  }

  /**
   * Sets the {@code ?} at the index, counted from one.
   *
   * @throws QueryRefusedException if a parameter has no value
   * @throws SQLException if the driver refuses the value
   */
  public void set(PreparedStatement statement, int index, Dialect dialect) throws SQLException {
    if (parameter != null) {
      throw new QueryRefusedException(
          Refusal.UNBOUND_PARAMETER,
          parameter + " has no value: give it one with with(parameter, value)");
    }
    type.set(statement, index, value, dialect);
  }

  /**
   * Sets the {@code ?} at the index, counted from one, to the value of the parameter.
   *
   * @throws SQLException if the driver refuses the value
   */
  @SuppressWarnings("unchecked") // Values come with their parameter, which has the type.
  public void set(
      PreparedStatement statement, int index, @Nullable Object parameterValue, Dialect dialect)
      throws SQLException {
    type.set(statement, index, (V) parameterValue, dialect);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Binding<?> that
        && type.equals(that.type)
        && Objects.equals(value, that.value)
        && Objects.equals(parameter, that.parameter);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, value);
  }

  /** Returns the type and never the value. */
  @Override
  public String toString() {
    return parameter == null ? type.toString() : parameter.toString();
  }
}
