package dev.toolkit.db;

import dev.toolkit.db.function.Function2;
import dev.toolkit.db.sql.QueryNode;

/**
 * A selection of two columns, which a constructor of as many arguments makes an object of.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <A> what column 1 yields
 * @param <B> what column 2 yields
 * @since 0.1.0
 */
public final class Select2<A, B> extends Selection<Select2<A, B>> {
  private final Projection<A> a;
  private final Projection<B> b;

  Select2(Context context, QueryNode query, Projection<A> a, Projection<B> b) {
    super(context, query);
    this.a = a;
    this.b = b;
  }

  /** Returns the query whose rows are what the constructor makes of the columns. */
  public <R> Query<R> as(Function2<? super A, ? super B, ? extends R> constructor) {
    return new Query<>(this, Rows.row(a, b, constructor));
  }

  @Override
  Select2<A, B> with(QueryNode changed) {
    return new Select2<>(context, changed, a, b);
  }
}
