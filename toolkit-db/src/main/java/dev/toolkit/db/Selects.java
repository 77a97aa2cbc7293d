package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.NamedWindow;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryNode.With;
import dev.toolkit.db.sql.Relation;
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

  static Select with(Select s, List<With> with) {
    return new Select(
        with,
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select distinct(Select s, List<Node> on) {
    return new Select(
        s.with(),
        true,
        on,
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select from(Select s, Relation relation) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        relation,
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select join(Select s, Join join) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        plus(s.joins(), List.of(join)),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select where(Select s, @Nullable Node where) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        and(s.where(), where),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select groupBy(Select s, List<Node> groupBy) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        plus(s.groupBy(), groupBy),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select having(Select s, @Nullable Node having) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        and(s.having(), having),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select window(Select s, NamedWindow window) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        plus(s.windows(), List.of(window)),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select order(Select s, List<Node.SortKey> order) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        plus(s.order(), order),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select unordered(Select s) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        List.of(),
        s.limit(),
        s.offset(),
        s.lock());
  }

  static Select limit(Select s, Node limit) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        limit,
        s.offset(),
        s.lock());
  }

  static Select offset(Select s, Node offset) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        offset,
        s.lock());
  }

  static Select lock(Select s, Lock lock) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        s.items(),
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        lock);
  }

  static Select items(Select s, List<Item> items) {
    return new Select(
        s.with(),
        s.distinct(),
        s.distinctOn(),
        items,
        s.from(),
        s.joins(),
        s.where(),
        s.groupBy(),
        s.having(),
        s.windows(),
        s.order(),
        s.limit(),
        s.offset(),
        s.lock());
  }
}
