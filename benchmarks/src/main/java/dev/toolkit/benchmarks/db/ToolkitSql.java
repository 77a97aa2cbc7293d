package dev.toolkit.benchmarks.db;

import static dev.toolkit.benchmarks.db.Person.person;
import static dev.toolkit.benchmarks.db.Shop.Category.category;
import static dev.toolkit.benchmarks.db.Shop.Item.item;
import static dev.toolkit.benchmarks.db.Shop.Orders.orders;
import static dev.toolkit.benchmarks.db.Shop.Product.product;
import static dev.toolkit.db.Sql.and;
import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.Sql.rowNumber;

import dev.toolkit.db.Cte;
import dev.toolkit.db.Draft;
import dev.toolkit.db.NumExpr;
import dev.toolkit.db.Queries;
import dev.toolkit.db.Selection;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Rendered;
import java.util.ArrayList;
import java.util.List;

/** The queries, built and rendered by toolkit-db. */
final class ToolkitSql {
  private static final Queries DB = Queries.of(Dialect.postgres());

  private ToolkitSql() {}

  static Rendered byKey(long id) {
    return personByKey(id).rendered();
  }

  /** Renders a text that is new if the number is. */
  static Rendered newByKey(long id, int number) {
    return personByKey(id).where(lit(number).gt(0)).rendered();
  }

  private static Selection<?> personByKey(long id) {
    return DB.select(
            person.id,
            person.name,
            person.email,
            person.age,
            person.active,
            person.createdAt,
            person.city,
            person.country)
        .from(person)
        .where(person.id.eq(id));
  }

  static Rendered joins(String city, int total) {
    return orderedItems(city, total).rendered();
  }

  static Rendered newJoins(String city, int total, int number) {
    return orderedItems(city, total).where(lit(number).gt(0)).rendered();
  }

  private static Selection<?> orderedItems(String city, int total) {
    return DB.select(person.name, orders.status, item.quantity, product.title.opt())
        .from(orders)
        .join(person, person.id.eq(orders.personId))
        .join(item, item.orderId.eq(orders.id))
        .leftJoin(product, product.id.eq(item.productId))
        .where(
            and(
                person.age.ge(18),
                person.active.eq(true),
                person.city.eq(city),
                orders.status.ne("lost"),
                orders.total.gt(total),
                orders.total.lt(1_000),
                item.quantity.ge(2),
                product.title.like("A%")))
        .orderBy(orders.id.asc())
        .limit(50);
  }

  static Rendered insert(List<NewPerson> people) {
    List<Draft<Person>> rows = new ArrayList<>(people.size());
    for (NewPerson each : people) {
      rows.add(
          person.draft.of(
              each.name(),
              each.email(),
              each.age(),
              each.active(),
              each.createdAt(),
              each.city(),
              each.country(),
              each.note()));
    }
    return DB.insert(person).values(rows).returning(person.id).rendered();
  }

  static Rendered tree(int deepest) {
    return categories(deepest).rendered();
  }

  static Rendered newTree(int deepest, int number) {
    return categories(deepest).where(lit(number).gt(0)).rendered();
  }

  private static Selection<?> categories(int deepest) {
    NumExpr<Integer, Integer> depth = lit(0).as("depth");
    Cte tree =
        DB.recursive(
            "tree",
            DB.select(category.id, category.name, depth)
                .from(category)
                .where(category.parentId.isNull()),
            t ->
                DB.select(category.id, category.name, t.get(depth).plus(1))
                    .from(category)
                    .join(t, category.parentId.eq(t.get(category.id)))
                    .where(t.get(depth).lt(deepest)));
    return DB.with(tree)
        .select(
            tree.get(category.id),
            tree.get(category.name),
            tree.get(depth),
            rowNumber()
                .over(w -> w.partitionBy(tree.get(depth)).orderBy(tree.get(category.name).asc())))
        .from(tree)
        .orderBy(tree.get(depth).asc());
  }
}
