package dev.toolkit.db;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.StatementNode.Insert;
import java.util.List;

/** Fetches the rows of an insert by the values of their key, given or counted by the database. */
record SelectByKey(Dialect dialect, Insert insert, Identifier key) implements FollowUp {

  static FollowUp of(Dialect dialect, Insert insert, List<Identifier> key) {
    if (key.size() != 1 || insert.query() != null || insert.conflict() != null) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect.name()
              + " gives no rows back, and those of this insert into "
              + insert.table().table()
              + " cannot be found by a key of one column: select them after the insert");
    }
    return new SelectByKey(dialect, insert, key.getFirst());
  }

  @Override
  public Rendered select(List<Long> generatedKeys) {
    Node column = new Node.Column(insert.table().name(), key);
    int position = insert.columns().indexOf(key);
    List<Node> keys =
        position >= 0
            ? insert.rows().stream().map(row -> row.get(position)).toList()
            : generatedKeys.stream().map(each -> Nodes.value(SqlType.BIGINT, each)).toList();
    List<Item> items = insert.returning().stream().map(this::qualified).toList();
    Select select = Select.of(items, insert.table());
    return dialect.render(Selects.where(select, new Node.InList(column, keys, false)));
  }

  private Item qualified(Item item) {
    return item.node() instanceof Node.Column column && column.source() == null
        ? new Item(
            new Node.Column(insert.table().name(), column.name()),
            item.type(),
            item.alias(),
            item.required())
        : item;
  }
}
