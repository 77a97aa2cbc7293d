package dev.toolkit.db;

import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.PostgresDialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.StatementNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * An update of many rows, each with values of its own, in one statement.
 *
 * {@snippet :
 * db.updateEach(orders, orders.id)
 *     .row(1L, o -> o.set(orders.status, "paid").set(orders.total, 60))
 *     .row(2L, o -> o.set(orders.status, "lost").set(orders.total, 0))
 *     .execute();
 * // update "orders" set "status" = "v"."status", "total" = "v"."total"
 * // from (values (cast(? as bigint), …), (?, ?, ?)) as "v" ("id", "status", "total")
 * // where "orders"."id" = "v"."id"
 * }
 *
 * <p>All rows set the same columns; an update without a row is refused when it is rendered. H2 has
 * no such statement, and gets a case for each column.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @param <K> the type of the key
 * @since 0.1.0
 */
public final class BulkUpdate<T extends Table<T>, K> extends RenderedOnce {
  private static final Identifier VALUES = Identifier.of("v");

  /** The key of a row and what it sets. */
  private record Row(Node key, List<Node> values) {}

  private final Table<T> table;
  private final Expr<K, ?> key;
  private final List<Identifier> columns;
  private final List<Row> rows;

  private BulkUpdate(
      Context context, Table<T> table, Expr<K, ?> key, List<Identifier> columns, List<Row> rows) {
    super(context);
    this.table = table;
    this.key = key;
    this.columns = columns;
    this.rows = rows;
  }

  static <T extends Table<T>, K> BulkUpdate<T, K> of(
      Context context, Table<T> table, Expr<K, ?> key) {
    return new BulkUpdate<>(context, table, key, List.of(), List.of());
  }

  /**
   * Returns the update that also changes the row with the key.
   *
   * @throws QueryRefusedException if it sets nothing, or other columns than the rows before it
   */
  public BulkUpdate<T, K> row(K keyValue, UnaryOperator<Draft<T>> values) {
    Draft<T> draft = values.apply(Draft.of(table));
    if (draft.columns.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "Row of an update of " + table.name() + " sets nothing");
    }
    if (!rows.isEmpty() && !draft.columns.equals(columns)) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY,
          "Rows of an update of "
              + table.name()
              + " must set the same columns in the same order: "
              + columns
              + " and "
              + draft.columns);
    }
    Row row = new Row(key.bound(keyValue, Operator.EQ), draft.values);
    return new BulkUpdate<>(context, table, key, draft.columns, Selects.plus(rows, List.of(row)));
  }

  /** Runs the update and returns the number of rows that it changed. */
  public long execute() {
    return context.executor().execute(this);
  }

  @Override
  StatementNode.Update node() {
    if (rows.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "Update of " + table.name() + " has no row: add row(key, …)");
    }
    boolean joins = context.dialect().support(Feature.UPDATE_FROM) != Feature.Support.REFUSED;
    return joins ? fromValues() : byCases();
  }

  private StatementNode.Update fromValues() {
    Identifier keyName = ((Node.Column) key.node).name();
    List<Identifier> names = new ArrayList<>(columns.size() + 1);
    names.add(keyName);
    names.addAll(columns);
    List<Node.RowValue> lists = new ArrayList<>(rows.size());
    for (Row row : rows) {
      lists.add(new Node.RowValue(values(row, lists.isEmpty())));
    }
    List<StatementNode.Assignment> assignments = new ArrayList<>(columns.size());
    for (Identifier column : columns) {
      assignments.add(new StatementNode.Assignment(column, new Node.Column(VALUES, column)));
    }
    return new StatementNode.Update(
        context.with(),
        table.relation(),
        assignments,
        List.of(new Relation.Values(VALUES, names, lists)),
        new Node.Binary(Operator.EQ, key.node, new Node.Column(VALUES, keyName)),
        List.of());
  }

  /** PostgreSQL takes the types of the first row for all, and cannot see those of bindings. */
  private List<Node> values(Row row, boolean first) {
    List<Node> values = new ArrayList<>(columns.size() + 1);
    values.add(row.key());
    values.addAll(row.values());
    if (first && context.dialect() instanceof PostgresDialect) {
      values.replaceAll(value ->
          value instanceof dev.toolkit.db.sql.Binding<?> binding
              ? new Node.Cast(value, binding.type())
              : value);
    }
    return values;
  }

  private StatementNode.Update byCases() {
    List<StatementNode.Assignment> assignments = new ArrayList<>(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      List<Node.When> branches = new ArrayList<>(rows.size());
      for (Row row : rows) {
        branches.add(new Node.When(row.key(), row.values().get(i)));
      }
      Node old = new Node.Column(table.name(), columns.get(i));
      assignments.add(
          new StatementNode.Assignment(columns.get(i), new Node.Case(key.node, branches, old)));
    }
    List<Node> keys = rows.stream().map(Row::key).toList();
    return new StatementNode.Update(
        context.with(),
        table.relation(),
        assignments,
        List.of(),
        new Node.InList(key.node, keys, false),
        List.of());
  }
}
