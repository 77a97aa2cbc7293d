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
    Copy copy = new Copy(s);
    copy.with = with;
    return copy.select();
  }

  static Select distinct(Select s, List<Node> on) {
    Copy copy = new Copy(s);
    copy.distinct = true;
    copy.distinctOn = on;
    return copy.select();
  }

  static Select items(Select s, List<Item> items) {
    Copy copy = new Copy(s);
    copy.items = items;
    return copy.select();
  }

  static Select from(Select s, Relation relation) {
    Copy copy = new Copy(s);
    copy.from = relation;
    return copy.select();
  }

  static Select join(Select s, Join join) {
    Copy copy = new Copy(s);
    copy.joins = plus(copy.joins, List.of(join));
    return copy.select();
  }

  static Select where(Select s, @Nullable Node where) {
    Copy copy = new Copy(s);
    copy.where = and(copy.where, where);
    return copy.select();
  }

  static Select groupBy(Select s, List<Node> groupBy) {
    Copy copy = new Copy(s);
    copy.groupBy = plus(copy.groupBy, groupBy);
    return copy.select();
  }

  static Select having(Select s, @Nullable Node having) {
    Copy copy = new Copy(s);
    copy.having = and(copy.having, having);
    return copy.select();
  }

  static Select window(Select s, NamedWindow window) {
    Copy copy = new Copy(s);
    copy.windows = plus(copy.windows, List.of(window));
    return copy.select();
  }

  static Select order(Select s, List<Node.SortKey> order) {
    Copy copy = new Copy(s);
    copy.order = plus(copy.order, order);
    return copy.select();
  }

  static Select unordered(Select s) {
    Copy copy = new Copy(s);
    copy.order = List.of();
    return copy.select();
  }

  static Select limit(Select s, Node limit) {
    Copy copy = new Copy(s);
    copy.limit = limit;
    return copy.select();
  }

  static Select offset(Select s, Node offset) {
    Copy copy = new Copy(s);
    copy.offset = offset;
    return copy.select();
  }

  static Select lock(Select s, Lock lock) {
    Copy copy = new Copy(s);
    copy.lock = lock;
    return copy.select();
  }

  /** The parts of a select, of which one is to change. */
  private static final class Copy {
    List<With> with;
    boolean distinct;
    List<Node> distinctOn;
    List<Item> items;
    @Nullable Relation from;
    List<Join> joins;
    @Nullable Node where;
    List<Node> groupBy;
    @Nullable Node having;
    List<NamedWindow> windows;
    List<Node.SortKey> order;
    @Nullable Node limit;
    @Nullable Node offset;
    @Nullable Lock lock;

    Copy(Select s) {
      with = s.with();
      distinct = s.distinct();
      distinctOn = s.distinctOn();
      items = s.items();
      from = s.from();
      joins = s.joins();
      where = s.where();
      groupBy = s.groupBy();
      having = s.having();
      windows = s.windows();
      order = s.order();
      limit = s.limit();
      offset = s.offset();
      lock = s.lock();
    }

    Select select() {
      return new Select(
          with,
          distinct,
          distinctOn,
          items,
          from,
          joins,
          where,
          groupBy,
          having,
          windows,
          order,
          limit,
          offset,
          lock);
    }
  }
}
