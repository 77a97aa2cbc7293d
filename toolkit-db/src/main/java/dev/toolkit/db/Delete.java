package dev.toolkit.db;

import dev.toolkit.db.sql.StatementNode;
import org.jspecify.annotations.Nullable;

/**
 * A complete delete.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Delete<T extends Table<T>> extends RenderedOnce {
  private final Table<T> table;
  private final StatementNode.Delete delete;

  Delete(Context context, Table<T> table, StatementNode.Delete delete) {
    super(context);
    this.table = table;
    this.delete = delete;
  }

  @Override
  StatementNode node() {
    return delete;
  }

  /** Renders the delete and returns it, ready to be run with other values of its parameters. */
  public CompiledWrite compile() {
    return CompiledWrite.of(this, context.executor());
  }

  /** Runs the delete and returns the number of rows that are gone. */
  public long execute() {
    return context.executor().execute(this);
  }

  /**
   * Returns the delete that gives back the rows as they were. MySQL takes three statements in a
   * transaction for it, of which the first locks the rows and gives their keys.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException on MySQL, if the rows cannot be found by a key
   *     of one column
   */
  public <R extends @Nullable Object> Returning<R> returning(Projection<R> projection) {
    StatementNode.Delete returning =
        new StatementNode.Delete(
            delete.with(), delete.table(), delete.using(), delete.where(), projection.items());
    return new Returning<>(
        context, returning, projection, null, WriteByKeys.of(context, table, returning));
  }
}
