package dev.toolkit.db;

import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.Row;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns that are known at run time only; a row is the list of their values, with nulls. */
final class DynamicRow extends Projection<List<@Nullable Object>> {
  private final List<Projection<?>> columns;
  private final int width;

  DynamicRow(List<? extends Projection<?>> columns) {
    this.columns = List.copyOf(columns);
    this.width = this.columns.stream().mapToInt(Projection::width).sum();
  }

  @Override
  void collect(List<Item> items) {
    columns.forEach(column -> column.collect(items));
  }

  @Override
  int width() {
    return width;
  }

  @Override
  List<@Nullable Object> read(Row row, int position) throws SQLException {
    List<@Nullable Object> values = new ArrayList<>(columns.size());
    int at = position;
    for (Projection<?> column : columns) {
      Object value = column.read(row, at);
      values.add(value instanceof Optional<?> optional ? optional.orElse(null) : value);
      at += column.width();
    }
    return Collections.unmodifiableList(values);
  }
}
