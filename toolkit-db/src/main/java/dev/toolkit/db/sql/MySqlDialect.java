package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Update;

/**
 * The SQL of MySQL.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MySqlDialect extends Dialect {
  static final MySqlDialect INSTANCE = new MySqlDialect();

  private MySqlDialect() {}

  @Override
  public String name() {
    return "MySQL";
  }

  @Override
  public Support support(Feature feature) {
    return switch (feature) {
      case LATERAL,
          OUTER_COLUMN,
          ROW_LOCK,
          LOCK_OF_GROUPS,
          SHARE_LOCK,
          RECURSIVE_DISTINCT,
          ROW_LOCK_OF,
          CTE_ON_WRITE,
          DEFAULT_VALUE,
          JSON_PATH,
          INTERSECT_ALL,
          DISTINCT_FROM,
          UPDATE_FROM,
          DELETE_USING,
          BULK_UPDATE,
          JSON_AGGREGATE,
          DISTINCT_TEXT_AGGREGATE,
          QUANTIFIED_QUERY,
          JSON_CONTAINMENT,
          UPSERT_FROM_QUERY,
          ROLLUP,
          GROUPING ->
          Support.NATIVE;
      case FILTER,
          NULLS_ORDER,
          ILIKE,
          INSERT_RETURNING,
          JSON_ROWS,
          DISTINCT_ON,
          UPDATE_RETURNING,
          DELETE_RETURNING ->
          Support.EMULATED;
      case FULL_JOIN,
          KEY_LOCK,
          MATERIALIZED,
          WRITE_IN_CTE,
          GROUPS_FRAME,
          FRAME_EXCLUSION,
          ARRAY,
          ANY_ARRAY,
          CONFLICT_WHERE,
          ARRAY_AGGREGATE,
          SEQUENCE,
          MERGE,
          GROUPING_SETS,
          ORDERED_SET,
          MATERIALIZED_VIEW,
          CONCURRENT_INDEX,
          ROW_SECURITY ->
          Support.REFUSED;
    };
  }

  @Override
  public String quote(Identifier identifier) {
    return identifier.backTicked();
  }

  @Override
  public String stringLiteral(String value) {
    return MySqlForms.stringLiteral(value);
  }

  @Override
  public String typeName(SqlType<?> type) {
    return MySqlForms.typeName(this, type);
  }

  @Override
  String castName(SqlType<?> type) {
    return MySqlForms.castName(this, type);
  }

  @Override
  Node.Precedence concatPrecedence() {
    return Node.Precedence.PRIMARY;
  }

  @Override
  Node.Precedence jsonPrecedence() {
    return Node.Precedence.PRIMARY;
  }

  @Override
  void concat(SqlWriter out, Node.Concat concat) {
    MySqlForms.concat(out, concat);
  }

  @Override
  void distinct(SqlWriter out, Node.Distinct distinct) {
    MySqlForms.distinct(out, this, distinct);
  }

  @Override
  void stringAggregate(SqlWriter out, Node.StringAggregate aggregate) {
    MySqlForms.stringAggregate(out, aggregate);
  }

  @Override
  void jsonAggregate(SqlWriter out, Node.JsonAggregate aggregate) {
    if (aggregate.filter() != null) {
      throw out.unsupported("filter of values as JSON");
    } else if (!aggregate.order().isEmpty()) {
      throw out.unsupported("order among values as JSON: its JSON_ARRAYAGG takes none");
    }
    orderedAggregate(out, "json_arrayagg", aggregate, "");
  }

  /** The server's JSON_ARRAYAGG takes no order, so that rows in order are put together as text. */
  @Override
  void jsonRows(SqlWriter out, Node.JsonRows rows) {
    if (!rows.order().isEmpty()) {
      throw out.unsupported("order among rows as JSON: its JSON_ARRAYAGG takes none");
    }
    out.text("coalesce(json_arrayagg(json_array(").nodes(rows.columns()).text(")), json_array())");
  }

  @Override
  void requireNumber(double value) {
    MySqlForms.requireNumber(this, value);
  }

  /** The drivers write years before the first as if they were after it. */
  @Override
  void requireYear(int year) {
    requireFourDigits(year);
  }

  @Override
  void jsonAt(SqlWriter out, Node.JsonAt at) {
    MySqlForms.jsonAt(out, at);
  }

  @Override
  void jsonHasKey(SqlWriter out, Node.JsonHasKey has) {
    MySqlForms.jsonHasKey(out, has);
  }

  @Override
  void jsonContains(SqlWriter out, Node.JsonContains contains) {
    MySqlForms.jsonContains(out, contains);
  }

  @Override
  void excluded(SqlWriter out, Identifier column) {
    out.text("values(").name(column).text(")");
  }

  @Override
  void sortKey(SqlWriter out, Node.SortKey key) {
    MySqlForms.sortKey(out, key);
  }

  /** The documented way to say "no limit": the largest number there is. */
  @Override
  String offsetAlone() {
    return " limit 18446744073709551615 offset ";
  }

  @Override
  void groupingSets(SqlWriter out, Node.GroupingSets sets, QueryNode.Select select) {
    MySqlForms.groupingSets(out, sets);
  }

  /** The server has no limit in {@code in (…)} (MySQL 8.4, 15.2.15.12). */
  @Override
  boolean wrapsLimited() {
    return true;
  }

  @Override
  boolean takesColumnsOfOneName() {
    return false;
  }

  @Override
  boolean writesWithAfterTable() {
    return true;
  }

  @Override
  void defaultRows(SqlWriter out, int rows) {
    MySqlForms.defaultRows(out, rows);
  }

  @Override
  void values(SqlWriter out, Relation.Values values) {
    out.text("(values ");
    out.separated(values.rows(), ", ", row -> out.text("row(").nodes(row.values()).text(")"));
    out.text(") as ").name(values.name()).text(" ").names(values.columns());
  }

  /** Rows are given back by a second statement: see {@code Insert} in the API. */
  @Override
  void insert(SqlWriter out, Insert insert) {
    out.writes.insertRows(insert);
    if (insert.conflict() != null) {
      MySqlForms.onDuplicateKey(out, insert, insert.conflict());
    }
  }

  @Override
  void update(SqlWriter out, Update update) {
    if (!update.returning().isEmpty()) {
      throw out.unsupported("update returning", MySqlForms.SEVERAL);
    }
    MySqlForms.update(out, update);
  }

  @Override
  void delete(SqlWriter out, Delete delete) {
    if (!delete.returning().isEmpty()) {
      throw out.unsupported("delete returning", MySqlForms.SEVERAL);
    }
    MySqlForms.delete(out, delete);
  }

  @Override
  String template(ScalarFunction function) {
    return FunctionForms.mySql(function);
  }
}
