package dev.toolkit.db;

/**
 * The three required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @param <C> the type of the column 3
 * @since 0.1.0
 */
public final class Req3<T extends Table<T>, A, B, C> {
  private final RequiredColumns<T> columns;

  Req3(Table<T> table, Writable<T, A> a, Writable<T, B> b, Writable<T, C> c) {
    this.columns = new RequiredColumns<>(table, a, b, c);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c) {
    return columns.draft(a, b, c);
  }
}
