package dev.toolkit.db;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A view whose rows are kept, and are as of its last refresh (PostgreSQL).
 *
 * {@snippet :
 * public final class Spent extends MaterializedView<Spent> {
 *   public final BigInt<Spent> userId = bigint("user_id");
 *   public final BigInt<Spent> total = bigint("total");
 *
 *   private Spent() {
 *     super("spent", db -> db.select(orders.userId, sum(orders.total).as("total"))
 *         .from(orders).groupBy(orders.userId));
 *     uniqueIndex("spent_user", userId);
 *   }
 * }
 * }
 *
 * <p>A view is immutable once it is in use, and safe for use by multiple threads then.
 *
 * @param <T> the class itself
 * @since 0.1.0
 */
public abstract class MaterializedView<T extends MaterializedView<T>> extends View<T> {
  private final List<TableModel.Index> indexes = new ArrayList<>();

  /** Makes a materialized view of this name and query. */
  protected MaterializedView(String name, Function<Queries, Selection<?>> query) {
    super(name, query);
  }

  /** Makes a materialized view that exists already, made by somebody else. */
  protected MaterializedView(String name) {
    super(name);
  }

  /** Declares an index on these columns. */
  @SafeVarargs
  protected final void index(String index, Col<T, ?>... columns) {
    indexes.add(TableModel.Index.of(name(), index, false, Table.names(columns)));
  }

  /** Declares a unique index on these columns, which a refresh beside readers needs. */
  @SafeVarargs
  protected final void uniqueIndex(String index, Col<T, ?>... columns) {
    indexes.add(TableModel.Index.of(name(), index, true, Table.names(columns)));
  }

  /** Returns the indexes. */
  public final List<TableModel.Index> indexes() {
    return List.copyOf(indexes);
  }
}
