package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A query as a source of another. Its columns are found by the expressions that it selects.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Derived extends Lookup {
  private final QueryNode query;
  private final Identifier name;
  private final boolean lateral;

  Derived(QueryNode query, Identifier name, boolean lateral) {
    this.query = query;
    this.name = name;
    this.lateral = lateral;
  }

  @Override
  Relation relation() {
    return new Relation.Derived(query, name, lateral);
  }

  @Override
  Identifier name() {
    return name;
  }

  @Override
  Identifier nameOf(Node node, @Nullable Identifier alias) {
    return nameIn(items(query), node, alias, name);
  }

  static Identifier nameIn(
      List<QueryNode.Item> items, Node node, @Nullable Identifier alias, Identifier source) {
    Identifier column = find(items, node, alias);
    if (column == null) {
      throw new QueryRefusedException(
          Refusal.NOT_SELECTED,
          source
              + " does not select "
              + Node.describe(node)
              + " under a name: add it to its select, with as(…) if it is no column");
    }
    requireSingle(items, column, source);
    return column;
  }

  /** Databases either refuse such a name where it is used, or take the first column that has it. */
  private static void requireSingle(
      List<QueryNode.Item> items, Identifier column, Identifier source) {
    if (items.stream().filter(item -> Objects.equals(column, item.name())).count() > 1) {
      throw new QueryRefusedException(
          Refusal.DUPLICATE_NAME,
          source + " has two columns called " + column + ": give one of them a name with as(…)");
    }
  }

  /** Returns the items of a query; those of a set operation are its left operand's. */
  static List<QueryNode.Item> items(QueryNode query) {
    return switch (query) {
      case QueryNode.Select select -> select.items();
      case QueryNode.SetOperation set -> items(set.left());
    };
  }
}
