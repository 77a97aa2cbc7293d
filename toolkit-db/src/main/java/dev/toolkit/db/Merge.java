package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.StatementNode;
import dev.toolkit.db.sql.StatementNode.MergeBranch;

/**
 * A merge of the rows of a source into a table (SQL:2016, 14.12; PostgreSQL and H2). For each row
 * of the source the first branch that fits is taken, and none if none fits.
 *
 * {@snippet :
 * db.merge(stock)
 *     .using(delivery, delivery.item.eq(stock.item))
 *     .whenMatched(delivery.count.eq(0)).delete()
 *     .whenMatched().update(stock.count.to(stock.count.plus(delivery.count)))
 *     .whenNotMatched().insert(stock.item.to(delivery.item), stock.count.to(delivery.count))
 *     .execute();
 * }
 *
 * <p>Two rows of the source that match the same row of the table are an error in the database. So
 * are two transactions that insert the same key: {@code insert(…).onConflict(…)} has no such race.
 *
 * <p>It is refused when it is rendered if it has no branch, and on MySQL, MariaDB and SQLite.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table that it changes
 * @since 0.1.0
 */
public final class Merge<T extends Table<T>> extends RenderedOnce {
  private final Table<T> table;
  private final StatementNode.Merge merge;

  Merge(Context context, Table<T> table, StatementNode.Merge merge) {
    super(context);
    this.table = table;
    this.merge = merge;
  }

  /** Begins what happens to a row of the table that matches. */
  public MergeMatched<T> whenMatched() {
    return new MergeMatched<>(this, null);
  }

  /**
   * Begins what happens to a row of the table that matches if the condition holds too.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if all parts of the condition dropped out
   */
  public MergeMatched<T> whenMatched(Cond condition) {
    return new MergeMatched<>(this, required(condition, "whenMatched"));
  }

  /** Begins what happens for a row of the source without a match. */
  public MergeUnmatched<T> whenNotMatched() {
    return new MergeUnmatched<>(this, null);
  }

  /**
   * Begins what happens for a row of the source without a match if the condition holds, which can
   * speak of the source only.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if all parts of the condition dropped out
   */
  public MergeUnmatched<T> whenNotMatched(Cond condition) {
    return new MergeUnmatched<>(this, required(condition, "whenNotMatched"));
  }

  private Node required(Cond condition, String method) {
    return MergeStart.requireCondition(
        table, condition, method, "call " + method + "() if all rows are meant");
  }

  Table<T> table() {
    return table;
  }

  Context context() {
    return context;
  }

  Merge<T> with(MergeBranch branch) {
    return new Merge<>(
        context,
        table,
        new StatementNode.Merge(
            merge.with(),
            merge.table(),
            merge.source(),
            merge.on(),
            Selects.plus(merge.branches(), branch)));
  }

  @Override
  StatementNode node() {
    return merge;
  }

  /** Renders the merge and returns it, ready to be run with other values of its parameters. */
  public CompiledWrite compile() {
    return CompiledWrite.of(this, context.executor());
  }

  /** Runs the merge and returns the number of rows that it changed, inserted or deleted. */
  public long execute() {
    return context.executor().execute(this);
  }
}
