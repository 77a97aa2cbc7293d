package dev.toolkit.db;

/**
 * The four required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @param <C> the type of the column 3
 * @param <D> the type of the column 4
 * @since 0.1.0
 */
public final class Req4<T extends Table<T>, A, B, C, D> {
  private final RequiredColumns<T> columns;

  Req4(Table<T> table, Writable<T, A> a, Writable<T, B> b, Writable<T, C> c, Writable<T, D> d) {
    this.columns = new RequiredColumns<>(table, a, b, c, d);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c, D d) {
    return columns.draft(a, b, c, d);
  }
}
