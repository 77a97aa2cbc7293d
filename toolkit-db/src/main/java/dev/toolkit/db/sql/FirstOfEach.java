package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Node.SortKey;
import dev.toolkit.db.sql.QueryNode.Clauses;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Select;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Writes {@code distinct on} for databases without it: the rows are numbered within each group of
 * equal keys, in the order of the query, and those with the number one are selected.
 */
final class FirstOfEach {

  /*
   * The query becomes the inner one. It keeps all of its parts but the order and the limits, and
   * gives its columns and its sort keys under names of ours, so that columns of one name do not
   * clash; the outer one gives them their names back, and sorts by the keys again.
   */

  private static final Identifier ROWS = Identifier.of("first_of_each");
  private static final Identifier POSITION = Identifier.of("position");

  private FirstOfEach() {}

  static Select rewritten(Select select, SqlWriter out) {
    requireOrder(select, out);
    if (select.lock() != null) {
      throw out.unsupported("row lock on distinct on", "lock the rows by their keys");
    }
    requireNoWindow(select, out);
    List<Item> inner = new ArrayList<>();
    List<Item> outer = new ArrayList<>();
    for (int i = 0; i < select.items().size(); i++) {
      Item item = select.items().get(i);
      Identifier name = Identifier.of("c" + (i + 1));
      inner.add(new Item(item.node(), item.type(), name, item.required()));
      outer.add(new Item(new Node.Column(ROWS, name), item.type(), item.name(), false));
    }
    List<SortKey> order = new ArrayList<>();
    for (int i = 0; i < select.order().size(); i++) {
      SortKey key = select.order().get(i);
      Identifier name = Identifier.of("k" + (i + 1));
      inner.add(new Item(expression(select, key.operand()), SqlType.DYNAMIC, name, false));
      order.add(new SortKey(new Node.Column(ROWS, name), key.descending(), key.nulls()));
    }
    inner.add(new Item(position(select), SqlType.BIGINT, POSITION, false));
    return outer(select, outer, new Relation.Derived(inner(select, inner), ROWS, false), order);
  }

  private static Node position(Select select) {
    List<SortKey> order =
        select.order().stream()
            .map(key ->
                new SortKey(expression(select, key.operand()), key.descending(), key.nulls()))
            .toList();
    Node.Window window = new Node.Window(null, keys(select), order, null);
    return new Node.Over(new Node.Call("row_number", List.of()), null, window);
  }

  private static List<Node> keys(Select select) {
    return select.distinctOn().stream().map(key -> expression(select, key)).toList();
  }

  private static Select inner(Select select, List<Item> items) {
    Clauses clauses =
        new Clauses(
            List.of(),
            false,
            List.of(),
            select.groupBy(),
            select.having(),
            select.windows(),
            null,
            null);
    return new Select(
        items, select.from(), select.joins(), select.where(), List.of(), null, clauses);
  }

  private static Select outer(Select select, List<Item> items, Relation from, List<SortKey> order) {
    Node first =
        new Node.Binary(Node.Operator.EQ, new Node.Column(ROWS, POSITION), new Node.Literal(1));
    Clauses clauses =
        new Clauses(List.of(), false, List.of(), List.of(), null, List.of(), select.offset(), null);
    return new Select(items, from, List.of(), first, order, select.limit(), clauses);
  }

  /** The name of an output column stands for what that column is. */
  private static Node expression(Select select, Node key) {
    if (key instanceof Node.Column column && column.source() == null) {
      for (Item item : select.items()) {
        if (Objects.equals(column.name(), item.name())) {
          return item.node();
        }
      }
    }
    return key;
  }

  /** The rows are numbered over their order, and a window in a window is no SQL. */
  private static void requireNoWindow(Select select, SqlWriter out) {
    for (SortKey key : select.order()) {
      if (expression(select, key.operand()) instanceof Node.Over) {
        throw out.unsupported(
            "distinct on in the order of a window function",
            "select the function in a subquery, and sort by its column");
      }
    }
  }

  /** Without an order, or one that begins otherwise, nothing says which row is the first. */
  private static void requireOrder(Select select, SqlWriter out) {
    Set<Node> keys = new HashSet<>(keys(select));
    Set<Node> leading = new HashSet<>();
    for (SortKey key : select.order()) {
      Node node = expression(select, key.operand());
      if (!keys.contains(node)) {
        break;
      }
      leading.add(node);
    }
    if (!leading.equals(keys)) {
      throw out.unsupported(
          "distinct on without an order that begins with its keys",
          "add orderBy(…) of the keys, and then of what makes a row the first of its group");
    }
  }
}
