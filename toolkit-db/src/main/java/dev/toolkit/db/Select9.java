package dev.toolkit.db;

import dev.toolkit.db.function.Function9;
import dev.toolkit.db.sql.QueryNode;

/**
 * A selection of nine columns, which a constructor of as many arguments makes an object of.
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
 * @since 0.1.0
 */
public final class Select9<A, B, C, D, E, F, G, H, I>
    extends Selection<Select9<A, B, C, D, E, F, G, H, I>> {
  private final Projection<A> a;
  private final Projection<B> b;
  private final Projection<C> c;
  private final Projection<D> d;
  private final Projection<E> e;
  private final Projection<F> f;
  private final Projection<G> g;
  private final Projection<H> h;
  private final Projection<I> i;

  Select9(
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
      Projection<I> i) {
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
  }

  /** Returns the query whose rows are what the constructor makes of the columns. */
  public <R> Query<R> as(
      Function9<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? super I,
              ? extends R>
          constructor) {
    return new Query<>(this, Rows.row(a, b, c, d, e, f, g, h, i, constructor));
  }

  @Override
  Select9<A, B, C, D, E, F, G, H, I> with(QueryNode changed) {
    return new Select9<>(context, changed, a, b, c, d, e, f, g, h, i);
  }
}
