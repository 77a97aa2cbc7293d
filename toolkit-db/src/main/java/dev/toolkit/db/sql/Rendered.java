package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement as a driver takes it: text with a {@code ?} per binding, in order.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Rendered {
  private final String sql;
  private final List<Binding<?>> bindings;
  private final Dialect dialect;

  /** Takes the list as its own: nobody may change it from here on. */
  Rendered(String sql, List<Binding<?>> bindings, Dialect dialect) {
    this.sql = sql;
    this.bindings = bindings;
    this.dialect = dialect;
  }

  /** Returns a statement of constant text without bindings, such as {@code savepoint "a"}. */
  public static Rendered of(String sql, Dialect dialect) {
    return new Rendered(sql, List.of(), dialect);
  }

  /** Returns the text. */
  public String sql() {
    return sql;
  }

  /** Returns the bindings, in the order of their {@code ?}. */
  public List<Binding<?>> bindings() {
    return Collections.unmodifiableList(bindings);
  }

  /** Returns the dialect of the text. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns the values of the bindings, in order. They are secrets: never log them. */
  public List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>(bindings.size());
    for (Binding<?> binding : bindings) {
      values.add(binding.value());
    }
    return values;
  }

  /** Sets all bindings on a statement that was prepared from the text. */
  public void bind(PreparedStatement statement) throws SQLException {
    for (int i = 0; i < bindings.size(); i++) {
      bindings.get(i).set(statement, i + 1, dialect);
    }
  }

  /** Returns the same text with the value wherever a binding waits for the parameter. */
  public Rendered with(Object parameter, @Nullable Object value) {
    List<Binding<?>> bound = new ArrayList<>(bindings);
    for (int i = 0; i < bound.size(); i++) {
      Binding<?> binding = bound.get(i);
      if (parameter.equals(binding.parameter())) {
        bound.set(i, valueOf(binding, value));
      }
    }
    return new Rendered(sql, bound, dialect);
  }

  // Values come in through with(Parameter<V>, V), which fits them to the type.
  @SuppressWarnings("unchecked")
  private static <V> Binding<V> valueOf(Binding<V> binding, @Nullable Object value) {
    return Binding.of(binding.type(), (V) value);
  }

  /** Returns the text and the number of bindings, never their values. */
  @Override
  public String toString() {
    return sql + "; " + bindings.size() + (bindings.size() == 1 ? " binding" : " bindings");
  }
}
