package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.StatementNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An update that sets something, and of rows that are not chosen yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class UpdateSet<T extends Table<T>> {
  private final Context context;
  private final Table<T> table;
  private final List<StatementNode.Assignment> assignments;
  private final List<Relation> from;

  UpdateSet(
      Context context,
      Table<T> table,
      List<StatementNode.Assignment> assignments,
      List<Relation> from) {
    this.context = context;
    this.table = table;
    this.assignments = assignments;
    this.from = from;
  }

  /** Returns the update that also sets the column to the value. */
  public <V> UpdateSet<T> set(Writable<T, V> column, V value) {
    return plus(column.to(value));
  }

  /** Returns the update that also sets the column to what the expression gives. */
  public <V> UpdateSet<T> set(Writable<T, V> column, Expr<V, ?> value) {
    return plus(column.to(value));
  }

  /** Returns the update that also sets the column to null. */
  public <V> UpdateSet<T> setNull(Writable<T, V> column) {
    return plus(column.toNull());
  }

  private UpdateSet<T> plus(Assignment<T> assignment) {
    return new UpdateSet<>(
        context,
        table,
        Selects.plus(
            assignments,
            List.of(new StatementNode.Assignment(assignment.column, assignment.value))),
        from);
  }

  /** Returns the update that also reads these sources; its condition must say how they match. */
  public UpdateSet<T> from(Source... sources) {
    List<Relation> relations = Arrays.stream(sources).map(Source::relation).toList();
    return new UpdateSet<>(context, table, assignments, Selects.plus(from, relations));
  }

  /**
   * Returns the update of the rows for which the condition holds.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if all parts of the condition dropped out, or
   *     if a column is set twice
   */
  public Update<T> where(Cond condition) {
    return complete(UpdateStart.requireFilter(table, condition, "Update of"));
  }

  /**
   * Returns the update of all rows.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if a column is set twice
   */
  public Update<T> all() {
    return complete(null);
  }

  private Update<T> complete(@Nullable Node where) {
    table.requireDifferent(assignments.stream().map(StatementNode.Assignment::column).toList());
    return new Update<>(
        context,
        table,
        new StatementNode.Update(
            context.with(),
            table.relation(),
            withCodeValues(table, assignments),
            from,
            where,
            List.of()));
  }

  /** Returns the settings with those of columns that the program sets in each update. */
  static List<StatementNode.Assignment> withCodeValues(
      Table<?> table, List<StatementNode.Assignment> assignments) {
    List<StatementNode.Assignment> all = new ArrayList<>(assignments);
    for (ColumnModel column : table.columns()) {
      Supplier<?> value = column.onUpdate();
      if (value != null && !sets(assignments, column.name())) {
        all.add(new StatementNode.Assignment(column.name(), InsertStart.given(column, value)));
      }
    }
    return all;
  }

  private static boolean sets(List<StatementNode.Assignment> assignments, Identifier column) {
    return assignments.stream().anyMatch(assignment -> assignment.column().equals(column));
  }
}
