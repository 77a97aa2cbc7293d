package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.JoinType;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.LockMode;
import dev.toolkit.db.sql.QueryNode.LockWait;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryNode.SetOperation;
import dev.toolkit.db.sql.QueryNode.SetOperator;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A select, or several that became one by {@link #union} and its kin. Each method returns a changed
 * copy, so that a selection can be kept, shared and extended.
 *
 * <p>Conditions of several {@link #where} calls must all hold, and keys of several {@link #orderBy}
 * calls follow each other.
 *
 * <p>Selections are immutable and safe for use by multiple threads.
 *
 * @param <S> the kind of selection itself, with the types of its columns
 * @since 0.1.0
 */
public abstract class Selection<S extends Selection<S>> {
  final Context context;
  final QueryNode query;

  /** Threads that race render the same twice. */
  private @Nullable Rendered rendered;

  Selection(Context context, QueryNode query) {
    this.context = context;
    this.query = query;
  }

  /** Returns the same kind of selection of another query. */
  abstract S with(QueryNode changed);

  /**
   * Returns the query as a part of another. Common table expressions that the statement around it
   * has in front already are left out when it is written.
   */
  final QueryNode query() {
    return complete();
  }

  /** Returns the query as a part of a statement that may have the same tables in front. */
  final QueryNode within(Context outer) {
    return context.with().equals(outer.with()) ? query : complete();
  }

  /** Returns the query with the common table expressions in front of it. */
  final QueryNode complete() {
    if (context.with().isEmpty()) {
      return query;
    }
    return switch (query) {
      case Select select -> Selects.with(select, context.with());
      case SetOperation set ->
          new SetOperation(
              context.with(),
              set.operator(),
              set.all(),
              set.left(),
              set.right(),
              set.order(),
              set.limit(),
              set.offset());
    };
  }

  /**
   * Returns the text and the bindings, rendered once.
   *
   * @throws QueryRefusedException if the query cannot mean what was written or needs what the
   *     dialect lacks
   */
  public final Rendered rendered() {
    Rendered known = rendered;
    if (known == null) {
      known = context.render((StatementNode) complete());
      rendered = known;
    }
    return known;
  }

  /** Returns the selection of the rows that match those of the source. */
  public final S join(Source source, Cond on) {
    return join(JoinType.INNER, source, on.node);
  }

  /** Returns the selection with the rows of the source that match, or nulls. */
  public final S leftJoin(Source source, Cond on) {
    return join(JoinType.LEFT, source, on.node);
  }

  /** Returns the selection of all rows of the source, with nulls for those without a match. */
  public final S rightJoin(Source source, Cond on) {
    return join(JoinType.RIGHT, source, on.node);
  }

  /** Returns the selection of all rows of both sides. */
  public final S fullJoin(Source source, Cond on) {
    return join(JoinType.FULL, source, on.node);
  }

  /** Returns the selection of the rows that refer to one over the path. */
  public final S join(Path<?> path) {
    return join(JoinType.INNER, path, path.on());
  }

  /** Returns the selection with the row that each refers to over the path, or nulls. */
  public final S leftJoin(Path<?> path) {
    return join(JoinType.LEFT, path, path.on());
  }

  /** Returns the selection of each row with each of the source. */
  public final S crossJoin(Source source) {
    return join(JoinType.CROSS, source, null);
  }

  /**
   * Returns the selection of the rows that have the values of the source's in the columns of these
   * names, which both sides have.
   */
  public final S joinUsing(Source source, Col<?, ?>... columns) {
    return joinUsing(JoinType.INNER, source, columns);
  }

  /**
   * Returns the selection with the rows of the source that have the same values in the columns of
   * these names, or nulls.
   */
  public final S leftJoinUsing(Source source, Col<?, ?>... columns) {
    return joinUsing(JoinType.LEFT, source, columns);
  }

  /**
   * Returns the selection of all rows of the source, with nulls for those without the same values
   * in the columns of these names.
   */
  public final S rightJoinUsing(Source source, Col<?, ?>... columns) {
    return joinUsing(JoinType.RIGHT, source, columns);
  }

  /**
   * Returns the selection of all rows of both sides, put together where they have the same values
   * in the columns of these names. {@code Sql.column(name)} is such a column of either side.
   */
  public final S fullJoinUsing(Source source, Col<?, ?>... columns) {
    return joinUsing(JoinType.FULL, source, columns);
  }

  private S joinUsing(JoinType type, Source source, Col<?, ?>... columns) {
    if (columns.length == 0) {
      throw new IllegalArgumentException(
          "Join of " + source.name() + " by no column: name one or more that both sides have");
    }
    Join join = new Join(type, source.relation(), null, Table.names(columns));
    return with(Selects.join(select("joinUsing"), join));
  }

  private S join(JoinType type, Source source, @Nullable Node on) {
    return with(Selects.join(select("join"), new Join(type, source.relation(), on)));
  }

  /** Returns the selection of the rows for which the condition holds; null means no condition. */
  public final S where(@Nullable Cond condition) {
    return with(Selects.where(select("where"), condition == null ? null : condition.node));
  }

  /** Returns the selection of one row per group of rows that agree in these expressions. */
  public final S groupBy(Expr<?, ?>... keys) {
    return groupBy(Arrays.asList(keys));
  }

  /** Returns the selection of one row per group of rows that agree in these expressions. */
  public final S groupBy(List<? extends Expr<?, ?>> keys) {
    return with(Selects.groupBy(select("groupBy"), Nodes.of(keys)));
  }

  /**
   * Returns the selection of one row per group of each of these groupings. Keys are null in rows
   * over all of their values, and are selected with {@code opt()} or {@code orNull()}; {@link
   * Sql#grouping} tells such a null from one of the table. After other keys, each grouping has
   * those too.
   */
  public final S groupBy(Grouping grouping) {
    return with(Selects.groupBy(select("groupBy"), List.of(grouping.node)));
  }

  /** Returns the selection of the groups for which the condition holds; null means no condition. */
  public final S having(@Nullable Cond condition) {
    return with(Selects.having(select("having"), condition == null ? null : condition.node));
  }

  /** Returns the selection with a window that functions refer to by its name. */
  public final S window(NamedWindow window) {
    return with(Selects.window(select("window"), window.named));
  }

  /** Returns the selection without rows that equal another. */
  public final S distinct() {
    return with(Selects.distinct(select("distinct"), List.of()));
  }

  /**
   * Returns the selection of the first row of each group that agrees in these expressions. The
   * order says which row is the first, and has to begin with these expressions; the rows come in
   * this order.
   */
  public final S distinctOn(Expr<?, ?>... keys) {
    return distinctOn(Arrays.asList(keys));
  }

  /**
   * Returns the selection of the first row of each group that agrees in these expressions.
   *
   * @see #distinctOn(Expr...)
   */
  public final S distinctOn(List<? extends Expr<?, ?>> keys) {
    return with(Selects.distinct(select("distinctOn"), Nodes.of(keys)));
  }

  /** Returns the selection in this order. */
  public final S orderBy(Order... keys) {
    return orderBy(Arrays.asList(keys));
  }

  /** Returns the selection in this order. */
  public final S orderBy(List<Order> keys) {
    List<Node.SortKey> order = Order.keys(keys);
    return with(
        switch (query) {
          case Select select -> Selects.order(select, order);
          case SetOperation set ->
              changed(set, Selects.plus(set.order(), order), set.limit(), set.offset());
        });
  }

  /**
   * Returns the selection of at most so many rows.
   *
   * @throws QueryRefusedException if the limit is negative
   */
  public final S limit(long rows) {
    Node limit = count(rows, "limit");
    return with(
        switch (query) {
          case Select select -> Selects.limit(select, limit);
          case SetOperation set -> changed(set, set.order(), limit, set.offset());
        });
  }

  /**
   * Returns the selection without so many rows at its start.
   *
   * @throws QueryRefusedException if the offset is negative
   */
  public final S offset(long rows) {
    Node offset = count(rows, "offset");
    return with(
        switch (query) {
          case Select select -> Selects.offset(select, offset);
          case SetOperation set -> changed(set, set.order(), set.limit(), offset);
        });
  }

  private static Node count(long rows, String what) {
    if (rows < 0) {
      throw new QueryRefusedException(
          Refusal.NEGATIVE_LIMIT, what + "(…) must not be negative: " + rows);
    }
    return Nodes.value(SqlType.BIGINT, rows);
  }

  private static SetOperation changed(
      SetOperation set, List<Node.SortKey> order, @Nullable Node limit, @Nullable Node offset) {
    return new SetOperation(
        set.with(), set.operator(), set.all(), set.left(), set.right(), order, limit, offset);
  }

  /** Returns the selection with a lock on its rows that keeps all others from changing them. */
  public final S forUpdate() {
    return lock(LockMode.UPDATE);
  }

  /** Returns the selection with a lock on its rows that lets others refer to their keys. */
  public final S forNoKeyUpdate() {
    return lock(LockMode.NO_KEY_UPDATE);
  }

  /** Returns the selection with a lock on its rows that others may share. */
  public final S forShare() {
    return lock(LockMode.SHARE);
  }

  /** Returns the selection with a lock on the keys of its rows that others may share. */
  public final S forKeyShare() {
    return lock(LockMode.KEY_SHARE);
  }

  private S lock(LockMode mode) {
    return with(Selects.lock(select("lock"), new Lock(mode, List.of(), LockWait.WAIT)));
  }

  /** Returns the selection whose lock is on the rows of these sources only. */
  public final S lockOnly(Source... sources) {
    List<Identifier> names = Arrays.stream(sources).map(Source::name).toList();
    Lock lock = requireLock("lockOnly");
    return with(Selects.lock(select("lockOnly"), new Lock(lock.mode(), names, lock.waiting())));
  }

  /** Returns the selection without rows that others have locked. */
  public final S skipLocked() {
    return waiting(LockWait.SKIP_LOCKED, "skipLocked");
  }

  /** Returns the selection that fails at once if others have locked a row. */
  public final S noWait() {
    return waiting(LockWait.NO_WAIT, "noWait");
  }

  private S waiting(LockWait wait, String method) {
    Lock lock = requireLock(method);
    return with(Selects.lock(select(method), new Lock(lock.mode(), lock.of(), wait)));
  }

  private Lock requireLock(String method) {
    Lock lock = select(method).lock();
    if (lock == null) {
      throw new IllegalStateException(method + "() needs a lock: call forUpdate() before");
    }
    return lock;
  }

  /** Returns the rows of either selection, without those that equal another. */
  public final S union(S other) {
    return combined(SetOperator.UNION, false, other);
  }

  /** Returns the rows of both selections. */
  public final S unionAll(S other) {
    return combined(SetOperator.UNION, true, other);
  }

  /** Returns the rows that are in both selections. */
  public final S intersect(S other) {
    return combined(SetOperator.INTERSECT, false, other);
  }

  /** Returns the rows that are in both selections, as often as in the one that has less. */
  public final S intersectAll(S other) {
    return combined(SetOperator.INTERSECT, true, other);
  }

  /** Returns the rows of this selection that are not in the other. */
  public final S except(S other) {
    return combined(SetOperator.EXCEPT, false, other);
  }

  /** Returns the rows of this selection without as many equal ones as the other has. */
  public final S exceptAll(S other) {
    return combined(SetOperator.EXCEPT, true, other);
  }

  private S combined(SetOperator operator, boolean all, S other) {
    int columns = Derived.items(query).size();
    int others = Derived.items(other.query).size();
    if (columns != others) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY,
          operator.name().toLowerCase(Locale.ROOT)
              + " of a query of "
              + columns
              + " columns with one of "
              + others
              + ": both must select as many");
    }
    return with(
        new SetOperation(
            List.of(), operator, all, query, other.within(context), List.of(), null, null));
  }

  /** Returns this query as a source under a name. */
  public final Derived asTable(String name) {
    return new Derived(complete(), Identifier.of(name), false);
  }

  /** Returns this query as a source under a name, which sees the sources before it. */
  public final Derived asLateral(String name) {
    return new Derived(complete(), Identifier.of(name), true);
  }

  private Select select(String method) {
    if (query instanceof Select select) {
      return select;
    }
    throw new IllegalStateException(
        method + "(…) after union, intersect or except: select from it as a table instead");
  }
}
