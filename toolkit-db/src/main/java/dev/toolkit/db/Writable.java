package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;

/**
 * A column that inserts and updates may set.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @param <O> the table that owns it
 * @param <V> the type of its values
 * @since 0.1.0
 */
public interface Writable<O, V> extends Col<O, V> {

  /** Returns the type of the values. */
  SqlType<V> type();

  /**
   * Returns the setting of this column to the value.
   *
   * @throws NullPointerException if the value is null: {@link #toNull} is meant
   */
  default Assignment<O> to(V value) {
    return new Assignment<>(name(), Nodes.value(type(), requireNonNull(value, "value")));
  }

  /** Returns the setting of this column to what the expression gives. */
  default Assignment<O> to(Expr<V, ?> value) {
    return new Assignment<>(name(), value.node);
  }

  /** Returns the setting of this column to null. */
  default Assignment<O> toNull() {
    return new Assignment<>(name(), Nodes.value(type(), null));
  }

  /** Returns the setting of this column to its default in the database. */
  default Assignment<O> toDefault() {
    return new Assignment<>(name(), new Node.Default());
  }

  private Identifier name() {
    return column().name();
  }
}
