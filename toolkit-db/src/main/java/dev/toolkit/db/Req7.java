package dev.toolkit.db;

/**
 * The seven required columns of a table: what an insert cannot do without.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <A> the type of the column 1
 * @param <B> the type of the column 2
 * @param <C> the type of the column 3
 * @param <D> the type of the column 4
 * @param <E> the type of the column 5
 * @param <F> the type of the column 6
 * @param <G> the type of the column 7
 * @since 0.1.0
 */
public final class Req7<T extends Table<T>, A, B, C, D, E, F, G> {
  private final RequiredColumns<T> columns;

  Req7(
      Table<T> table,
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g) {
    this.columns = new RequiredColumns<>(table, a, b, c, d, e, f, g);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c, D d, E e, F f, G g) {
    return columns.draft(a, b, c, d, e, f, g);
  }
}
