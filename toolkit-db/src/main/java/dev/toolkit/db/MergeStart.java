package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.StatementNode;
import java.util.List;

/**
 * A merge that has no source yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table that it changes
 * @since 0.1.0
 */
public final class MergeStart<T extends Table<T>> {
  private final Context context;
  private final Table<T> table;

  MergeStart(Context context, Table<T> table) {
    this.context = context;
    this.table = table;
  }

  /**
   * Returns the merge of the rows of the source, which match rows of the table by this condition.
   *
   * @throws QueryRefusedException if all parts of the condition dropped out
   */
  public Merge<T> using(Source source, Cond on) {
    Node condition = requireCondition(table, on, "using", "say which rows match");
    return new Merge<>(
        context,
        table,
        new StatementNode.Merge(
            context.with(), table.relation(), source.relation(), condition, List.of()));
  }

  static Node requireCondition(Table<?> table, Cond condition, String method, String fix) {
    if (condition == null || Node.isVacuous(condition.node)) {
      throw new QueryRefusedException(
          Refusal.UNFILTERED_WRITE,
          method
              + "(…) of the merge into "
              + table.name()
              + " has no condition left, or one that dropped out: "
              + fix);
    }
    return condition.node;
  }
}
