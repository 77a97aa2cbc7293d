package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryNode;
import dev.toolkit.db.sql.QueryNode.Item;
import dev.toolkit.db.sql.QueryNode.Select;
import dev.toolkit.db.sql.Row;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.sql.UnexpectedNullException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rows of a subquery as one column: a JSON array with an array for each row.
 *
 * @param <R> what a row of the subquery yields
 */
final class Many<R extends @Nullable Object> extends Projection<List<R>> {

  /*
   * Rows are arrays and not objects: names of columns may repeat, and are read by position anyway.
   * A plain select becomes an aggregate over its own source, so that it may refer to the query
   * around it, which a derived table could not.
   */

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final Node node;
  private final Projection<R> projection;

  Many(QueryNode query, Projection<R> projection) {
    this.node = new Node.Scalar(aggregate(query));
    this.projection = projection;
  }

  private static QueryNode aggregate(QueryNode query) {
    if (query instanceof Select select && isPlain(select)) {
      List<Node> columns = select.items().stream().map(Many::part).toList();
      return Selects.items(
          Selects.unordered(select), List.of(item(new Node.JsonRows(columns, select.order()))));
    }
    throw new IllegalArgumentException(
        "many(…) takes a select without distinct, groups, limit and set operations: put those into"
            + " a table with asTable(…) and select from it");
  }

  private static Node part(Item item) {
    if (hasBytes(item.type())) {
      throw new IllegalArgumentException(
          "many(…) cannot read "
              + Node.describe(item.node())
              + ", since JSON has no bytes: select it without many(…)");
    }
    return Node.JsonPart.of(item.node(), item.type());
  }

  private static boolean hasBytes(SqlType<?> type) {
    SqlType<?> element = type.element();
    return type.kind() == SqlType.Kind.BYTES || (element != null && hasBytes(element));
  }

  private static Item item(Node node) {
    return new Item(node, SqlType.JSON, null, false);
  }

  private static boolean isPlain(Select select) {
    return !select.distinct()
        && select.groupBy().isEmpty()
        && select.having() == null
        && select.limit() == null
        && select.offset() == null
        && select.lock() == null;
  }

  @Override
  void collect(List<Item> items) {
    items.add(item(node));
  }

  @Override
  int width() {
    return 1;
  }

  @Override
  List<R> read(Row row, int position) throws SQLException {
    String text = row.get(position, SqlType.JSON);
    if (text == null) {
      throw new UnexpectedNullException(position);
    }
    List<R> all = new ArrayList<>();
    for (JsonNode values : MAPPER.readTree(text)) {
      all.add(projection.read(Row.of(values, row.dialect()), 1));
    }
    return Collections.unmodifiableList(all);
  }
}
