package dev.toolkit.benchmarks.db;

import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.InsertValuesStep8;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.Table;
import org.jooq.impl.DSL;

/** The queries, built and rendered by jOOQ, with its tables and fields made once. */
final class JooqSql {
  private static final DSLContext DB = DSL.using(SQLDialect.POSTGRES);

  private static final Table<Record> PERSON = table(name("person"));
  private static final Field<Long> ID = field(name("person", "id"), Long.class);
  private static final Field<String> NAME = field(name("person", "name"), String.class);
  private static final Field<String> EMAIL = field(name("person", "email"), String.class);
  private static final Field<Integer> AGE = field(name("person", "age"), Integer.class);
  private static final Field<Boolean> ACTIVE = field(name("person", "active"), Boolean.class);
  private static final Field<Long> CREATED_AT = field(name("person", "created_at"), Long.class);
  private static final Field<String> CITY = field(name("person", "city"), String.class);
  private static final Field<String> COUNTRY = field(name("person", "country"), String.class);
  private static final Field<String> NOTE = field(name("person", "note"), String.class);

  private static final Table<Record> ORDERS = table(name("orders"));
  private static final Field<Long> ORDER_ID = field(name("orders", "id"), Long.class);
  private static final Field<Long> PERSON_ID = field(name("orders", "person_id"), Long.class);
  private static final Field<String> STATUS = field(name("orders", "status"), String.class);
  private static final Field<Integer> TOTAL = field(name("orders", "total"), Integer.class);

  private static final Table<Record> ITEM = table(name("item"));
  private static final Field<Long> ITEM_ORDER = field(name("item", "order_id"), Long.class);
  private static final Field<Long> ITEM_PRODUCT = field(name("item", "product_id"), Long.class);
  private static final Field<Integer> QUANTITY = field(name("item", "quantity"), Integer.class);

  private static final Table<Record> PRODUCT = table(name("product"));
  private static final Field<Long> PRODUCT_ID = field(name("product", "id"), Long.class);
  private static final Field<String> TITLE = field(name("product", "title"), String.class);

  private static final Table<Record> CATEGORY = table(name("category"));
  private static final Field<Long> CATEGORY_ID = field(name("category", "id"), Long.class);
  private static final Field<Long> PARENT_ID = field(name("category", "parent_id"), Long.class);
  private static final Field<String> CATEGORY_NAME = field(name("category", "name"), String.class);

  private JooqSql() {}

  static String byKey(long id) {
    return DB.select(ID, NAME, EMAIL, AGE, ACTIVE, CREATED_AT, CITY, COUNTRY)
        .from(PERSON)
        .where(ID.eq(id))
        .getSQL();
  }

  static String joins(String city, int total) {
    return DB.select(NAME, STATUS, QUANTITY, TITLE)
        .from(ORDERS)
        .join(PERSON)
        .on(ID.eq(PERSON_ID))
        .join(ITEM)
        .on(ITEM_ORDER.eq(ORDER_ID))
        .leftJoin(PRODUCT)
        .on(PRODUCT_ID.eq(ITEM_PRODUCT))
        .where(
            AGE.ge(18),
            ACTIVE.eq(true),
            CITY.eq(city),
            STATUS.ne("lost"),
            TOTAL.gt(total),
            TOTAL.lt(1_000),
            QUANTITY.ge(2),
            TITLE.like("A%"))
        .orderBy(ORDER_ID.asc())
        .limit(50)
        .getSQL();
  }

  static String insert(List<NewPerson> people) {
    InsertValuesStep8<Record, String, String, Integer, Boolean, Long, String, String, String>
        insert = DB.insertInto(PERSON, NAME, EMAIL, AGE, ACTIVE, CREATED_AT, CITY, COUNTRY, NOTE);
    for (NewPerson each : people) {
      insert =
          insert.values(
              each.name(),
              each.email(),
              each.age(),
              each.active(),
              each.createdAt(),
              each.city(),
              each.country(),
              each.note());
    }
    return insert.returning(ID).getSQL();
  }

  static String tree(int deepest) {
    var treeId = field(name("tree", "id"), Long.class);
    var treeName = field(name("tree", "name"), String.class);
    var depth = field(name("tree", "depth"), Integer.class);
    var tree =
        name("tree")
            .fields("id", "name", "depth")
            .as(
                select(CATEGORY_ID, CATEGORY_NAME, inline(0))
                    .from(CATEGORY)
                    .where(PARENT_ID.isNull())
                    .unionAll(
                        select(CATEGORY_ID, CATEGORY_NAME, depth.plus(1))
                            .from(CATEGORY)
                            .join(table(name("tree")))
                            .on(PARENT_ID.eq(treeId))
                            .where(depth.lt(deepest))));
    return DB.withRecursive(tree)
        .select(
            treeId, treeName, depth, rowNumber().over().partitionBy(depth).orderBy(treeName.asc()))
        .from(tree)
        .orderBy(depth.asc())
        .getSQL();
  }
}
