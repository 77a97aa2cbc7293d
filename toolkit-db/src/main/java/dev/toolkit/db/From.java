package dev.toolkit.db;

import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Select;
import java.util.List;
import java.util.function.Function;

/**
 * A select that has its columns and not yet its source.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <S> the select that comes next
 * @since 0.1.0
 */
public final class From<S> {
  private final List<Item> items;
  private final Function<Select, S> next;

  From(List<Item> items, Function<Select, S> next) {
    this.items = items;
    this.next = next;
  }

  /** Returns the select from the source. */
  public S from(Source source) {
    return next.apply(Select.of(items, source.relation()));
  }

  /** Returns the select from nothing, which gives one row. */
  public S fromNothing() {
    return next.apply(Select.of(items, null));
  }
}
