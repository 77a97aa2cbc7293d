package dev.toolkit.db;

import dev.toolkit.db.sql.Binding;
import dev.toolkit.db.sql.SqlType;

/**
 * A value that a compiled statement gets later, at each run anew.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @since 0.1.0
 */
public final class Param<V> extends OrderedExpr<V, V> {

  /** What a binding waits for. */
  record Key(String name) {
    @Override
    public String toString() {
      return "Parameter \"" + name + "\"";
    }
  }

  final Key key;

  private Param(Key key, SqlType<V> type) {
    super(Binding.waiting(type, key), type, Reading.REQUIRED, null);
    this.key = key;
  }

  /** Returns a parameter of this name and type. Parameters of one name get one value. */
  public static <V> Param<V> of(String name, SqlType<V> type) {
    return new Param<>(new Key(name), type);
  }
}
