package dev.toolkit.db.sql;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Join;
import dev.toolkit.db.sql.QueryNode.JoinType;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryNode.SetOperation;
import dev.toolkit.db.sql.QueryNode.SetOperator;
import dev.toolkit.db.sql.QueryNode.With;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Writes queries and what they read from. */
final class QueryWriter {
  private static final Identifier LIMITED = Identifier.of("limited");

  private final SqlWriter out;
  private List<With> visible = List.of();

  QueryWriter(SqlWriter out) {
    this.out = out;
  }

  /** Writes a query inside of an expression, where it sees the relations around it. */
  void subquery(QueryNode query) {
    query(query);
  }

  /** Writes a query whose values something is compared with. */
  void comparedWith(QueryNode query) {
    boolean limited =
        switch (query) {
          case Select select -> select.limit() != null || select.offset() != null;
          case SetOperation set -> set.limit() != null || set.offset() != null;
        };
    if (limited && out.dialect.wrapsLimited()) {
      requireDistinctNames(query, LIMITED);
      out.text("select * from (");
      out.within(seenInFrom(out.scope()), () -> subquery(query));
      out.text(") as ").name(LIMITED);
    } else {
      subquery(query);
    }
  }

  void query(QueryNode query) {
    int outer = visible.size();
    with(query.with());
    switch (query) {
      case Select select -> select(select);
      case SetOperation operation -> setOperation(operation);
    }
    forget(outer);
  }

  /** Writes those of the tables that nothing around this has in front already. */
  void with(List<With> tables) {
    if (tables.isEmpty()) {
      return;
    }
    List<With> fresh = new ArrayList<>(tables.size());
    boolean recursive = false;
    for (With table : tables) {
      if (!isVisible(table)) {
        fresh.add(table);
        recursive |= table.recursive();
      }
    }
    if (!fresh.isEmpty()) {
      out.text(recursive ? "with recursive " : "with ");
      out.separated(fresh, ", ", this::with);
      out.text(" ");
    }
  }

  // A table is the same object wherever it is used; others of its name hide it.
  @SuppressWarnings("ReferenceEquality")
  private boolean isVisible(With table) {
    for (With each : visible) {
      if (each == table) {
        return true;
      }
    }
    return false;
  }

  /** Returns how many tables are in front of what is written now. */
  int visible() {
    return visible.size();
  }

  /** Ends the sight of all but the outer ones. */
  void forget(int outer) {
    if (visible.size() > outer) {
      visible.subList(outer, visible.size()).clear();
    }
  }

  private void with(With table) {
    out.name(table.name());
    if (!table.columns().isEmpty()) {
      out.text(" ").names(table.columns());
    }
    out.text(" as ");
    if (table.materialized() != null) {
      out.require(Feature.MATERIALIZED);
      out.text(table.materialized() ? "materialized " : "not materialized ");
    }
    boolean distinct = table.body() instanceof SetOperation operation && !operation.all();
    if (table.recursive() && distinct) {
      out.require(Feature.RECURSIVE_DISTINCT);
    }
    if (table.body() instanceof StatementNode.Write) {
      out.require(Feature.WRITE_IN_CTE);
    }
    out.text("(");
    out.statement(table.body());
    out.text(")");
    if (visible.isEmpty()) {
      visible = new ArrayList<>();
    }
    visible.add(table);
  }

  private void select(Select select) {
    if (select.items().isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SELECT, "Select of no columns: name at least one");
    }
    boolean emulated =
        !select.distinctOn().isEmpty()
            && out.dialect.support(Feature.DISTINCT_ON) == Feature.Support.EMULATED;
    Select written = emulated ? FirstOfEach.rewritten(select, out) : select;
    Scope outer = out.enter(Scope.of(written, out.scope()));
    inScope(written);
    out.leave(outer);
  }

  private void inScope(Select select) {
    out.text("select ");
    distinct(select);
    items(select.items());
    if (select.from() != null) {
      out.text(" from ");
      relation(select.from());
    }
    joins(select.joins());
    clause(" where ", select.where());
    groupBy(select);
    clause(" having ", select.having());
    windows(select);
    tail(select.order(), select.limit(), select.offset());
    if (select.lock() != null) {
      lock(select, select.lock());
    }
  }

  private void groupBy(Select select) {
    List<Node> keys = select.groupBy();
    if (keys.isEmpty()) {
      return;
    }
    out.text(" group by ");
    if (keys.size() == 1 && keys.getFirst() instanceof Node.GroupingSets sets) {
      out.dialect.groupingSets(out, sets, select);
    } else {
      out.nodes(keys);
    }
    for (Node key : keys) {
      if (key instanceof Node.GroupingSets sets) {
        requireNullable(select, sets);
      }
    }
  }

  private static void requireNullable(Select select, Node.GroupingSets sets) {
    Predicate<Node> leftOut = key -> sets.leavesOut(key) && !select.groupBy().contains(key);
    for (Item item : select.items()) {
      if (item.required() && Node.isNullIf(item.node(), leftOut)) {
        throw new QueryRefusedException(
            Refusal.NULLABLE_GROUP,
            Node.describe(item.node())
                + " is null in the rows of subtotals: select it with opt() or orNull()");
      }
    }
  }

  private void lock(Select select, Lock lock) {
    for (Identifier name : lock.of()) {
      if (!requireNonNull(out.scope()).hasItself(name)) {
        throw new QueryRefusedException(
            Refusal.MISSING_SOURCE,
            "Rows of "
                + name
                + " are to be locked, but it is not part of the query: add it with from(…) or"
                + " join(…)");
      }
    }
    boolean grouped = select.distinct() || !select.groupBy().isEmpty() || select.having() != null;
    if (grouped || select.items().stream().anyMatch(item -> isOfSeveralRows(item.node()))) {
      out.require(Feature.LOCK_OF_GROUPS);
    }
    out.dialect.lock(out, lock);
  }

  private static boolean isOfSeveralRows(Node node) {
    return switch (node) {
      case Node.Aggregate aggregate -> true;
      case Node.OrderedSet aggregate -> true;
      case Node.StringAggregate aggregate -> true;
      case Node.JsonAggregate aggregate -> true;
      case Node.Over over -> true;
      default -> false;
    };
  }

  private void distinct(Select select) {
    if (!select.distinctOn().isEmpty()) {
      out.require(Feature.DISTINCT_ON);
      out.text("distinct on (").nodes(select.distinctOn()).text(") ");
    } else if (select.distinct()) {
      out.text("distinct ");
    }
  }

  void items(List<Item> items) {
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.text(", ");
      }
      item(items.get(i));
    }
  }

  private void item(Item item) {
    Scope scope = out.scope();
    if (item.required() && scope != null && Node.isNullWith(item.node(), scope.nullable())) {
      throw new QueryRefusedException(
          Refusal.NULLABLE_JOIN,
          Node.describe(item.node())
              + " is null for rows without a match of the outer join:"
              + " select it with opt() or orNull()");
    }
    selected(item.node());
    if (item.alias() != null) {
      out.text(" as ").name(item.alias());
    }
  }

  private void selected(Node node) {
    if (node instanceof Binding<?> binding) {
      out.dialect.selectedValue(out, binding);
    } else {
      out.node(node);
    }
  }

  private void clause(String keyword, @Nullable Node condition) {
    if (condition != null) {
      out.text(keyword).node(condition);
    }
  }

  private void windows(Select select) {
    if (!select.windows().isEmpty()) {
      out.text(" window ");
      new WindowWriter(out).declarations(select.windows());
    }
  }

  private void tail(List<Node.SortKey> order, @Nullable Node limit, @Nullable Node offset) {
    if (!order.isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(order);
    }
    out.dialect.limit(out, limit, offset);
  }

  private void joins(List<Join> joins) {
    for (int i = 0; i < joins.size(); i++) {
      join(joins.get(i));
    }
  }

  private void join(Join join) {
    if (join.type() == JoinType.FULL) {
      out.require(Feature.FULL_JOIN);
    }
    out.text(join.type().spaced);
    relation(join.relation());
    if (!join.using().isEmpty()) {
      out.text(" using ").names(join.using());
    } else if (join.on() != null) {
      out.text(" on ").node(join.on());
    } else if (join.type() != JoinType.CROSS) {
      out.text(" on true");
    }
  }

  void relation(Relation relation) {
    switch (relation) {
      case Relation.Named named -> table(named);
      case Relation.Derived derived -> derived(derived);
      case Relation.Values values -> {
        out.dialect.values(out, values);
      }
    }
  }

  void table(Relation.Named named) {
    if (named.schema() != null) {
      out.name(named.schema()).text(".");
    }
    out.name(named.table());
    if (named.alias() != null) {
      out.text(" as ").name(named.alias());
    }
  }

  private void derived(Relation.Derived derived) {
    if (derived.lateral()) {
      out.require(Feature.LATERAL);
      out.text("lateral ");
    }
    // Without lateral, a derived table sees what is around its query but not its neighbours.
    Scope scope = out.scope();
    Scope visible = derived.lateral() || scope == null ? scope : seenInFrom(scope.outer());
    requireDistinctNames(derived.query(), derived.name());
    out.text("(");
    out.enter(visible);
    query(derived.query());
    out.leave(scope);
    out.text(") as ").name(derived.name());
  }

  /** A column without a name is called by its text, and MySQL's names have no case. */
  private void requireDistinctNames(QueryNode query, Identifier source) {
    if (out.dialect.takesColumnsOfOneName()) {
      return;
    }
    Set<Object> names = new HashSet<>();
    for (Item item : items(query)) {
      Identifier name = item.name();
      boolean added =
          name == null
              ? names.add(item.node())
              : names.add(out.backTicks ? name.name().toLowerCase(Locale.ROOT) : name);
      if (!added) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME,
            source
                + " selects "
                + Node.describe(item.node())
                + " beside another column of its name: give one of them another with as(…)");
      }
    }
  }

  private static List<Item> items(QueryNode query) {
    return switch (query) {
      case Select select -> select.items();
      case SetOperation set -> items(set.left());
    };
  }

  private @Nullable Scope seenInFrom(@Nullable Scope around) {
    boolean hidden = out.dialect.support(Feature.OUTER_COLUMN) == Feature.Support.REFUSED;
    return around != null && hidden ? Scope.hiding(around) : around;
  }

  private void setOperation(SetOperation operation) {
    if (operation.all() && operation.operator() != SetOperator.UNION) {
      out.require(Feature.INTERSECT_ALL);
    }
    operand(operation.left(), isGrouped(operation, operation.left(), true));
    out.text(operation.operator().spaced).text(operation.all() ? "all " : "");
    operand(operation.right(), isGrouped(operation, operation.right(), false));
    tail(operation.order(), operation.limit(), operation.offset());
  }

  /**
   * Engines rank the operators differently, so that a nested operation is grouped unless it is the
   * left one of the same operator, where all of them agree.
   */
  private static boolean isGrouped(SetOperation outer, QueryNode operand, boolean left) {
    if (!operand.with().isEmpty()) {
      return true;
    }
    return switch (operand) {
      case Select select ->
          !select.order().isEmpty()
              || select.limit() != null
              || select.offset() != null
              || select.lock() != null;
      case SetOperation nested ->
          !left
              || nested.operator() != outer.operator()
              || nested.all() != outer.all()
              || !nested.order().isEmpty()
              || nested.limit() != null
              || nested.offset() != null;
    };
  }

  private void operand(QueryNode query, boolean grouped) {
    if (query instanceof Select select && select.lock() != null) {
      out.require(Feature.LOCK_OF_GROUPS);
    }
    if (!grouped) {
      query(query);
    } else if (out.dialect.groupsBySubquery()) {
      out.text("select * from (");
      query(query);
      out.text(")");
    } else {
      out.text("(");
      query(query);
      out.text(")");
    }
  }
}
