package dev.toolkit.db;

import dev.toolkit.db.sql.BoundRow;
import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.MariaDbDialect;
import dev.toolkit.db.sql.MySqlDialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.StatementNode;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A complete insert.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <T> the table
 * @since 0.1.0
 */
public final class Insert<T extends Table<T>> extends RenderedOnce {
  private final Table<T> table;
  private final StatementNode.Insert insert;

  Insert(Context context, Table<T> table, StatementNode.Insert insert) {
    super(context);
    this.table = table;
    this.insert = insert;
  }

  @Override
  StatementNode.Insert node() {
    return insert;
  }

  @Override
  public boolean hasTextOf(Statement other) {
    return (other instanceof Insert<?> that && isLike(that)) || super.hasTextOf(other);
  }

  /** Returns whether both write one row, of the same columns and types and in no other way. */
  private boolean isLike(Insert<?> that) {
    BoundRow row = onlyRow();
    BoundRow other = that.onlyRow();
    return row != null
        && other != null
        && row.hasTypesOf(other)
        && context.equals(that.context)
        && insert.table().equals(that.insert.table())
        && insert.columns().equals(that.insert.columns());
  }

  /** Returns the row if it is all that the insert has, or null. */
  private @Nullable BoundRow onlyRow() {
    boolean plain =
        insert.rows().size() == 1 && insert.conflict() == null && insert.with().isEmpty();
    return plain && insert.rows().getFirst() instanceof BoundRow row ? row : null;
  }

  @Override
  public void bind(PreparedStatement prepared) throws SQLException {
    BoundRow row = onlyRow();
    if (row == null) {
      super.bind(prepared);
    } else {
      row.bind(prepared, context.dialect());
    }
  }

  /** Renders the insert and returns it, ready to be run with other values of its parameters. */
  public CompiledWrite compile() {
    return CompiledWrite.of(this, context.executor());
  }

  /** Runs the insert and returns the number of rows that it wrote. */
  public long execute() {
    return context.executor().execute(this);
  }

  /**
   * Says on which columns a row may be there already; what happens then comes next.
   *
   * @throws QueryRefusedException on MySQL and MariaDB, which cannot tell one key from another, if
   *     the row may be there under another key of the table too
   */
  @SafeVarargs
  public final ConflictStep<T> onConflict(Col<T, ?>... columns) {
    List<Identifier> target = Table.names(columns);
    requireOnlyKey(target);
    return new ConflictStep<>(this, target);
  }

  /** Returns the insert that leaves out rows that are there already, under whatever key. */
  public Insert<T> onConflictDoNothing() {
    return new ConflictStep<>(this, List.of()).doNothing();
  }

  private void requireOnlyKey(List<Identifier> target) {
    boolean anyKeyCounts =
        context.dialect() instanceof MySqlDialect || context.dialect() instanceof MariaDbDialect;
    if (!anyKeyCounts || !table.isKnown()) {
      return;
    }
    TableModel model = table.model();
    if (Set.copyOf(model.primaryKey()).equals(Set.copyOf(target))) {
      return;
    }
    for (List<Identifier> key : model.keys()) {
      if (!Set.copyOf(key).equals(Set.copyOf(target)) && canConflict(model, key)) {
        throw new QueryRefusedException(
            Refusal.CONFLICT_TARGET,
            context.dialect().name()
                + " ignores the target of an upsert, and "
                + table.name()
                + " is unique in "
                + key
                + " as well as in "
                + target
                + ": upsert on the primary key, or drop the other key");
      }
    }
  }

  /** A key that the database counts does not conflict unless the insert sets it. */
  private boolean canConflict(TableModel model, List<Identifier> key) {
    return key.stream()
        .allMatch(column ->
            insert.columns().contains(column)
                || model
                    .column(column)
                    .filter(found -> found.identity() == ColumnModel.Identity.NONE)
                    .isPresent());
  }

  Insert<T> with(StatementNode.Conflict conflict) {
    return new Insert<>(
        context,
        table,
        new StatementNode.Insert(
            insert.with(),
            insert.table(),
            insert.columns(),
            insert.rows(),
            insert.query(),
            conflict,
            List.of()));
  }

  /** Returns the columns of the primary key, as far as they are known. */
  List<Identifier> key() {
    return table.key();
  }

  /**
   * Returns the insert that gives back the rows as they were written. MySQL fetches them by their
   * key with a second statement, and needs a key of one column for it.
   *
   * @throws QueryRefusedException on MySQL, if the rows cannot be found by their key
   */
  public <R extends @Nullable Object> Returning<R> returning(Projection<R> projection) {
    StatementNode.Insert returning =
        new StatementNode.Insert(
            insert.with(),
            insert.table(),
            insert.columns(),
            insert.rows(),
            insert.query(),
            insert.conflict(),
            projection.items());
    boolean twoSteps =
        context.dialect().support(Feature.INSERT_RETURNING) == Feature.Support.EMULATED
            && context.dialect() instanceof MySqlDialect;
    FollowUp followUp = twoSteps ? SelectByKey.of(context.dialect(), returning, key()) : null;
    return new Returning<>(context, returning, projection, followUp, null);
  }
}
