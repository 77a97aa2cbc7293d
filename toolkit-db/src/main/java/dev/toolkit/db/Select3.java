package dev.toolkit.db;

import dev.toolkit.db.function.Function3;
import dev.toolkit.db.sql.QueryNode;

/**
 * A selection of three columns, which a constructor of as many arguments makes an object of.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <A> what column 1 yields
 * @param <B> what column 2 yields
 * @param <C> what column 3 yields
 * @since 0.1.0
 */
public final class Select3<A, B, C> extends Selection<Select3<A, B, C>> {
  private final Projection<A> a;
  private final Projection<B> b;
  private final Projection<C> c;

  Select3(Context context, QueryNode query, Projection<A> a, Projection<B> b, Projection<C> c) {
    super(context, query);
    this.a = a;
    this.b = b;
    this.c = c;
  }

  /** Returns the query whose rows are what the constructor makes of the columns. */
  public <R> Query<R> as(Function3<? super A, ? super B, ? super C, ? extends R> constructor) {
    return new Query<>(this, Rows.row(a, b, c, constructor));
  }

  @Override
  Select3<A, B, C> with(QueryNode changed) {
    return new Select3<>(context, changed, a, b, c);
  }
}
