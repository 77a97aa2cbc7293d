package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.H2Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.LockMode;
import dev.toolkit.db.sql.QueryNode.LockWait;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Relation;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode.Assignment;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Update;
import dev.toolkit.db.sql.StatementNode.Write;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes the rows that it has locked and knows the keys of. */
final class WriteByKeys<K> implements KeyedWrite {

  /*
   * All reads lock, since a locking read sees what was committed last, as the write does. A plain
   * one sees the rows as of the start of the transaction, and an update that changes nothing in a
   * row makes no version of it that this transaction would see.
   */

  private final Dialect dialect;
  private final Node.Column key;
  private final SqlType<K> type;
  private final Form form;

  /** What is written: the parts of an update or delete that the statements are made of. */
  private record Form(
      Relation.Named table,
      @Nullable Node where,
      List<Item> returning,
      Reading reading,
      Function<Node, Write> withWhere) {}

  private WriteByKeys(Dialect dialect, Node.Column key, SqlType<K> type, Form form) {
    this.dialect = dialect;
    this.key = key;
    this.type = type;
    this.form = form;
  }

  /** Returns how the rows come back by their keys, or null where the update itself gives them. */
  static @Nullable WriteByKeys<?> of(Context context, Table<?> table, Update update) {
    if (!isNeeded(context, Feature.UPDATE_RETURNING)) {
      return null;
    }
    boolean alone = update.with().isEmpty() && update.from().isEmpty();
    boolean keepsKey =
        update.assignments().stream().map(Assignment::column).noneMatch(table.key()::contains);
    Form form =
        new Form(
            update.table(),
            update.where(),
            update.returning(),
            Reading.AFTER,
            among ->
                new Update(
                    List.of(), update.table(), update.assignments(), List.of(), among, List.of()));
    return of(context.dialect(), table, alone && keepsKey, form);
  }

  /** Returns how the rows come back by their keys, or null where the delete itself gives them. */
  static @Nullable WriteByKeys<?> of(Context context, Table<?> table, Delete delete) {
    if (!isNeeded(context, Feature.DELETE_RETURNING)) {
      return null;
    }
    boolean alone = delete.with().isEmpty() && delete.using().isEmpty();
    Form form =
        new Form(
            delete.table(),
            delete.where(),
            delete.returning(),
            Reading.BEFORE,
            among -> new Delete(List.of(), delete.table(), List.of(), among, List.of()));
    return of(context.dialect(), table, alone, form);
  }

  /** To find rows by their keys takes a database, and H2 has a form that gives them. */
  private static boolean isNeeded(Context context, Feature returning) {
    return context.dialect().support(returning) == Feature.Support.EMULATED
        && !(context.dialect() instanceof H2Dialect)
        && context.executor() != RenderOnly.INSTANCE;
  }

  private static WriteByKeys<?> of(Dialect dialect, Table<?> table, boolean fits, Form form) {
    if (!fits || table.key().size() != 1) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect.name()
              + " gives no rows back, and those of this write to "
              + table.name()
              + " cannot be found by a key of one column that stays: select them in the same"
              + " transaction");
    }
    Identifier name = table.key().getFirst();
    SqlType<?> type =
        table.model().column(name).<SqlType<?>>map(ColumnModel::type).orElse(SqlType.DYNAMIC);
    WriteByKeys<?> writes =
        new WriteByKeys<>(dialect, new Node.Column(table.name(), name), type, form);
    // What cannot be rendered is refused now, and not after rows were locked.
    writes.write(List.of());
    writes.read(List.of());
    return writes;
  }

  /** Returns the query that locks the rows and gives their keys. */
  Select locking() {
    return locking(List.of(new Item(key, type, null, true)), form.where);
  }

  private Select locking(List<Item> items, @Nullable Node where) {
    Select select = Selects.where(Select.of(items, form.table), where);
    return Selects.lock(select, new Lock(LockMode.UPDATE, List.of(), LockWait.WAIT));
  }

  @Override
  public Object key(Row row) throws SQLException {
    return requireNonNull(row.get(1, type));
  }

  // The keys are those that key(row) gave.
  @SuppressWarnings("unchecked")
  private Node among(List<Object> keys) {
    List<Node> values = keys.stream().map(each -> Nodes.value(type, (K) each)).toList();
    return new Node.InList(key, values, false);
  }

  @Override
  public Rendered write(List<Object> keys) {
    return dialect.render(form.withWhere.apply(among(keys)));
  }

  @Override
  public Rendered read(List<Object> keys) {
    return dialect.render(locking(form.returning, among(keys)));
  }

  @Override
  public Reading reading() {
    return form.reading;
  }
}
