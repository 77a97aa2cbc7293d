package dev.toolkit.db;

import dev.toolkit.db.sql.StatementNode;
import org.jspecify.annotations.Nullable;

/**
 * A complete update.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Update<T extends Table<T>> extends RenderedOnce {
  private final Table<T> table;
  private final StatementNode.Update update;

  Update(Context context, Table<T> table, StatementNode.Update update) {
    super(context);
    this.table = table;
    this.update = update;
  }

  @Override
  StatementNode node() {
    return update;
  }

  /** Renders the update and returns it, ready to be run with other values of its parameters. */
  public CompiledWrite compile() {
    return CompiledWrite.of(this, context.executor());
  }

  /** Runs the update and returns the number of rows that it changed. */
  public long execute() {
    return context.executor().execute(this);
  }

  /**
   * Returns the update that gives back the rows as they are afterwards. MySQL and MariaDB take
   * three statements in a transaction for it, of which the first locks the rows and gives their
   * keys.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException on MySQL and MariaDB, if the rows cannot be
   *     found by a key of one column that stays as it is
   */
  public <R extends @Nullable Object> Returning<R> returning(Projection<R> projection) {
    StatementNode.Update returning =
        new StatementNode.Update(
            update.with(),
            update.table(),
            update.assignments(),
            update.from(),
            update.where(),
            projection.items());
    return new Returning<>(
        context, returning, projection, null, WriteByKeys.of(context, table, returning));
  }
}
