package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.StatementNode;
import dev.toolkit.db.sql.StatementNode.MergeBranch;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A branch of a merge, for rows of the source without a match, which has yet to say what happens.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table that the merge changes
 * @since 0.1.0
 */
public final class MergeUnmatched<T extends Table<T>> {
  private final Merge<T> merge;
  private final @Nullable Node condition;

  MergeUnmatched(Merge<T> merge, @Nullable Node condition) {
    this.merge = merge;
    this.condition = condition;
  }

  /**
   * Returns the merge that inserts this row; columns that are left out get their default.
   *
   * @throws QueryRefusedException if it sets nothing, or if a column is left out that is not null
   *     and has no default
   */
  @SafeVarargs
  public final Merge<T> insert(Assignment<T>... values) {
    if (values.length == 0) {
      throw new QueryRefusedException(
          Refusal.EMPTY_INSERT, "insert() of a merge sets nothing: add column.to(value)");
    }
    Draft<T> row = Draft.of(merge.table());
    for (Assignment<T> each : values) {
      row = row.with(each);
    }
    StatementNode.Insert insert =
        new InsertStart<>(merge.context(), merge.table()).values(row).node();
    List<StatementNode.Assignment> set = new ArrayList<>(insert.columns().size());
    for (int i = 0; i < insert.columns().size(); i++) {
      set.add(
          new StatementNode.Assignment(insert.columns().get(i), insert.rows().getFirst().get(i)));
    }
    return merge.with(new MergeBranch.InsertUnmatched(condition, set));
  }
}
