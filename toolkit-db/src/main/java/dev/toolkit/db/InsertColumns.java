package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import java.util.ArrayList;
import java.util.List;

/**
 * An insert into columns that are known at run time only, or of what a query gives.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class InsertColumns<T extends Table<T>> {
  private final InsertStart<T> start;
  private final List<Identifier> columns;

  InsertColumns(InsertStart<T> start, List<Identifier> columns) {
    this.start = start;
    this.columns = columns;
  }

  /**
   * Returns the insert of these rows, with a value per column.
   *
   * @throws QueryRefusedException if there are no rows, or if one has more or fewer values
   */
  public Insert<T> values(List<? extends List<? extends Expr<?, ?>>> rows) {
    List<List<Node>> nodes = new ArrayList<>(rows.size());
    for (List<? extends Expr<?, ?>> row : rows) {
      requireArity(row.size(), "a row has");
      nodes.add(Nodes.of(row));
    }
    if (nodes.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_INSERT, "Insert into " + start.name() + " without a row: add one");
    }
    return start.insert(columns, nodes, null);
  }

  /**
   * Returns the insert of what the query gives.
   *
   * @throws QueryRefusedException if it selects more or fewer columns
   */
  public Insert<T> select(Selection<?> query) {
    requireArity(Derived.items(query.query()).size(), "the query selects");
    return start.insert(columns, List.of(), query.within(start.context));
  }

  private void requireArity(int size, String what) {
    if (size != columns.size()) {
      throw new QueryRefusedException(
          Refusal.ROW_ARITY,
          "Insert into "
              + start.name()
              + " names "
              + columns.size()
              + " columns, but "
              + what
              + " "
              + size);
    }
  }
}
