package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode.Clauses;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.NamedWindow;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryNode.With;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies of a select with one part changed. */
final class Selects {

  /*
   * Each copy is written out: an object that holds the parts in between costs 100 B for each step
   * of building a query, and more than a tenth of what small ones take (RenderBenchmark).
   */

  private Selects() {}

  static <T> List<T> plus(List<T> list, T more) {
    if (list.isEmpty()) {
      return List.of(more);
    }
    List<T> all = new ArrayList<>(list.size() + 1);
    all.addAll(list);
    all.add(more);
    return all;
  }

  static <T> List<T> plus(List<T> list, List<? extends T> more) {
    if (list.isEmpty()) {
      return List.copyOf(more);
    }
    List<T> all = new ArrayList<>(list.size() + more.size());
    all.addAll(list);
    all.addAll(more);
    return all;
  }

  static @Nullable Node and(@Nullable Node one, @Nullable Node other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return new Node.Junction(true, List.of(one, other));
  }

  static Select items(Select s, List<Item> items) {
    return new Select(items, s.from(), s.joins(), s.where(), s.order(), s.limit(), s.clauses());
  }

  static Select join(Select s, Join join) {
    List<Join> joins = plus(s.joins(), join);
    return new Select(s.items(), s.from(), joins, s.where(), s.order(), s.limit(), s.clauses());
  }

  static Select where(Select s, @Nullable Node condition) {
    Node where = and(s.where(), condition);
    return new Select(s.items(), s.from(), s.joins(), where, s.order(), s.limit(), s.clauses());
  }

  static Select order(Select s, List<Node.SortKey> more) {
    List<Node.SortKey> order = plus(s.order(), more);
    return new Select(s.items(), s.from(), s.joins(), s.where(), order, s.limit(), s.clauses());
  }

  static Select unordered(Select s) {
    return new Select(s.items(), s.from(), s.joins(), s.where(), List.of(), s.limit(), s.clauses());
  }

  static Select limit(Select s, Node limit) {
    return new Select(s.items(), s.from(), s.joins(), s.where(), s.order(), limit, s.clauses());
  }

  private static Select clauses(Select s, Clauses changed) {
    return new Select(s.items(), s.from(), s.joins(), s.where(), s.order(), s.limit(), changed);
  }

  static Select with(Select s, List<With> with) {
    return clauses(
        s,
        new Clauses(
            with,
            s.distinct(),
            s.distinctOn(),
            s.groupBy(),
            s.having(),
            s.windows(),
            s.offset(),
            s.lock()));
  }

  static Select distinct(Select s, List<Node> on) {
    return clauses(
        s,
        new Clauses(
            s.with(), true, on, s.groupBy(), s.having(), s.windows(), s.offset(), s.lock()));
  }

  static Select groupBy(Select s, List<Node> more) {
    return clauses(
        s,
        new Clauses(
            s.with(),
            s.distinct(),
            s.distinctOn(),
            plus(s.groupBy(), more),
            s.having(),
            s.windows(),
            s.offset(),
            s.lock()));
  }

  static Select having(Select s, @Nullable Node condition) {
    return clauses(
        s,
        new Clauses(
            s.with(),
            s.distinct(),
            s.distinctOn(),
            s.groupBy(),
            and(s.having(), condition),
            s.windows(),
            s.offset(),
            s.lock()));
  }

  static Select window(Select s, NamedWindow window) {
    return clauses(
        s,
        new Clauses(
            s.with(),
            s.distinct(),
            s.distinctOn(),
            s.groupBy(),
            s.having(),
            plus(s.windows(), window),
            s.offset(),
            s.lock()));
  }

  static Select offset(Select s, Node offset) {
    return clauses(
        s,
        new Clauses(
            s.with(),
            s.distinct(),
            s.distinctOn(),
            s.groupBy(),
            s.having(),
            s.windows(),
            offset,
            s.lock()));
  }

  static Select lock(Select s, Lock lock) {
    return clauses(
        s,
        new Clauses(
            s.with(),
            s.distinct(),
            s.distinctOn(),
            s.groupBy(),
            s.having(),
            s.windows(),
            s.offset(),
            lock));
  }
}
