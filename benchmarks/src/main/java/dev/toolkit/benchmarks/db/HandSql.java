package dev.toolkit.benchmarks.db;

import java.util.ArrayList;
import java.util.List;

/** The queries as one writes them with a StringBuilder: the floor. */
final class HandSql {

  /** A text and its values. */
  record Statement(String sql, List<Object> values) {}

  private HandSql() {}

  static Statement byKey(long id) {
    StringBuilder sql = new StringBuilder(256);
    sql.append("select ");
    column(sql, "person", "id").append(", ");
    column(sql, "person", "name").append(", ");
    column(sql, "person", "email").append(", ");
    column(sql, "person", "age").append(", ");
    column(sql, "person", "active").append(", ");
    column(sql, "person", "created_at").append(", ");
    column(sql, "person", "city").append(", ");
    column(sql, "person", "country");
    sql.append(" from \"person\" where ");
    column(sql, "person", "id").append(" = ?");
    List<Object> values = new ArrayList<>(1);
    values.add(id);
    return new Statement(sql.toString(), values);
  }

  private static StringBuilder column(StringBuilder sql, String table, String column) {
    return sql.append('"').append(table).append("\".\"").append(column).append('"');
  }

  static Statement joins(String city, int total) {
    StringBuilder sql = new StringBuilder(768);
    List<Object> values = new ArrayList<>(9);
    sql.append("select ");
    column(sql, "person", "name").append(", ");
    column(sql, "orders", "status").append(", ");
    column(sql, "item", "quantity").append(", ");
    column(sql, "product", "title");
    sql.append(" from \"orders\"");
    join(sql, " join ", "person", "id", "orders", "person_id");
    join(sql, " join ", "item", "order_id", "orders", "id");
    join(sql, " left join ", "product", "id", "item", "product_id");
    sql.append(" where ");
    predicate(sql, "person", "age", " >= ?", values, 18).append(" and ");
    predicate(sql, "person", "active", " = ?", values, true).append(" and ");
    predicate(sql, "person", "city", " = ?", values, city).append(" and ");
    predicate(sql, "orders", "status", " <> ?", values, "lost").append(" and ");
    predicate(sql, "orders", "total", " > ?", values, total).append(" and ");
    predicate(sql, "orders", "total", " < ?", values, 1_000).append(" and ");
    predicate(sql, "item", "quantity", " >= ?", values, 2).append(" and ");
    predicate(sql, "product", "title", " like ?", values, "A%");
    sql.append(" order by ");
    column(sql, "orders", "id").append(" asc limit ?");
    values.add(50L);
    return new Statement(sql.toString(), values);
  }

  private static void join(
      StringBuilder sql, String kind, String table, String column, String other, String target) {
    sql.append(kind).append('"').append(table).append("\" on ");
    column(sql, table, column).append(" = ");
    column(sql, other, target);
  }

  private static StringBuilder predicate(
      StringBuilder sql,
      String table,
      String column,
      String operator,
      List<Object> values,
      Object value) {
    values.add(value);
    return column(sql, table, column).append(operator);
  }

  static Statement insert(List<NewPerson> people) {
    StringBuilder sql = new StringBuilder(128 + people.size() * 26);
    List<Object> values = new ArrayList<>(people.size() * 8);
    sql.append("insert into \"person\" (\"name\", \"email\", \"age\", \"active\", \"created_at\"");
    sql.append(", \"city\", \"country\", \"note\") values ");
    for (int i = 0; i < people.size(); i++) {
      NewPerson person = people.get(i);
      sql.append(i == 0 ? "(" : ", (");
      for (int j = 0; j < 8; j++) {
        sql.append(j == 0 ? "?" : ", ?");
      }
      sql.append(')');
      values.add(person.name());
      values.add(person.email());
      values.add(person.age());
      values.add(person.active());
      values.add(person.createdAt());
      values.add(person.city());
      values.add(person.country());
      values.add(person.note());
    }
    sql.append(" returning \"id\"");
    return new Statement(sql.toString(), values);
  }

  static Statement tree(int deepest) {
    StringBuilder sql = new StringBuilder(640);
    sql.append("with recursive \"tree\" (\"id\", \"name\", \"depth\") as (select ");
    column(sql, "category", "id").append(", ");
    column(sql, "category", "name").append(", 0 as \"depth\" from \"category\" where ");
    column(sql, "category", "parent_id").append(" is null union all select ");
    column(sql, "category", "id").append(", ");
    column(sql, "category", "name").append(", ");
    column(sql, "tree", "depth").append(" + ? from \"category\"");
    join(sql, " join ", "tree", "id", "category", "parent_id");
    sql.append(" where ");
    column(sql, "tree", "depth").append(" < ?) select ");
    column(sql, "tree", "id").append(", ");
    column(sql, "tree", "name").append(", ");
    column(sql, "tree", "depth").append(", row_number() over (partition by ");
    column(sql, "tree", "depth").append(" order by ");
    column(sql, "tree", "name").append(" asc) from \"tree\" order by ");
    column(sql, "tree", "depth").append(" asc");
    List<Object> values = new ArrayList<>(2);
    values.add(1);
    values.add(deepest);
    return new Statement(sql.toString(), values);
  }
}
