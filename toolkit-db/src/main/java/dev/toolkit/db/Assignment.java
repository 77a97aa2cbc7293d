package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;

/**
 * A column and what it is set to, made by {@link Writable#to}. For updates whose columns are known
 * at run time only.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <O> the table that owns the column
 * @since 0.1.0
 */
@SuppressWarnings("UnusedTypeParameter") // It keeps settings of other tables out.
public final class Assignment<O> {
  final Identifier column;
  final Node value;

  Assignment(Identifier column, Node value) {
    this.column = column;
    this.value = value;
  }
}
