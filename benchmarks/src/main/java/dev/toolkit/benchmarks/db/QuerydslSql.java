package dev.toolkit.benchmarks.db;

import com.querydsl.core.types.dsl.BooleanPath;
import com.querydsl.core.types.dsl.Expressions;
import com.querydsl.core.types.dsl.NumberPath;
import com.querydsl.core.types.dsl.StringPath;
import com.querydsl.sql.Configuration;
import com.querydsl.sql.PostgreSQLTemplates;
import com.querydsl.sql.RelationalPath;
import com.querydsl.sql.RelationalPathBase;
import com.querydsl.sql.SQLBindings;
import com.querydsl.sql.SQLExpressions;
import com.querydsl.sql.SQLQuery;
import com.querydsl.sql.dml.SQLInsertClause;
import java.sql.Connection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The queries, built and rendered by QueryDSL, with its paths made once. Its inserts know no
 * returning, so that their text is shorter.
 */
final class QuerydslSql {
  private static final Configuration CONFIGURATION =
      new Configuration(PostgreSQLTemplates.builder().quote().build());

  private static final RelationalPath<Object> PERSON = table("person");
  private static final NumberPath<Long> ID = Expressions.numberPath(Long.class, PERSON, "id");
  private static final StringPath NAME = Expressions.stringPath(PERSON, "name");
  private static final StringPath EMAIL = Expressions.stringPath(PERSON, "email");
  private static final NumberPath<Integer> AGE =
      Expressions.numberPath(Integer.class, PERSON, "age");
  private static final BooleanPath ACTIVE = Expressions.booleanPath(PERSON, "active");
  private static final NumberPath<Long> CREATED_AT =
      Expressions.numberPath(Long.class, PERSON, "created_at");
  private static final StringPath CITY = Expressions.stringPath(PERSON, "city");
  private static final StringPath COUNTRY = Expressions.stringPath(PERSON, "country");
  private static final StringPath NOTE = Expressions.stringPath(PERSON, "note");

  private static final RelationalPath<Object> ORDERS = table("orders");
  private static final NumberPath<Long> ORDER_ID = Expressions.numberPath(Long.class, ORDERS, "id");
  private static final NumberPath<Long> PERSON_ID =
      Expressions.numberPath(Long.class, ORDERS, "person_id");
  private static final StringPath STATUS = Expressions.stringPath(ORDERS, "status");
  private static final NumberPath<Integer> TOTAL =
      Expressions.numberPath(Integer.class, ORDERS, "total");

  private static final RelationalPath<Object> ITEM = table("item");
  private static final NumberPath<Long> ITEM_ORDER =
      Expressions.numberPath(Long.class, ITEM, "order_id");
  private static final NumberPath<Long> ITEM_PRODUCT =
      Expressions.numberPath(Long.class, ITEM, "product_id");
  private static final NumberPath<Integer> QUANTITY =
      Expressions.numberPath(Integer.class, ITEM, "quantity");

  private static final RelationalPath<Object> PRODUCT = table("product");
  private static final NumberPath<Long> PRODUCT_ID =
      Expressions.numberPath(Long.class, PRODUCT, "id");
  private static final StringPath TITLE = Expressions.stringPath(PRODUCT, "title");

  private static final RelationalPath<Object> CATEGORY = table("category");
  private static final NumberPath<Long> CATEGORY_ID =
      Expressions.numberPath(Long.class, CATEGORY, "id");
  private static final NumberPath<Long> PARENT_ID =
      Expressions.numberPath(Long.class, CATEGORY, "parent_id");
  private static final StringPath CATEGORY_NAME = Expressions.stringPath(CATEGORY, "name");

  private static final RelationalPath<Object> TREE = table("tree");
  private static final NumberPath<Long> TREE_ID = Expressions.numberPath(Long.class, TREE, "id");
  private static final StringPath TREE_NAME = Expressions.stringPath(TREE, "name");
  private static final NumberPath<Integer> DEPTH =
      Expressions.numberPath(Integer.class, TREE, "depth");

  private QuerydslSql() {}

  private static RelationalPath<Object> table(String name) {
    return new RelationalPathBase<>(Object.class, name, "", name);
  }

  private static SQLQuery<?> query() {
    return new SQLQuery<>(CONFIGURATION);
  }

  static SQLBindings byKey(long id) {
    return query()
        .select(ID, NAME, EMAIL, AGE, ACTIVE, CREATED_AT, CITY, COUNTRY)
        .from(PERSON)
        .where(ID.eq(id))
        .getSQL();
  }

  static SQLBindings joins(String city, int total) {
    return query()
        .select(NAME, STATUS, QUANTITY, TITLE)
        .from(ORDERS)
        .join(PERSON)
        .on(ID.eq(PERSON_ID))
        .join(ITEM)
        .on(ITEM_ORDER.eq(ORDER_ID))
        .leftJoin(PRODUCT)
        .on(PRODUCT_ID.eq(ITEM_PRODUCT))
        .where(
            AGE.goe(18),
            ACTIVE.eq(true),
            CITY.eq(city),
            STATUS.ne("lost"),
            TOTAL.gt(total),
            TOTAL.lt(1_000),
            QUANTITY.goe(2),
            TITLE.like("A%"))
        .orderBy(ORDER_ID.asc())
        .limit(50)
        .getSQL();
  }

  static SQLBindings insert(List<NewPerson> people) {
    @SuppressWarnings("NullAway") // No connection: nothing is sent.
    @Nullable Connection none = null;
    SQLInsertClause insert = new SQLInsertClause(none, CONFIGURATION, PERSON);
    insert.setBatchToBulk(true);
    for (NewPerson each : people) {
      insert
          .set(NAME, each.name())
          .set(EMAIL, each.email())
          .set(AGE, each.age())
          .set(ACTIVE, each.active())
          .set(CREATED_AT, each.createdAt())
          .set(CITY, each.city())
          .set(COUNTRY, each.country())
          .set(NOTE, each.note())
          .addBatch();
    }
    return insert.getSQL().getFirst();
  }

  @SuppressWarnings("unchecked") // Its varargs are generic.
  static SQLBindings tree(int deepest) {
    var base =
        SQLExpressions.select(CATEGORY_ID, CATEGORY_NAME, Expressions.constant(0))
            .from(CATEGORY)
            .where(PARENT_ID.isNull());
    var step =
        SQLExpressions.select(CATEGORY_ID, CATEGORY_NAME, DEPTH.add(1))
            .from(CATEGORY)
            .join(TREE)
            .on(PARENT_ID.eq(TREE_ID))
            .where(DEPTH.lt(deepest));
    return query()
        .withRecursive(TREE, TREE_ID, TREE_NAME, DEPTH)
        .as(SQLExpressions.unionAll(base, step))
        .select(
            TREE_ID,
            TREE_NAME,
            DEPTH,
            SQLExpressions.rowNumber().over().partitionBy(DEPTH).orderBy(TREE_NAME.asc()))
        .from(TREE)
        .orderBy(DEPTH.asc())
        .getSQL();
  }
}
