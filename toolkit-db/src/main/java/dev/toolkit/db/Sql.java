package dev.toolkit.db;

import dev.toolkit.db.function.Function10;
import dev.toolkit.db.function.Function11;
import dev.toolkit.db.function.Function12;
import dev.toolkit.db.function.Function13;
import dev.toolkit.db.function.Function14;
import dev.toolkit.db.function.Function15;
import dev.toolkit.db.function.Function16;
import dev.toolkit.db.function.Function2;
import dev.toolkit.db.function.Function3;
import dev.toolkit.db.function.Function4;
import dev.toolkit.db.function.Function5;
import dev.toolkit.db.function.Function6;
import dev.toolkit.db.function.Function7;
import dev.toolkit.db.function.Function8;
import dev.toolkit.db.function.Function9;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Expressions that do not start at a column: conditions put together, constants, functions,
 * aggregates, rows, and SQL of one's own. Meant to be imported statically.
 *
 * <p>The methods keep nothing and are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Sql {
  private static final WindowFunction<NumExpr<Long, Long>> ROW_NUMBER = ranking("row_number");
  private static final WindowFunction<NumExpr<Long, Long>> RANK = ranking("rank");
  private static final WindowFunction<NumExpr<Long, Long>> DENSE_RANK = ranking("dense_rank");

  private Sql() {}

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, R> Projection<R> row(
      Projection<A> a, Projection<B> b, Function2<? super A, ? super B, ? extends R> make) {
    return Rows.row(a, b, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Function3<? super A, ? super B, ? super C, ? extends R> make) {
    return Rows.row(a, b, c, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Function4<? super A, ? super B, ? super C, ? super D, ? extends R> make) {
    return Rows.row(a, b, c, d, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Function5<? super A, ? super B, ? super C, ? super D, ? super E, ? extends R> make) {
    return Rows.row(a, b, c, d, e, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Function6<? super A, ? super B, ? super C, ? super D, ? super E, ? super F, ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Function7<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Function8<
              ? super A,
              ? super B,
              ? super C,
              ? super D,
              ? super E,
              ? super F,
              ? super G,
              ? super H,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, R> Projection<R> row(
      Projection<A> a,
      Projection<B> b,
      Projection<C> c,
      Projection<D> d,
      Projection<E> e,
      Projection<F> f,
      Projection<G> g,
      Projection<H> h,
      Projection<I> i,
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
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, R> Projection<R> row(
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
      Function10<
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
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, R> Projection<R> row(
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
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, L, R> Projection<R> row(
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
      Function12<
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
              ? super L,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, l, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, L, M, R> Projection<R> row(
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
      Function13<
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
              ? super L,
              ? super M,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, l, m, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, R> Projection<R> row(
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
      Function14<
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
              ? super L,
              ? super M,
              ? super N,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, l, m, n, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, R> Projection<R> row(
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
      Function15<
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
              ? super L,
              ? super M,
              ? super N,
              ? super O,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, make);
  }

  /** Returns these columns as one object, which the constructor makes of them. */
  public static <A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, R> Projection<R> row(
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
      Projection<P> p,
      Function16<
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
              ? super L,
              ? super M,
              ? super N,
              ? super O,
              ? super P,
              ? extends R>
          make) {
    return Rows.row(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, make);
  }

  /**
   * Returns the rows of a query that refers to the one around it as a list, in one statement: the
   * database puts them together as JSON. The list is empty if there are none.
   *
   * {@snippet :
   * db.select(users.name, many(
   *         db.select(row(orders.id, orders.status, Ref::new))
   *             .from(orders).where(orders.userId.eq(users.id)).orderBy(orders.id.asc())))
   *     .from(users).as(UserOrders::new).list();
   * }
   *
   * <p>The rows are in the order of the query, except on MySQL, which has no order there and
   * refuses one. A limit is refused: select from a query that has it.
   */
  public static <R extends @Nullable Object> Projection<List<R>> many(Select1<R> query) {
    return new Many<>(query.query(), query.projection);
  }

  /** Returns the values of a query that refers to the one around it as a list, in one statement. */
  public static <V, R extends @Nullable Object> Projection<List<R>> many(ValueSelect<V, R> query) {
    return new Many<>(query.query(), query.projection);
  }

  /** Returns the rows of a query that refers to the one around it as a list, in one statement. */
  public static <R extends @Nullable Object> Projection<List<R>> many(Query<R> query) {
    return new Many<>(query.selection.query(), query.projection);
  }

  /** Returns columns that are known at run time only; a row is the list of their values. */
  public static Projection<List<@Nullable Object>> columns(
      List<? extends Projection<?>> projections) {
    return new DynamicRow(projections);
  }

  /**
   * Holds if all conditions do. A null is as if it was never written; of nothing, it always holds.
   */
  public static Cond and(@Nullable Cond... conditions) {
    return Cond.junction(true, Arrays.asList(conditions));
  }

  /** Holds if all conditions do, without the nulls among them. */
  public static Cond and(List<? extends @Nullable Cond> conditions) {
    return Cond.junction(true, conditions);
  }

  /**
   * Holds if any condition does. A null is as if it was never written; of nothing, it never holds.
   */
  public static Cond or(@Nullable Cond... conditions) {
    return Cond.junction(false, Arrays.asList(conditions));
  }

  /** Holds if any condition does, without the nulls among them. */
  public static Cond or(List<? extends @Nullable Cond> conditions) {
    return Cond.junction(false, conditions);
  }

  /** Holds if the condition fails; unknown stays unknown. */
  public static Cond not(Cond condition) {
    return condition.not();
  }

  /** Holds if the query has a row. */
  public static Cond exists(Selection<?> query) {
    return new Cond(new Node.Exists(query.query(), false));
  }

  /** Holds if the query has no row. */
  public static Cond notExists(Selection<?> query) {
    return new Cond(new Node.Exists(query.query(), true));
  }

  /** Returns a constant, written into the text. */
  public static NumExpr<Integer, Integer> lit(int value) {
    return new NumExpr<>(new Node.Literal(value), SqlType.INTEGER, Reading.REQUIRED, null);
  }

  /** Returns a constant, written into the text. */
  public static NumExpr<Long, Long> lit(long value) {
    return new NumExpr<>(new Node.Literal(value), SqlType.BIGINT, Reading.REQUIRED, null);
  }

  /** Returns a constant, written into the text. */
  public static NumExpr<BigDecimal, BigDecimal> lit(BigDecimal value) {
    return new NumExpr<>(new Node.Literal(value), SqlType.NUMERIC, Reading.REQUIRED, null);
  }

  /** Returns a constant, written into the text with its quotes doubled. */
  public static TextExpr<String> lit(String value) {
    return new TextExpr<>(new Node.Literal(value), SqlType.TEXT, Reading.REQUIRED, null);
  }

  /** Returns a constant, written into the text. */
  public static BoolExpr<Boolean> lit(boolean value) {
    return new BoolExpr<>(new Node.Literal(value), SqlType.BOOLEAN, Reading.REQUIRED, null);
  }

  /** Returns null of the type. */
  public static <V> Expr<V, Optional<V>> nullOf(SqlType<V> type) {
    return new Expr<>(new Node.Literal(null), type, Reading.OPTIONAL, null);
  }

  /** Returns a value, bound with the type. */
  public static <V> OrderedExpr<V, V> val(SqlType<V> type, V value) {
    return new OrderedExpr<>(Nodes.value(type, value), type, Reading.REQUIRED, null);
  }

  /** Returns a value that may be null, bound with the type of its class. */
  public static DynExpr val(@Nullable Object value) {
    return new DynExpr(Nodes.value(value), null);
  }

  /** Returns the number of rows. */
  public static NumAggregate<Long, Long> count() {
    return new NumAggregate<>(Aggregates.of("count", false), SqlType.BIGINT, Reading.REQUIRED);
  }

  /** Returns the number of values that are not null. */
  public static NumAggregate<Long, Long> count(Expr<?, ?> operand) {
    return new NumAggregate<>(
        Aggregates.of("count", false, operand), SqlType.BIGINT, Reading.REQUIRED);
  }

  /** Returns the number of different values that are not null. */
  public static NumAggregate<Long, Long> countDistinct(Expr<?, ?> operand) {
    return new NumAggregate<>(
        Aggregates.of("count", true, operand), SqlType.BIGINT, Reading.REQUIRED);
  }

  /** Returns the sum of the integers, or null of none. */
  public static NumAggregate<Long, Optional<Long>> sum(Int<?> operand) {
    return new NumAggregate<>(
        Aggregates.of("sum", false, operand), SqlType.BIGINT, Reading.OPTIONAL);
  }

  /** Returns the sum of the integers that are not null, or null of none. */
  public static NumAggregate<Long, Optional<Long>> sum(IntNull<?> operand) {
    return new NumAggregate<>(
        Aggregates.of("sum", false, operand), SqlType.BIGINT, Reading.OPTIONAL);
  }

  /** Returns the sum of the numbers that are not null, or null of none. */
  public static NumAggregate<BigDecimal, Optional<BigDecimal>> sum(NumExpr<?, ?> operand) {
    return new NumAggregate<>(
        Aggregates.of("sum", false, operand), SqlType.NUMERIC, Reading.OPTIONAL);
  }

  /** Returns the average of the numbers that are not null, or null of none. */
  public static NumAggregate<BigDecimal, Optional<BigDecimal>> avg(NumExpr<?, ?> operand) {
    return new NumAggregate<>(
        Aggregates.of("avg", false, operand), SqlType.NUMERIC, Reading.OPTIONAL);
  }

  /** Returns the smallest number, or null of none. */
  public static <N extends Number> NumAggregate<N, Optional<N>> min(NumExpr<N, ?> operand) {
    return new NumAggregate<>(Aggregates.of("min", false, operand), operand.type, Reading.OPTIONAL);
  }

  /** Returns the smallest value, or null of none. */
  public static <V> Aggregate<V, Optional<V>> min(OrderedExpr<V, ?> operand) {
    return new Aggregate<>(Aggregates.of("min", false, operand), operand.type, Reading.OPTIONAL);
  }

  /** Returns the largest number, or null of none. */
  public static <N extends Number> NumAggregate<N, Optional<N>> max(NumExpr<N, ?> operand) {
    return new NumAggregate<>(Aggregates.of("max", false, operand), operand.type, Reading.OPTIONAL);
  }

  /** Returns the largest value, or null of none. */
  public static <V> Aggregate<V, Optional<V>> max(OrderedExpr<V, ?> operand) {
    return new Aggregate<>(Aggregates.of("max", false, operand), operand.type, Reading.OPTIONAL);
  }

  /**
   * Returns the number below which this fraction of the numbers lies, between two of them if need
   * be, or null of none (PostgreSQL and H2). Of 0.5 it is the median.
   *
   * @throws IllegalArgumentException if the fraction is not from 0 to 1
   */
  public static NumAggregate<Double, Optional<Double>> percentile(
      double fraction, NumExpr<?, ?> operand) {
    return new NumAggregate<>(
        Aggregates.percentile("percentile_cont", fraction, operand.asc()),
        SqlType.DOUBLE,
        Reading.OPTIONAL);
  }

  /**
   * Returns the first value, in this order, at which this fraction of the values is reached, or
   * null of none (PostgreSQL and H2).
   *
   * @throws IllegalArgumentException if the fraction is not from 0 to 1
   */
  public static <V> Aggregate<V, Optional<V>> percentileValue(double fraction, Expr<V, ?> operand) {
    return new Aggregate<>(
        Aggregates.percentile("percentile_disc", fraction, operand.asc()),
        operand.type,
        Reading.OPTIONAL);
  }

  /**
   * Returns the most frequent value, one of them if several are, or null of none (PostgreSQL and
   * H2).
   */
  public static <V> Aggregate<V, Optional<V>> mostFrequent(Expr<V, ?> operand) {
    return new Aggregate<>(
        new Node.OrderedSet("mode", List.of(), operand.asc().key, null),
        operand.type,
        Reading.OPTIONAL);
  }

  /**
   * Returns the groupings by all keys, by all but the last, and so on to one of all rows. MySQL and
   * MariaDB have no other key beside it; SQLite and H2 have none of these.
   *
   * @throws QueryRefusedException if there is no key
   */
  public static Grouping rollup(Expr<?, ?>... keys) {
    return grouping(Node.GroupingKind.ROLLUP, keys);
  }

  /**
   * Returns the groupings by all subsets of the keys (PostgreSQL).
   *
   * @throws QueryRefusedException if there is no key
   */
  public static Grouping cube(Expr<?, ?>... keys) {
    return grouping(Node.GroupingKind.CUBE, keys);
  }

  private static Grouping grouping(Node.GroupingKind kind, Expr<?, ?>... keys) {
    if (keys.length == 0) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "Grouping by no key: name one or more, or leave groupBy(…) out");
    }
    List<List<Node>> sets = Arrays.stream(keys).map(key -> List.of(key.node)).toList();
    return new Grouping(new Node.GroupingSets(kind, sets));
  }

  /**
   * Returns the groupings by each of these lists of keys, where an empty list is one of all rows
   * (PostgreSQL).
   *
   * @throws QueryRefusedException if there is no list
   */
  public static Grouping groupingSets(List<? extends List<? extends Expr<?, ?>>> sets) {
    if (sets.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "Grouping by no sets of keys: give one or more");
    }
    List<List<Node>> nodes = new ArrayList<>();
    sets.forEach(set -> nodes.add(Nodes.of(set)));
    return new Grouping(new Node.GroupingSets(Node.GroupingKind.SETS, nodes));
  }

  /**
   * Returns one in rows over all values of the key, and zero in those of one value, null included
   * (PostgreSQL and MySQL).
   */
  public static NumExpr<Integer, Integer> grouping(Expr<?, ?> key) {
    return new NumExpr<>(new Node.IsSubtotal(key.node), SqlType.INTEGER, Reading.REQUIRED, null);
  }

  /** Returns the texts that are not null, put together in this order, or null of none. */
  public static Aggregate<String, Optional<String>> joined(
      TextExpr<?> operand, String separator, Order... order) {
    return joined(operand, separator, false, order);
  }

  /**
   * Returns the different texts that are not null, put together in this order, or null of none.
   * PostgreSQL and H2 sort by the text itself only, and SQLite has no such aggregate.
   */
  public static Aggregate<String, Optional<String>> joinedDistinct(
      TextExpr<?> operand, String separator, Order... order) {
    return joined(operand, separator, true, order);
  }

  private static Aggregate<String, Optional<String>> joined(
      TextExpr<?> operand, String separator, boolean distinct, Order... order) {
    return new Aggregate<>(
        new Node.StringAggregate(operand.node, separator, distinct, Aggregates.keys(order), null),
        SqlType.TEXT,
        Reading.OPTIONAL);
  }

  /**
   * Returns the values of a group as a JSON array in this order, with its nulls. Of no rows it is
   * null, and an empty array on SQLite. MySQL has no order here; MySQL and MariaDB have no filter.
   */
  public static Aggregate<String, Optional<String>> jsonArray(Expr<?, ?> operand, Order... order) {
    return new Aggregate<>(
        new Node.JsonAggregate(
            Node.JsonPart.of(operand.node, operand.type), Aggregates.keys(order), null),
        SqlType.JSON,
        Reading.OPTIONAL);
  }

  /**
   * Returns the values of a group as an array in this order, or null of no rows (PostgreSQL and
   * H2). A null among the values cannot be read: leave them out with a filter.
   */
  public static <V> Aggregate<List<V>, Optional<List<V>>> arrayOf(
      Expr<V, ?> operand, Order... order) {
    return new Aggregate<>(
        Aggregates.inOrder("array_agg", operand, order),
        SqlType.array(operand.type),
        Reading.OPTIONAL);
  }

  /** Returns an aggregate function by its plain name. */
  public static <V> Aggregate<V, Optional<V>> aggregate(
      String name, SqlType<V> type, Expr<?, ?>... operands) {
    String plain = new Node.Call(name, List.of()).name();
    return new Aggregate<>(Aggregates.of(plain, false, operands), type, Reading.OPTIONAL);
  }

  /** Returns an aggregate function of different values by its plain name. */
  public static <V> Aggregate<V, Optional<V>> aggregateDistinct(
      String name, SqlType<V> type, Expr<?, ?>... operands) {
    String plain = new Node.Call(name, List.of()).name();
    return new Aggregate<>(Aggregates.of(plain, true, operands), type, Reading.OPTIONAL);
  }

  /**
   * Returns the call of a function by its plain name.
   *
   * @throws QueryRefusedException if the name has other characters than letters, digits,
   *     underscores and a dot after a schema
   */
  public static <V> OrderedExpr<V, Optional<V>> fn(
      String name, SqlType<V> type, Expr<?, ?>... arguments) {
    return new OrderedExpr<>(
        new Node.Call(name, Nodes.of(List.of(arguments))), type, Reading.OPTIONAL, null);
  }

  /** Returns the first of these that is not null. */
  public static <V, R extends @Nullable Object> OrderedExpr<V, R> coalesce(
      Expr<V, ?> first, Expr<V, R> otherwise) {
    return new OrderedExpr<>(
        new Node.Call("coalesce", Nodes.of(List.of(first, otherwise))),
        first.type,
        otherwise.reading,
        null);
  }

  /** Returns the expression, or the value where it is null. */
  public static <V> OrderedExpr<V, V> coalesce(Expr<V, ?> first, V otherwise) {
    return new OrderedExpr<>(
        new Node.Call("coalesce", List.of(first.node, Nodes.value(first.type, otherwise))),
        first.type,
        Reading.REQUIRED,
        null);
  }

  /** Returns a case whose branches have conditions; its values are of the type. */
  public static <V> CaseStart<V> caseOf(SqlType<V> type) {
    return new CaseStart<>(null, List.of(), type);
  }

  /** Returns a case whose branches have values of the expression; its values are of the type. */
  public static <K, V> CaseOf<K, V> caseOf(Expr<K, ?> operand, SqlType<V> type) {
    return new CaseOf<>(operand, new CaseStart<>(operand.node, List.of(), type));
  }

  /** Returns the number of the row in its window. */
  public static WindowFunction<NumExpr<Long, Long>> rowNumber() {
    return ROW_NUMBER;
  }

  /** Returns the number of the row, equal for equal rows and with gaps after them. */
  public static WindowFunction<NumExpr<Long, Long>> rank() {
    return RANK;
  }

  /** Returns the number of the row, equal for equal rows and without gaps. */
  public static WindowFunction<NumExpr<Long, Long>> denseRank() {
    return DENSE_RANK;
  }

  private static WindowFunction<NumExpr<Long, Long>> ranking(String name) {
    return new WindowFunction<>(
        new Node.Call(name, List.of()),
        node -> new NumExpr<>(node, SqlType.BIGINT, Reading.REQUIRED, null));
  }

  /** Returns the value of the expression in the row before, or null in the first. */
  public static <V> WindowFunction<OrderedExpr<V, Optional<V>>> lag(Expr<V, ?> operand) {
    return windowFn("lag", operand.type, operand);
  }

  /** Returns the value of the expression in the row after, or null in the last. */
  public static <V> WindowFunction<OrderedExpr<V, Optional<V>>> lead(Expr<V, ?> operand) {
    return windowFn("lead", operand.type, operand);
  }

  /** Returns the value of the expression in the first row of the frame. */
  public static <V> WindowFunction<OrderedExpr<V, Optional<V>>> firstValue(Expr<V, ?> operand) {
    return windowFn("first_value", operand.type, operand);
  }

  /** Returns the value of the expression in the last row of the frame. */
  public static <V> WindowFunction<OrderedExpr<V, Optional<V>>> lastValue(Expr<V, ?> operand) {
    return windowFn("last_value", operand.type, operand);
  }

  /** Returns a window function by its plain name. */
  public static <V> WindowFunction<OrderedExpr<V, Optional<V>>> windowFn(
      String name, SqlType<V> type, Expr<?, ?>... arguments) {
    return new WindowFunction<>(
        new Node.Call(name, Nodes.of(List.of(arguments))),
        node -> new OrderedExpr<>(node, type, Reading.OPTIONAL, null));
  }

  /**
   * Returns several expressions as one, to compare with others of as many.
   *
   * @throws QueryRefusedException if there is none
   */
  public static RowValue tuple(Expr<?, ?>... values) {
    return new RowValue(Arrays.asList(values));
  }

  /**
   * Returns several expressions as one, to compare with others of as many.
   *
   * @throws QueryRefusedException if there is none
   */
  public static RowValue tuple(List<? extends Expr<?, ?>> values) {
    return new RowValue(values);
  }

  /** Returns the text of several expressions, one after the other. */
  public static TextExpr<Optional<String>> concat(Expr<?, ?>... parts) {
    return new TextExpr<>(
        new Node.Concat(Nodes.of(List.of(parts))), SqlType.TEXT, Reading.OPTIONAL, null);
  }

  /** Returns the default of the column, as a value of a row whose columns are known at run time. */
  public static DynExpr defaultValue() {
    return new DynExpr(new Node.Default(), null);
  }

  /** Returns what an upsert wanted to insert into the column. */
  public static <V> OrderedExpr<V, Optional<V>> excluded(Writable<?, V> column) {
    return new OrderedExpr<>(
        new Node.Excluded(column.column().name()), column.type(), Reading.OPTIONAL, null);
  }

  /** Returns the column of this name in a source of that name, both known at run time only. */
  public static DynExpr column(String source, String name) {
    return new DynExpr(new Node.Column(Identifier.of(source), Identifier.of(name)), null);
  }

  /** Returns the output column of this name, known at run time only, to sort by. */
  public static DynExpr column(String name) {
    return new DynExpr(new Node.Column(null, Identifier.of(name)), null);
  }

  /**
   * Returns an expression of your own: a template in which {@code {0}}, {@code {1}} and so on stand
   * for the arguments, which are written or bound as everywhere. A question mark is written twice.
   *
   * <p>The template goes into the statement as it is: it must be a constant of the program, and
   * never be made of input.
   *
   * @throws QueryRefusedException if the template refers to an argument that is not there, leaves
   *     one out, or has a single question mark
   */
  public static <V> OrderedExpr<V, Optional<V>> sql(
      SqlType<V> type, String template, Expr<?, ?>... arguments) {
    return new OrderedExpr<>(
        Templates.parse(template, Nodes.of(List.of(arguments))), type, Reading.OPTIONAL, null);
  }

  /**
   * Returns a condition of your own.
   *
   * @see #sql
   */
  public static Cond condition(String template, Expr<?, ?>... arguments) {
    return new Cond(Templates.parse(template, Nodes.of(List.of(arguments))));
  }
}
