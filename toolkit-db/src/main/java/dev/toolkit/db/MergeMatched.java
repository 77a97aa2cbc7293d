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
 * A branch of a merge, for rows of the table that match, which has yet to say what happens.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table that the merge changes
 * @since 0.1.0
 */
public final class MergeMatched<T extends Table<T>> {
  private final Merge<T> merge;
  private final @Nullable Node condition;

  MergeMatched(Merge<T> merge, @Nullable Node condition) {
    this.merge = merge;
    this.condition = condition;
  }

  /**
   * Returns the merge that updates the row so.
   *
   * @throws QueryRefusedException if the update sets nothing
   */
  @SafeVarargs
  public final Merge<T> update(Assignment<T>... assignments) {
    if (assignments.length == 0) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "update() of a merge sets nothing: add column.to(value)");
    }
    List<StatementNode.Assignment> set = new ArrayList<>(assignments.length);
    for (Assignment<T> each : assignments) {
      set.add(new StatementNode.Assignment(each.column, each.value));
    }
    return merge.with(
        new MergeBranch.UpdateMatched(condition, UpdateSet.withCodeValues(merge.table(), set)));
  }

  /** Returns the merge that deletes the row. */
  public Merge<T> delete() {
    return merge.with(new MergeBranch.DeleteMatched(condition));
  }
}
