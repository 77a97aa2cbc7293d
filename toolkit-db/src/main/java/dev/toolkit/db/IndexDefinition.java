package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An index with all that an index may have: expressions, order, a condition, a method.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class IndexDefinition {
  final TableModel.Index index;

  private IndexDefinition(TableModel.Index index) {
    this.index = index;
  }

  /** Returns an index of these keys, in their order. */
  public static IndexDefinition of(String name, Order... keys) {
    List<Node.SortKey> sortKeys = Arrays.stream(keys).map(order -> order.key).toList();
    return new IndexDefinition(
        new TableModel.Index(Identifier.of(name), false, sortKeys, List.of(), null, null));
  }

  /** Returns the same index, which allows no two rows with the same keys. */
  public IndexDefinition unique() {
    return with(true, index.included(), index.where(), index.method());
  }

  /** Returns the same index of only the rows for which the condition holds. */
  public IndexDefinition where(Cond condition) {
    return with(index.unique(), index.included(), condition.node, index.method());
  }

  /**
   * Returns the same index with this method of the database, such as {@code gin}.
   *
   * @throws dev.toolkit.db.sql.QueryRefusedException if the name is no plain identifier
   */
  public IndexDefinition using(String method) {
    // A call refuses what is no plain name; methods are written without quotes.
    String plain = new Node.Call(method, List.of()).name();
    return with(index.unique(), index.included(), index.where(), plain);
  }

  /**
   * Returns the same index with these columns beside its keys, so that a query of them need not
   * read the table (PostgreSQL).
   */
  public IndexDefinition including(Col<?, ?>... columns) {
    return with(index.unique(), Table.names(columns), index.where(), index.method());
  }

  private IndexDefinition with(
      boolean unique, List<Identifier> included, @Nullable Node where, @Nullable String method) {
    return new IndexDefinition(
        new TableModel.Index(index.name(), unique, index.keys(), included, where, method));
  }
}
