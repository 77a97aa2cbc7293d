package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.With;
import dev.toolkit.db.sql.Renderer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where statements begin. A database is one whose statements run; {@link #of} gives one whose
 * statements are only rendered.
 *
 * {@snippet :
 * List<UserName> names =
 *     db.select(users.id, users.name).from(users).where(users.age.ge(18)).as(UserName::new).list();
 * // select "users"."id", "users"."name" from "users" where "users"."age" >= ?
 * }
 *
 * <p>Instances are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public class Queries {
  private final Context context;

  /** Makes one whose statements are rendered in the dialect and run by the executor. */
  protected Queries(Dialect dialect, Executor executor) {
    this(Renderer.of(dialect), executor);
  }

  /** Makes one whose statements are rendered by the renderer and run by the executor. */
  protected Queries(Renderer renderer, Executor executor) {
    this(new Context(renderer, executor, List.of()));
  }

  private Queries(Context context) {
    this.context = context;
  }

  /** Returns one whose statements are rendered in the dialect and cannot be run. */
  public static Queries of(Dialect dialect) {
    return new Queries(dialect, RenderOnly.INSTANCE);
  }

  /** Returns the dialect. */
  public final Dialect dialect() {
    return context.dialect();
  }

  Executor executor() {
    return context.executor();
  }

  /** Begins a select of one expression, which can be a subquery of others. */
  public final <V, R extends @Nullable Object> From<ValueSelect<V, R>> select(
      Expr<V, R> expression) {
    return new From<>(
        selecting(expression), select -> new ValueSelect<>(context, select, expression));
  }

  /** Begins a select of one projection. */
  public final <R extends @Nullable Object> From<Select1<R>> select(Projection<R> projection) {
    return new From<>(projection.items(), select -> new Select1<>(context, select, projection));
  }

  /**
   * Begins a select of columns that are known at run time only; a row is the list of their values.
   */
  public final From<Select1<List<@Nullable Object>>> select(
      List<? extends Projection<?>> projections) {
    Projection<List<@Nullable Object>> all = new DynamicRow(projections);
    return select(all);
  }

  /** Begins a select of these columns. */
  public final <A, B> From<Select2<A, B>> select(Projection<A> a, Projection<B> b) {
    return new From<>(selecting(a, b), select -> new Select2<>(context, select, a, b));
  }

  /** Begins a select of these columns. */
  public final <A, B, C> From<Select3<A, B, C>> select(
      Projection<A> a, Projection<B> b, Projection<C> c) {
    return new From<>(selecting(a, b, c), select -> new Select3<>(context, select, a, b, c));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D> From<Select4<A, B, C, D>> select(
      Projection<A> a, Projection<B> b, Projection<C> c, Projection<D> d) {
    return new From<>(selecting(a, b, c, d), select -> new Select4<>(context, select, a, b, c, d));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E> From<Select5<A, B, C, D, E>> select(
      Projection<A> a, Projection<B> b, Projection<C> c, Projection<D> d, Projection<E> e) {
    return new From<>(
        selecting(a, b, c, d, e), select -> new Select5<>(context, select, a, b, c, d, e));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F> From<Select6<A, B, C, D, E, F>> select(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f) {
    return new From<>(
        selecting(a, b, c, d, e, f), select -> new Select6<>(context, select, a, b, c, d, e, f));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G> From<Select7<A, B, C, D, E, F, G>> select(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g) {
    return new From<>(
        selecting(a, b, c, d, e, f, g),
        select -> new Select7<>(context, select, a, b, c, d, e, f, g));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H> From<Select8<A, B, C, D, E, F, G, H>> select(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h),
        select -> new Select8<>(context, select, a, b, c, d, e, f, g, h));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I> From<Select9<A, B, C, D, E, F, G, H, I>> select(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i),
        select -> new Select9<>(context, select, a, b, c, d, e, f, g, h, i));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J> From<Select10<A, B, C, D, E, F, G, H, I, J>> select(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
      Projection<J> j) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j),
        select -> new Select10<>(context, select, a, b, c, d, e, f, g, h, i, j));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K>
      From<Select11<A, B, C, D, E, F, G, H, I, J, K>> select(
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
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k),
        select -> new Select11<>(context, select, a, b, c, d, e, f, g, h, i, j, k));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K, L>
      From<Select12<A, B, C, D, E, F, G, H, I, J, K, L>> select(
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
          Projection<K> k,
          Projection<L> l) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k, l),
        select -> new Select12<>(context, select, a, b, c, d, e, f, g, h, i, j, k, l));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K, L, M>
      From<Select13<A, B, C, D, E, F, G, H, I, J, K, L, M>> select(
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
          Projection<K> k,
          Projection<L> l,
          Projection<M> m) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k, l, m),
        select -> new Select13<>(context, select, a, b, c, d, e, f, g, h, i, j, k, l, m));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K, L, M, N>
      From<Select14<A, B, C, D, E, F, G, H, I, J, K, L, M, N>> select(
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
          Projection<K> k,
          Projection<L> l,
          Projection<M> m,
          Projection<N> n) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k, l, m, n),
        select -> new Select14<>(context, select, a, b, c, d, e, f, g, h, i, j, k, l, m, n));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O>
      From<Select15<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O>> select(
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
          Projection<K> k,
          Projection<L> l,
          Projection<M> m,
          Projection<N> n,
          Projection<O> o) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o),
        select -> new Select15<>(context, select, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o));
  }

  /** Begins a select of these columns. */
  public final <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P>
      From<Select16<A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P>> select(
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
          Projection<K> k,
          Projection<L> l,
          Projection<M> m,
          Projection<N> n,
          Projection<O> o,
          Projection<P> p) {
    return new From<>(
        selecting(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p),
        select -> new Select16<>(context, select, a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p));
  }

  private static List<Item> selecting(Projection<?>... projections) {
    List<Item> items = new ArrayList<>(projections.length);
    for (Projection<?> projection : projections) {
      projection.collect(items);
    }
    return items;
  }

  /** Begins an insert into the table. */
  public final <T extends Table<T>> InsertStart<T> insert(T table) {
    return new InsertStart<>(context, table);
  }

  /** Begins an update of the table. */
  public final <T extends Table<T>> UpdateStart<T> update(T table) {
    return new UpdateStart<>(context, table);
  }

  /**
   * Begins an update of many rows, each with values of its own and found by this column, in one
   * statement.
   */
  public final <T extends Table<T>, K> BulkUpdate<T, K> updateEach(T table, Col<T, K> key) {
    return BulkUpdate.of(context, table, Nodes.expression(key));
  }

  /** Begins a merge of the rows of a source into the table (PostgreSQL and H2). */
  public final <T extends Table<T>> MergeStart<T> merge(T table) {
    return new MergeStart<>(context, table);
  }

  /** Begins a delete from the table. */
  public final <T extends Table<T>> DeleteStart<T> delete(T table) {
    return new DeleteStart<>(context, table);
  }

  /**
   * Returns a common table expression of the query; its columns have the names of what it selects.
   */
  public final Cte cte(String name, Selection<?> query) {
    return cte(name, List.of(), query);
  }

  /** Returns a common table expression of the query with these names of its columns. */
  public final Cte cte(String name, List<String> columns, Selection<?> query) {
    QueryNode node = query.within(context);
    return Cte.of(name, (dev.toolkit.db.sql.StatementNode) node, Derived.items(node), columns);
  }

  /** Returns a common table expression of the rows that a write gives back (PostgreSQL). */
  public final Cte cte(String name, Returning<?> write) {
    return Cte.of(name, write.statement(), write.statement().returning(), List.of());
  }

  /**
   * Returns a recursive common table expression: the rows of the base, and over and over those that
   * the step makes of the rows so far. Base and step must yield the same types.
   */
  public final <S extends Selection<S>> Cte recursive(String name, S base, Function<Cte, S> step) {
    return recursive(name, List.of(), base, step);
  }

  /** Returns a recursive common table expression with these names of its columns. */
  public final <S extends Selection<S>> Cte recursive(
      String name, List<String> columns, S base, Function<Cte, S> step) {
    Cte open = Cte.open(name, Derived.items(base.query()), columns);
    return open.closed(base.unionAll(step.apply(open)).within(context));
  }

  /**
   * Returns a recursive common table expression that leaves out rows it has had already, so that it
   * ends on cycles too. H2 would not end, and refuses it.
   */
  public final <S extends Selection<S>> Cte recursiveDistinct(
      String name, List<String> columns, S base, Function<Cte, S> step) {
    Cte open = Cte.open(name, Derived.items(base.query()), columns);
    return open.closed(base.union(step.apply(open)).within(context));
  }

  /** Returns where statements begin that have these common table expressions in front. */
  public final Queries with(Cte... tables) {
    return with(Arrays.asList(tables));
  }

  /** Returns where statements begin that have these common table expressions in front. */
  public final Queries with(List<Cte> tables) {
    List<With> all = context.with();
    for (Cte table : tables) {
      all = Selects.plus(all, table.requireWith());
    }
    return new Queries(new Context(context.renderer(), context.executor(), all));
  }
}
