package dev.toolkit.db;

import dev.toolkit.db.sql.BoundRow;
import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.List;

/**
 * The required columns of a table in their order, for {@link Req1} and its kin, which know the
 * types of their values.
 *
 * @param <T> the table
 */
final class RequiredColumns<T extends Table<T>> {
  private final Table<T> table;
  private final List<Identifier> names;
  private final SqlType<?>[] types;
  private final boolean typed;

  RequiredColumns(Table<T> table, Writable<?, ?>... columns) {
    this.table = table;
    this.names = Table.names(columns);
    this.types = new SqlType<?>[columns.length];
    boolean all = true;
    for (int i = 0; i < columns.length; i++) {
      types[i] = columns[i].type();
      all &= types[i].kind() != SqlType.Kind.DYNAMIC;
    }
    this.typed = all;
  }

  /** Returns a row of these values, one for each column. The array is the row's own then. */
  Draft<T> draft(Object... values) {
    for (int i = 0; i < values.length; i++) {
      if (values[i] == null) {
        throw Draft.noValue(names.get(i));
      }
    }
    return Draft.of(table, names, typed ? BoundRow.of(types, values) : nodes(values));
  }

  private List<Node> nodes(Object[] values) {
    Node[] nodes = new Node[values.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = node(types[i], values[i]);
    }
    return List.of(nodes);
  }

  @SuppressWarnings("unchecked") // Req1 and its kin take values of the types of their columns.
  private static <V> Node node(SqlType<V> type, Object value) {
    return Nodes.value(type, (V) value);
  }
}
