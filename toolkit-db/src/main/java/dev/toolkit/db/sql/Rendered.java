package dev.toolkit.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
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
  private final Bindings bindings;
  private final Dialect dialect;

  /** Takes the bindings as its own: nobody may change them from here on. */
  Rendered(String sql, Bindings bindings, Dialect dialect) {
    this.sql = sql;
    this.bindings = bindings;
    this.dialect = dialect;
  }

  /** Returns a statement of constant text without bindings, such as {@code savepoint "a"}. */
  public static Rendered of(String sql, Dialect dialect) {
    return new Rendered(sql, Bindings.expecting(0), dialect);
  }

  /** Returns the text. */
  public String sql() {
    return sql;
  }

  /** Returns the bindings, in the order of their {@code ?}. */
  public List<Binding<?>> bindings() {
    return bindings.list();
  }

  /** Returns the dialect of the text. */
  public Dialect dialect() {
    return dialect;
  }

  /** Returns the values of the bindings, in order. They are secrets: never log them. */
  public List<@Nullable Object> values() {
    List<@Nullable Object> values = new ArrayList<>(bindings.size());
    for (int i = 0; i < bindings.size(); i++) {
      values.add(bindings.value(i));
    }
    return values;
  }

  /** Sets all bindings on a statement that was prepared from the text. */
  public void bind(PreparedStatement statement) throws SQLException {
    bindings.bind(statement, dialect);
  }

  /** Returns whether a binding waits for the value of the parameter. */
  public boolean waitsFor(Object parameter) {
    return bindings.waitFor(parameter);
  }

  /** Returns the same text with the value wherever a binding waits for the parameter. */
  public Rendered with(Object parameter, @Nullable Object value) {
    return new Rendered(sql, bindings.with(parameter, value), dialect);
  }

  /** Returns the text and the number of bindings, never their values. */
  @Override
  public String toString() {
    return sql + "; " + bindings.size() + (bindings.size() == 1 ? " binding" : " bindings");
  }
}
