package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Update;

/**
 * The SQL of MariaDB, which is not MySQL's where it counts: it has {@code returning}, and lacks
 * {@code lateral} and {@code for share}.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MariaDbDialect extends Dialect {
  static final MariaDbDialect INSTANCE = new MariaDbDialect();

  private MariaDbDialect() {}

  @Override
  public String name() {
    return "MariaDB";
  }

  @Override
  public Support support(Feature feature) {
    return switch (feature) {
      case ROW_LOCK,
          SHARE_LOCK,
          LOCK_OF_GROUPS,
          RECURSIVE_DISTINCT,
          DEFAULT_VALUE,
          JSON_PATH,
          INTERSECT_ALL,
          DISTINCT_FROM,
          INSERT_RETURNING,
          DELETE_RETURNING,
          UPDATE_FROM,
          DELETE_USING,
          JSON_ROWS,
          UPSERT_FROM_QUERY,
          JSON_AGGREGATE,
          DISTINCT_TEXT_AGGREGATE,
          QUANTIFIED_QUERY,
          JSON_CONTAINMENT,
          SEQUENCE,
          ROLLUP ->
          Support.NATIVE;
      case FILTER, NULLS_ORDER, ILIKE, BULK_UPDATE, DISTINCT_ON, UPDATE_RETURNING ->
          Support.EMULATED;
      case FULL_JOIN,
          LATERAL,
          OUTER_COLUMN,
          ROW_LOCK_OF,
          KEY_LOCK,
          MATERIALIZED,
          WRITE_IN_CTE,
          CTE_ON_WRITE,
          GROUPS_FRAME,
          FRAME_EXCLUSION,
          ARRAY,
          ANY_ARRAY,
          ARRAY_AGGREGATE,
          CONFLICT_WHERE,
          MERGE,
          GROUPING,
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
    if (type.kind() == SqlType.Kind.JSON) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          name() + " has no cast to JSON, which is text there: read it with dynamic().asJson()");
    }
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
    }
    orderedAggregate(out, "json_arrayagg", aggregate, "");
  }

  @Override
  void jsonRows(SqlWriter out, Node.JsonRows rows) {
    out.text("coalesce(json_arrayagg(json_array(").nodes(rows.columns()).text(")");
    if (!rows.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(rows.order());
    }
    out.text("), json_array())");
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

  /** The server refuses an order beside it (MariaDB 11.4, SELECT WITH ROLLUP). */
  @Override
  void groupingSets(SqlWriter out, Node.GroupingSets sets, QueryNode.Select select) {
    if (!select.order().isEmpty()) {
      throw out.unsupported("order beside rollup", "select from it with asTable(…) and sort that");
    }
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

  /** MariaDB names no columns of a derived table: the first row is a select that does. */
  @Override
  void values(SqlWriter out, Relation.Values values) {
    out.text("(");
    for (int i = 0; i < values.rows().size(); i++) {
      out.text(i == 0 ? "select " : " union all select ");
      for (int j = 0; j < values.columns().size(); j++) {
        out.text(j == 0 ? "" : ", ").node(values.rows().get(i).values().get(j));
        if (i == 0) {
          out.text(" as ").name(values.columns().get(j));
        }
      }
    }
    out.text(") as ").name(values.name());
  }

  @Override
  void lock(SqlWriter out, QueryNode.Lock lock) {
    if (lock.mode() != QueryNode.LockMode.SHARE) {
      super.lock(out, lock);
      return;
    }
    if (!lock.of().isEmpty()) {
      out.require(Feature.ROW_LOCK_OF);
    }
    out.text(" lock in share mode").text(lock.waiting().sql);
  }

  @Override
  void insert(SqlWriter out, Insert insert) {
    out.writes.insertRows(insert);
    if (insert.conflict() != null) {
      MySqlForms.onDuplicateKey(out, insert, insert.conflict());
    }
    out.writes.returning(insert, insert.table(), java.util.List.of());
  }

  @Override
  void update(SqlWriter out, Update update) {
    if (!update.with().isEmpty()) {
      out.require(Feature.CTE_ON_WRITE);
    }
    if (!update.returning().isEmpty()) {
      throw out.unsupported("update returning", MySqlForms.SEVERAL);
    }
    MySqlForms.update(out, update);
  }

  @Override
  void delete(SqlWriter out, Delete delete) {
    if (!delete.with().isEmpty()) {
      out.require(Feature.CTE_ON_WRITE);
    }
    MySqlForms.delete(out, delete);
    if (!delete.using().isEmpty() && !delete.returning().isEmpty()) {
      throw out.unsupported("returning of a delete over several tables");
    }
    out.writes.returning(delete, delete.table(), delete.using());
  }

  @Override
  String template(ScalarFunction function) {
    return FunctionForms.mySql(function);
  }
}
