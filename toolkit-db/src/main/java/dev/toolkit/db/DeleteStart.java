package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.StatementNode;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delete of rows that are not chosen yet.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class DeleteStart<T extends Table<T>> {
  private final Context context;
  private final Table<T> table;
  private final List<Relation> using;

  DeleteStart(Context context, Table<T> table) {
    this(context, table, List.of());
  }

  private DeleteStart(Context context, Table<T> table, List<Relation> using) {
    this.context = context;
    this.table = table;
    this.using = using;
  }

  /** Returns the delete that also reads these sources; its condition must say how they match. */
  public DeleteStart<T> using(Source... sources) {
    List<Relation> relations = Arrays.stream(sources).map(Source::relation).toList();
    return new DeleteStart<>(context, table, Selects.plus(using, relations));
  }

  /**
   * Returns the delete of the rows for which the condition holds.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if all parts of the condition dropped out
   */
  public Delete<T> where(Cond condition) {
    return complete(UpdateStart.requireFilter(table, condition, "Delete from"));
  }

  /** Returns the delete of all rows. */
  public Delete<T> all() {
    return complete(null);
  }

  private Delete<T> complete(@Nullable Node where) {
    return new Delete<>(
        context,
        table,
        new StatementNode.Delete(context.with(), table.relation(), using, where, List.of()));
  }
}
