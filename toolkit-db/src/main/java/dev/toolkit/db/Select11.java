package dev.toolkit.db;

import dev.toolkit.db.function.Function11;
import dev.toolkit.db.sql.QueryNode;

/**
 * A selection of eleven columns, which a constructor of as many arguments makes an object of.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <A> what column 1 yields
 * @param <B> what column 2 yields
 * @param <C> what column 3 yields
 * @param <D> what column 4 yields
 * @param <E> what column 5 yields
 * @param <F> what column 6 yields
 * @param <G> what column 7 yields
 * @param <H> what column 8 yields
 * @param <I> what column 9 yields
 * @param <J> what column 10 yields
 * @param <K> what column 11 yields
 * @since 0.1.0
 */
public final class Select11<A, B, C, D, E, F, G, H, I, J, K>
    extends Selection<Select11<A, B, C, D, E, F, G, H, I, J, K>> {
  private final Projection<A> a;
  private final Projection<B> b;
  private final Projection<C> c;
  private final Projection<D> d;
  private final Projection<E> e;
  private final Projection<F> f;
  private final Projection<G> g;
  private final Projection<H> h;
  private final Projection<I> i;
  private final Projection<J> j;
  private final Projection<K> k;

  Select11(
      Context context,
      QueryNode query,
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j,
      Projection<K> k) {
    super(context, query);
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
  }

  /** Returns the query whose rows are what the constructor makes of the columns. */
  public <R> Query<R> as(
      Function11<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? super J,
              ? super K,
              ? extends R>
          constructor) {
    return new Query<>(this, Rows.row(a, b, c, d, e, f, g, h, i, j, k, constructor));
  }

  @Override
  Select11<A, B, C, D, E, F, G, H, I, J, K> with(QueryNode changed) {
    return new Select11<>(context, changed, a, b, c, d, e, f, g, h, i, j, k);
  }
}
