package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Lock;
import dev.toolkit.db.sql.QueryNode.LockMode;
import dev.toolkit.db.sql.QueryNode.LockWait;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.Row;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Update;
import dev.toolkit.db.sql.StatementNode.Write;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the rows that it has locked and knows the keys of. */
final class WriteByKeys<K> implements KeyedWrite {

  /*
   * All reads lock, since a locking read sees what was committed last, as the write does. A plain
   * one sees the rows as of the start of the transaction, and an update that changes nothing in a
   * row makes no version of it that this transaction would see.
   */

  private final Dialect dialect;
  private final Write write;
  private final Node.Column key;
  private final SqlType<K> type;

  private WriteByKeys(Dialect dialect, Write write, Node.Column key, SqlType<K> type) {
    this.dialect = dialect;
    this.write = write;
    this.key = key;
    this.type = type;
  }

  static WriteByKeys<?> of(Dialect dialect, Table<?> table, Write write) {
    List<Identifier> keys = table.key();
    boolean plain =
        switch (write) {
          case Update update ->
              update.from().isEmpty()
                  && update.assignments().stream().noneMatch(set -> keys.contains(set.column()));
          case Delete delete -> delete.using().isEmpty();
          case StatementNode.Insert insert -> false;
          case StatementNode.Merge merge -> false;
        };
    if (!plain || keys.size() != 1 || !write.with().isEmpty()) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect.name()
              + " gives no rows back, and those of this write to "
              + table.name()
              + " cannot be found by a key of one column that stays: select them in the same"
              + " transaction");
    }
    Identifier name = keys.getFirst();
    SqlType<?> type =
        table.model().column(name).<SqlType<?>>map(ColumnModel::type).orElse(SqlType.DYNAMIC);
    return new WriteByKeys<>(dialect, write, new Node.Column(table.name(), name), type);
  }

  /** Returns the query that locks the rows and gives their keys. */
  Select locking() {
    return locking(List.of(new Item(key, null, true)), where());
  }

  private @Nullable Node where() {
    return switch (write) {
      case Update update -> update.where();
      case Delete delete -> delete.where();
      default -> throw new IllegalStateException("Neither update nor delete");
    };
  }

  private Select locking(List<Item> items, @Nullable Node where) {
    Lock lock = new Lock(LockMode.UPDATE, List.of(), LockWait.WAIT);
    Select select = Select.of(items, table());
    return Selects.lock(Selects.where(select, where), lock);
  }

  private dev.toolkit.db.sql.Relation.Named table() {
    return switch (write) {
      case Update update -> update.table();
      case Delete delete -> delete.table();
      default -> throw new IllegalStateException("Neither update nor delete");
    };
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
    return dialect.render(
        switch (write) {
          case Update update ->
              new Update(
                  List.of(),
                  update.table(),
                  update.assignments(),
                  List.of(),
                  among(keys),
                  List.of());
          case Delete delete ->
              new Delete(List.of(), delete.table(), List.of(), among(keys), List.of());
          default -> throw new IllegalStateException("Neither update nor delete");
        });
  }

  @Override
  public Rendered read(List<Object> keys) {
    return dialect.render(locking(write.returning(), among(keys)));
  }

  @Override
  public Reading reading() {
    return write instanceof Delete ? Reading.BEFORE : Reading.AFTER;
  }
}
