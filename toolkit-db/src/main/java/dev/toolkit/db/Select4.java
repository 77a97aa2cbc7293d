package dev.toolkit.db;

import dev.toolkit.db.function.Function4;
import dev.toolkit.db.sql.QueryNode;

/**
 * A selection of four columns, which a constructor of as many arguments makes an object of.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <A> what column 1 yields
 * @param <B> what column 2 yields
 * @param <C> what column 3 yields
 * @param <D> what column 4 yields
 * @since 0.1.0
 */
public final class Select4<A, B, C, D> extends Selection<Select4<A, B, C, D>> {
  private final Projection<A> a;
  private final Projection<B> b;
  private final Projection<C> c;
  private final Projection<D> d;

  Select4(
      Context context,
      QueryNode query,
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d) {
    super(context, query);
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
  }

  /** Returns the query whose rows are what the constructor makes of the columns. */
  public <R> Query<R> as(
      Function4<? super A, ? super B, ? super C, ? super D, ? extends R> constructor) {
    return new Query<>(this, Rows.row(a, b, c, d, constructor));
  }

  @Override
  Select4<A, B, C, D> with(QueryNode changed) {
    return new Select4<>(context, changed, a, b, c, d);
  }
}
