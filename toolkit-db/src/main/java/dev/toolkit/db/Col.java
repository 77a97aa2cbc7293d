package dev.toolkit.db;

/**
 * A column of a table.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @param <O> the table that owns it
 * @param <V> the type of its values
 * @since 0.1.0
 */
public interface Col<O, V> {

  /** Returns what the table class says of the column. */
  ColumnModel column();
}
