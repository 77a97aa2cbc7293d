package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.StatementNode;
import java.util.List;

/**
 * An update that sets nothing yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class UpdateStart<T extends Table<T>> {
  private final Context context;
  private final Table<T> table;

  UpdateStart(Context context, Table<T> table) {
    this.context = context;
    this.table = table;
  }

  /**
   * Returns the update that sets the column to the value.
   *
   * @throws NullPointerException if the value is null: {@link #setNull} is meant
   */
  public <V> UpdateSet<T> set(Writable<T, V> column, V value) {
    return set(List.of(column.to(value)));
  }

  /** Returns the update that sets the column to what the expression gives. */
  public <V> UpdateSet<T> set(Writable<T, V> column, Expr<V, ?> value) {
    return set(List.of(column.to(value)));
  }

  /** Returns the update that sets the column to null. */
  public <V> UpdateSet<T> setNull(Writable<T, V> column) {
    return set(List.of(column.toNull()));
  }

  /**
   * Returns the update with these settings, which are known at run time only.
   *
   * @throws QueryRefusedException if there are none
   */
  public UpdateSet<T> set(List<Assignment<T>> assignments) {
    if (assignments.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "Update of " + table.name() + " sets nothing: add set(column, value)");
    }
    List<StatementNode.Assignment> nodes =
        assignments.stream()
            .map(each -> new StatementNode.Assignment(each.column, each.value))
            .toList();
    return new UpdateSet<>(context, table, nodes, List.of());
  }

  static <T extends Table<T>> Node requireFilter(Table<T> table, Cond condition, String statement) {
    if (condition == null || Node.isVacuous(condition.node)) {
      throw new QueryRefusedException(
          Refusal.UNFILTERED_WRITE,
          statement
              + " "
              + table.name()
              + " has no condition left, or one that dropped out: give"
              + " where(…) a condition, or call all() if all rows are meant");
    }
    return condition.node;
  }
}
