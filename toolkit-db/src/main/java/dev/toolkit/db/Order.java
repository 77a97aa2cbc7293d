package dev.toolkit.db;

import dev.toolkit.db.sql.Node.Nulls;
import dev.toolkit.db.sql.Node.SortKey;
import java.util.ArrayList;
import java.util.List;

/**
 * A key by which rows are sorted. Unless told otherwise, nulls go where the database puts them:
 * last on PostgreSQL when ascending, first on all others.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Order {
  final SortKey key;

  Order(SortKey key) {
    this.key = key;
  }

  static List<SortKey> keys(List<Order> order) {
    List<SortKey> keys = new ArrayList<>(order.size());
    for (Order each : order) {
      keys.add(each.key);
    }
    return keys;
  }

  /** Returns the same order with nulls before all values, in every dialect. */
  public Order nullsFirst() {
    return new Order(new SortKey(key.operand(), key.descending(), Nulls.FIRST));
  }

  /** Returns the same order with nulls after all values, in every dialect. */
  public Order nullsLast() {
    return new Order(new SortKey(key.operand(), key.descending(), Nulls.LAST));
  }
}
