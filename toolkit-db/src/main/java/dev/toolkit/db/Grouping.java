package dev.toolkit.db;

import dev.toolkit.db.sql.Node;

/**
 * Several groupings of one select, made by {@link Sql#rollup}, {@link Sql#cube} and {@link
 * Sql#groupingSets}, for {@link Selection#groupBy(Grouping)} (SQL:2016, 7.13).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Grouping {
  final Node.GroupingSets node;

  Grouping(Node.GroupingSets node) {
    this.node = node;
  }
}
