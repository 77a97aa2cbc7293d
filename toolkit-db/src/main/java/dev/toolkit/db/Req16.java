package dev.toolkit.db;

/**
 * The sixteen required columns of a table: what an insert cannot do without.
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
 * @param <H> the type of the column 8
 * @param <I> the type of the column 9
 * @param <J> the type of the column 10
 * @param <K> the type of the column 11
 * @param <L> the type of the column 12
 * @param <M> the type of the column 13
 * @param <N> the type of the column 14
 * @param <O> the type of the column 15
 * @param <P> the type of the column 16
 * @since 0.1.0
 */
public final class Req16<T extends Table<T>, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P> {
  private final RequiredColumns<T> columns;

  Req16(
      Table<T> table,
      Writable<T, A> a,
      Writable<T, B> b,
      Writable<T, C> c,
      Writable<T, D> d,
      Writable<T, E> e,
      Writable<T, F> f,
      Writable<T, G> g,
      Writable<T, H> h,
      Writable<T, I> i,
      Writable<T, J> j,
      Writable<T, K> k,
      Writable<T, L> l,
      Writable<T, M> m,
      Writable<T, N> n,
      Writable<T, O> o,
      Writable<T, P> p) {
    this.columns = new RequiredColumns<>(table, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(
      A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p) {
    return columns.draft(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p);
  }
}
