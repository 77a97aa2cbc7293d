package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import java.util.List;

/**
 * The fifteen required columns of a table: what an insert cannot do without.
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
 * @since 0.1.0
 */
public final class Req15<T extends Table<T>, A, B, C, D, E, F, G, H, I, J, K, L, M, N, O> {
  private final Table<T> table;
  private final List<Identifier> columns;
  private final Writable<T, A> a;
  private final Writable<T, B> b;
  private final Writable<T, C> c;
  private final Writable<T, D> d;
  private final Writable<T, E> e;
  private final Writable<T, F> f;
  private final Writable<T, G> g;
  private final Writable<T, H> h;
  private final Writable<T, I> i;
  private final Writable<T, J> j;
  private final Writable<T, K> k;
  private final Writable<T, L> l;
  private final Writable<T, M> m;
  private final Writable<T, N> n;
  private final Writable<T, O> o;

  Req15(
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
      Writable<T, O> o) {
    this.table = table;
    this.columns = Table.names(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o);
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    this.e = e;
    this.f = f;
    this.g = g;
    this.h = h;
    this.i = i;
    this.j = j;
    this.k = k;
    this.l = l;
    this.m = m;
    this.n = n;
    this.o = o;
  }

  /** Returns a row with these values; others can be added. */
  public Draft<T> of(A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o) {
    return Draft.of(
        table,
        columns,
        Draft.value(this.a, a),
        Draft.value(this.b, b),
        Draft.value(this.c, c),
        Draft.value(this.d, d),
        Draft.value(this.e, e),
        Draft.value(this.f, f),
        Draft.value(this.g, g),
        Draft.value(this.h, h),
        Draft.value(this.i, i),
        Draft.value(this.j, j),
        Draft.value(this.k, k),
        Draft.value(this.l, l),
        Draft.value(this.m, m),
        Draft.value(this.n, n),
        Draft.value(this.o, o));
  }
}
