package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.With;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A common table expression: a statement with a name, put in front of others by {@link
 * Queries#with}. Its columns are found by the expressions that it selects.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Cte extends Lookup {
  private final Identifier name;
  private final List<Item> items;
  private final @Nullable List<Identifier> columns;
  final @Nullable With with;

  private Cte(
      Identifier name, List<Item> items, @Nullable List<Identifier> columns, @Nullable With with) {
    this.name = name;
    this.items = items;
    this.columns = columns;
    this.with = with;
  }

  static Cte of(String name, StatementNode body, List<Item> items, List<String> columns) {
    Identifier identifier = Identifier.of(name);
    List<Identifier> named = identifiers(columns);
    requireArity(identifier, items, named);
    requireDistinctNames(identifier, named);
    if (named.isEmpty()) {
      requireDistinctNames(identifier, names(items));
    }
    return new Cte(
        identifier,
        items,
        named.isEmpty() ? null : named,
        new With(identifier, named, false, null, body));
  }

  /** Returns the table as the step of a recursion refers to it, before it is complete. */
  static Cte open(String name, List<Item> items, List<String> columns) {
    Identifier identifier = Identifier.of(name);
    List<Identifier> named = identifiers(columns);
    requireArity(identifier, items, named);
    requireDistinctNames(identifier, named);
    return new Cte(
        identifier, items, named.isEmpty() ? outputNames(identifier, items) : named, null);
  }

  /** Returns the table, complete with its recursive query. */
  Cte closed(QueryNode query) {
    List<Identifier> named = java.util.Objects.requireNonNull(columns);
    return new Cte(name, items, named, new With(name, named, true, null, (StatementNode) query));
  }

  private static List<Identifier> identifiers(List<String> names) {
    List<Identifier> identifiers = new ArrayList<>(names.size());
    for (String name : names) {
      identifiers.add(Identifier.of(name));
    }
    return identifiers;
  }

  private static void requireArity(Identifier name, List<Item> items, List<Identifier> columns) {
    if (!columns.isEmpty() && columns.size() != items.size()) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY,
          name + " names " + columns.size() + " columns but selects " + items.size());
    }
  }

  private static List<@Nullable Identifier> names(List<Item> items) {
    return items.stream().<@Nullable Identifier>map(Item::name).toList();
  }

  private static void requireDistinctNames(
      Identifier name, List<? extends @Nullable Identifier> columns) {
    List<Identifier> seen = new ArrayList<>(columns.size());
    for (Identifier column : columns) {
      if (column != null && seen.contains(column)) {
        throw new QueryRefusedException(
            Refusal.DUPLICATE_NAME,
            name + " has two columns called " + column + ": give one of them a name with as(…)");
      }
      if (column != null) {
        seen.add(column);
      }
    }
  }

  private static List<Identifier> outputNames(Identifier name, List<Item> items) {
    requireDistinctNames(name, names(items));
    List<Identifier> names = new ArrayList<>(items.size());
    for (Item item : items) {
      Identifier column = item.name();
      if (column == null) {
        throw new QueryRefusedException(
            Refusal.EMPTY_IDENTIFIER,
            name
                + " is recursive and selects "
                + Node.describe(item.node())
                + " without a name: give it one with as(…)");
      }
      names.add(column);
    }
    return names;
  }

  /** Returns the same table, computed once and kept while the statement runs. */
  public Cte materialized() {
    return hinted(true);
  }

  /** Returns the same table, merged into the statement that reads it. */
  public Cte notMaterialized() {
    return hinted(false);
  }

  private Cte hinted(boolean materialized) {
    With body = requireWith();
    return new Cte(
        name,
        items,
        columns,
        new With(body.name(), body.columns(), body.recursive(), materialized, body.body()));
  }

  With requireWith() {
    if (with == null) {
      throw new IllegalStateException(name + " is not complete before its recursion is");
    }
    return with;
  }

  /** Returns the same table under another name, so that a query can read it twice. */
  public Derived as(String alias) {
    List<Item> all =
        names().stream()
            .map(column -> new Item(new Node.Column(name, column), SqlType.DYNAMIC, null, false))
            .toList();
    QueryNode.Select select = QueryNode.Select.of(all, relation());
    return new Derived(select, Identifier.of(alias), false);
  }

  private List<Identifier> names() {
    return columns == null ? outputNames(name, items) : columns;
  }

  @Override
  Relation relation() {
    return new Relation.Named(null, name, null);
  }

  @Override
  Identifier name() {
    return name;
  }

  @Override
  Identifier nameOf(Node node, @Nullable Identifier alias) {
    List<Identifier> named = columns;
    if (named == null) {
      return Derived.nameIn(items, node, alias, name);
    }
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i).isFor(node, alias)) {
        return named.get(i);
      }
    }
    return Derived.nameIn(List.of(), node, alias, name);
  }
}
