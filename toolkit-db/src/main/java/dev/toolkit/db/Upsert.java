package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.StatementNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an upsert changes in a row that is there already.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Upsert<T extends Table<T>> {
  final List<StatementNode.Assignment> assignments;
  final @Nullable Node where;

  private Upsert(List<StatementNode.Assignment> assignments, @Nullable Node where) {
    this.assignments = assignments;
    this.where = where;
  }

  static <T extends Table<T>> Upsert<T> empty() {
    return new Upsert<>(List.of(), null);
  }

  /** Returns the change that also sets the column to the value. */
  public <V> Upsert<T> set(Writable<T, V> column, V value) {
    return set(column.to(value));
  }

  /** Returns the change that also sets the column to what the expression gives. */
  public <V> Upsert<T> set(Writable<T, V> column, Expr<V, ?> value) {
    return set(column.to(value));
  }

  /** Returns the change that also sets the column to null. */
  public <V> Upsert<T> setNull(Writable<T, V> column) {
    return set(column.toNull());
  }

  /** Returns the change with this setting too. */
  public Upsert<T> set(Assignment<T> assignment) {
    return plus(new StatementNode.Assignment(assignment.column, assignment.value));
  }

  /** Returns the change that also sets the columns to what the insert has for them. */
  @SafeVarargs
  public final Upsert<T> setExcluded(Writable<T, ?>... columns) {
    Upsert<T> changed = this;
    for (Writable<T, ?> column : columns) {
      var name = column.column().name();
      changed = changed.plus(new StatementNode.Assignment(name, new Node.Excluded(name)));
    }
    return changed;
  }

  private Upsert<T> plus(StatementNode.Assignment assignment) {
    List<StatementNode.Assignment> all = new ArrayList<>(assignments);
    all.add(assignment);
    return new Upsert<>(List.copyOf(all), where);
  }

  /** Returns the change of rows for which the condition holds; the others stay as they are. */
  public Upsert<T> where(Cond condition) {
    return new Upsert<>(assignments, Selects.and(where, condition.node));
  }
}
