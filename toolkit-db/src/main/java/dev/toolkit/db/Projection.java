package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Part of what a query selects: one column or several, and what a row makes of them.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public abstract class Projection<R> {

  Projection() {}

  /** Returns the same columns with what the function makes of their value. */
  public <S> Projection<S> map(Function<? super R, ? extends S> function) {
    requireNonNull(function, "function");
    Projection<R> self = this;
    return new Projection<>() {
      @Override
      void collect(List<Item> items) {
        self.collect(items);
      }

      @Override
      int width() {
        return self.width();
      }

      @Override
      S read(Row row, int position) throws SQLException {
        return function.apply(self.read(row, position));
      }
    };
  }

  /** Returns the columns as all items of a select. */
  List<Item> items() {
    List<Item> items = new ArrayList<>(width());
    collect(items);
    return items;
  }

  /** Adds the columns to the items of a select. */
  abstract void collect(List<Item> items);

  /** Returns the number of columns. */
  abstract int width();

  /** Returns what the row makes of the columns that begin at the position, counted from one. */
  abstract R read(Row row, int position) throws SQLException;
}
