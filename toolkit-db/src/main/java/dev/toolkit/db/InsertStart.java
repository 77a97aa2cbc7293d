package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An insert that has no rows yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class InsertStart<T extends Table<T>> {
  final Context context;
  private final Table<T> table;

  InsertStart(Context context, Table<T> table) {
    this.context = context;
    this.table = table;
  }

  /** Returns the insert of the row. */
  public Insert<T> values(Draft<T> row) {
    return isComplete(row.columns)
        ? insert(row.columns, List.of(row.values), null)
        : values(List.of(row));
  }

  /**
   * Returns the insert of the rows, which may set different columns: what a row leaves out gets the
   * column's default.
   *
   * @throws QueryRefusedException if there are no rows, or if one lacks a required column
   */
  public Insert<T> values(List<Draft<T>> rows) {
    if (rows.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_INSERT, "Insert into " + table.name() + " without a row: add one");
    }
    List<Identifier> same = rows.getFirst().columns;
    List<List<Node>> nodes = new ArrayList<>(rows.size());
    if (isComplete(same) && haveColumns(rows, same)) {
      for (Draft<T> row : rows) {
        nodes.add(row.values);
      }
      return insert(same, nodes, null);
    }
    List<Identifier> columns = columnsOf(rows);
    for (Draft<T> row : rows) {
      nodes.add(valuesOf(row, columns));
    }
    return insert(columns, nodes, null);
  }

  private static boolean haveColumns(List<? extends Draft<?>> rows, List<Identifier> columns) {
    for (Draft<?> row : rows) {
      if (!row.columns.equals(columns)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the columns are in the table's order, and none is left to be added. */
  private boolean isComplete(List<Identifier> columns) {
    int next = 0;
    for (ColumnModel column : table.columns()) {
      if (next < columns.size() && columns.get(next).equals(column.name())) {
        next++;
      } else if (column.onInsert() != null || column.isRequired()) {
        return false;
      }
    }
    return next == columns.size() && table.isKnown();
  }

  /** Returns the insert of a row with the defaults of all columns. */
  public Insert<T> defaultValues() {
    return values(Draft.of(table));
  }

  /**
   * Returns the insert into these columns, which are known at run time only.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if one of them is there twice
   */
  public InsertColumns<T> columns(List<? extends Writable<T, ?>> columns) {
    List<Identifier> names = columns.stream().map(column -> column.column().name()).toList();
    table.requireDifferent(names);
    return new InsertColumns<>(this, names);
  }

  /** Returns the columns that any of the rows sets, in the order of the table. */
  private List<Identifier> columnsOf(List<Draft<T>> rows) {
    Set<Identifier> set = new LinkedHashSet<>();
    rows.forEach(row -> set.addAll(row.columns));
    if (!table.isKnown()) {
      return List.copyOf(set);
    }
    List<Identifier> columns = new ArrayList<>();
    for (ColumnModel column : table.columns()) {
      if (set.contains(column.name()) || column.onInsert() != null) {
        columns.add(column.name());
      } else if (column.isRequired()) {
        throw missing(column.name());
      }
    }
    return columns;
  }

  private List<Node> valuesOf(Draft<T> row, List<Identifier> columns) {
    List<Node> nodes = new ArrayList<>(columns.size());
    for (Identifier column : columns) {
      Node value = row.value(column);
      nodes.add(value != null ? value : absent(column));
    }
    return nodes;
  }

  private Node absent(Identifier name) {
    for (ColumnModel column : table.columns()) {
      if (column.name().equals(name)) {
        Supplier<?> value = column.onInsert();
        if (value != null) {
          return given(column, value);
        }
        if (column.isRequired()) {
          throw missing(name);
        }
      }
    }
    return new Node.Default();
  }

  private QueryRefusedException missing(Identifier column) {
    return new QueryRefusedException(
        Refusal.REQUIRED_COLUMNS,
        "Insert into "
            + table.name()
            + " lacks "
            + column
            + ", which is not null and has no default: set it in each row");
  }

  // A supplier is declared together with the type of its column.
  @SuppressWarnings("unchecked")
  static Node given(ColumnModel column, Supplier<?> value) {
    return Nodes.value((SqlType<Object>) column.type(), value.get());
  }

  Insert<T> insert(List<Identifier> columns, List<List<Node>> rows, @Nullable QueryNode query) {
    return new Insert<>(
        context,
        table,
        new StatementNode.Insert(
            context.with(), table.relation(), columns, rows, query, null, List.of()));
  }

  Identifier name() {
    return table.name();
  }
}
