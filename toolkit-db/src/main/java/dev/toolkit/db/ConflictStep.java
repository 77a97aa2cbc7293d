package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.StatementNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An insert that has yet to say what happens to a row that is there already.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class ConflictStep<T extends Table<T>> {
  private final Insert<T> insert;
  private final List<Identifier> target;
  private final @Nullable Node targetWhere;

  ConflictStep(Insert<T> insert, List<Identifier> target) {
    this(insert, target, null);
  }

  private ConflictStep(Insert<T> insert, List<Identifier> target, @Nullable Node targetWhere) {
    this.insert = insert;
    this.target = target;
    this.targetWhere = targetWhere;
  }

  /** Returns the same step for the partial unique index with this condition. */
  public ConflictStep<T> where(Cond condition) {
    return new ConflictStep<>(insert, target, condition.node);
  }

  /** Returns the insert that leaves the row as it is. */
  public Insert<T> doNothing() {
    return insert.with(
        new StatementNode.Conflict(target, targetWhere, List.of(), null, insert.key()));
  }

  /**
   * Returns the insert that updates the row.
   *
   * @throws QueryRefusedException if the update sets nothing
   */
  public Insert<T> doUpdate(UnaryOperator<Upsert<T>> update) {
    Upsert<T> upsert = update.apply(Upsert.empty());
    if (upsert.assignments.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET, "doUpdate(…) sets nothing: add set(column, value), or doNothing()");
    }
    return insert.with(
        new StatementNode.Conflict(
            target, targetWhere, upsert.assignments, upsert.where, insert.key()));
  }
}
