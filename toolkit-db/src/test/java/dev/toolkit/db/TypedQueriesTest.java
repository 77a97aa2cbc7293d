package dev.toolkit.db;

import static dev.toolkit.db.Sql.and;
import static dev.toolkit.db.Sql.caseOf;
import static dev.toolkit.db.Sql.coalesce;
import static dev.toolkit.db.Sql.count;
import static dev.toolkit.db.Sql.exists;
import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.Sql.row;
import static dev.toolkit.db.Sql.rowNumber;
import static dev.toolkit.db.Sql.sql;
import static dev.toolkit.db.Sql.sum;
import static dev.toolkit.db.Sql.tuple;
import static dev.toolkit.db.Sql.val;
import static dev.toolkit.db.testing.Categories.categories;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import dev.toolkit.db.testing.Users;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Typed statements on each database: what they give, whatever their text. */
class TypedQueriesTest {

  record UserName(long id, String name) {}

  record Adult(long id, String name, Optional<Integer> age) {}

  record Line(String user, Optional<Integer> total, Optional<String> note) {}

  record Node(long id, String name, int depth, long rank) {}

  record Ref(long id, String status) {}

  record Card(UserName user, Ref order) {}

  /** A database with rows, and a way to run statements on it. */
  private interface Body {
    void run(Queries db, PlainJdbc jdbc) throws Exception;
  }

  private static void on(Engine engine, Body body) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      body.run(Queries.of(engine.dialect()), new PlainJdbc(connection));
    }
  }

  @ParameterizedTest
  @EnumSource
  void select_recordConstructor(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var names =
              db.select(users.id, users.name).from(users).orderBy(users.id.asc()).as(UserName::new);

          assertThat(jdbc.list(names))
              .containsExactly(
                  new UserName(1, "Ann"), new UserName(2, "Bob"), new UserName(3, "Cy"));
        });
  }

  @ParameterizedTest
  @EnumSource
  void where_absentPartsDropped(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          OptionalInt minAge = OptionalInt.empty();
          var search =
              db.select(users.id, users.name, users.age)
                  .from(users)
                  .where(
                      and(
                          users.name.contains("n"),
                          users.id.in(Set.of(1L, 3L)),
                          minAge.isPresent() ? users.age.ge(minAge.getAsInt()) : null))
                  .orderBy(users.age.desc().nullsLast(), users.id.asc())
                  .limit(50)
                  .as(Adult::new);

          assertThat(jdbc.list(search)).containsExactly(new Adult(1, "Ann", Optional.of(30)));
        });
  }

  @ParameterizedTest
  @EnumSource
  void leftJoin_absentSideIsEmpty(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var lines =
              db.select(users.name, orders.total.opt(), orders.note)
                  .from(users)
                  .leftJoin(orders, orders.userId.eq(users.id).and(orders.status.eq("paid")))
                  .orderBy(users.id.asc())
                  .as(Line::new);

          assertThat(jdbc.list(lines))
              .containsExactly(
                  new Line("Ann", Optional.of(60), Optional.empty()),
                  new Line("Bob", Optional.of(15), Optional.empty()),
                  new Line("Cy", Optional.empty(), Optional.empty()));
        });
  }

  @ParameterizedTest
  @EnumSource
  void rows_nest(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var cards =
              db.select(
                      row(
                          row(users.id, users.name, UserName::new),
                          row(orders.id, orders.status, Ref::new),
                          Card::new))
                  .from(users)
                  .join(orders, orders.userId.eq(users.id))
                  .where(orders.total.gt(10))
                  .orderBy(orders.id.asc());

          assertThat(jdbc.list(cards))
              .containsExactly(
                  new Card(new UserName(1, "Ann"), new Ref(1, "paid")),
                  new Card(new UserName(2, "Bob"), new Ref(3, "paid")));
        });
  }

  @ParameterizedTest
  @EnumSource
  void alias_readsATableTwice(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var manager = users.as("manager");
          var managed =
              db.select(users.name, manager.get(users.name).opt())
                  .from(users)
                  .leftJoin(manager, manager.get(users.id).eq(users.managerId))
                  .orderBy(users.id.asc())
                  .as((name, boss) -> name + "<" + boss.orElse("-"));

          assertThat(jdbc.list(managed)).containsExactly("Ann<-", "Bob<Ann", "Cy<Ann");
        });
  }

  @ParameterizedTest
  @EnumSource
  void cte_columnsFoundByExpression(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var spent = sum(orders.total).as("spent");
          var byUser =
              db.cte(
                  "by_user", db.select(orders.userId, spent).from(orders).groupBy(orders.userId));
          var paying = db.select(orders.userId).from(orders).where(orders.status.eq("paid"));
          var big =
              db.with(byUser)
                  .select(users.name)
                  .from(users)
                  .join(byUser, byUser.get(orders.userId).eq(users.id))
                  .where(byUser.get(spent).gt(20).and(users.id.in(paying)));

          assertThat(jdbc.list(big)).containsExactly("Ann");
        });
  }

  @ParameterizedTest
  @EnumSource
  void recursive_withWindow(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var depth = lit(0).as("depth");
          var tree =
              db.recursive(
                  "tree",
                  db.select(categories.id, categories.name, depth)
                      .from(categories)
                      .where(categories.parentId.isNull()),
                  t ->
                      db.select(categories.id, categories.name, t.get(depth).plus(1))
                          .from(categories)
                          .join(t, categories.parentId.eq(t.get(categories.id)))
                          .where(t.get(depth).lt(10)));
          var nodes =
              db.with(tree)
                  .select(
                      tree.get(categories.id),
                      tree.get(categories.name),
                      tree.get(depth),
                      rowNumber()
                          .over(w ->
                              w.partitionBy(tree.get(depth))
                                  .orderBy(tree.get(categories.name).asc())))
                  .from(tree)
                  .orderBy(tree.get(depth).asc())
                  .as(Node::new);

          assertThat(jdbc.list(nodes))
              .containsExactly(
                  new Node(1, "root", 0, 1), new Node(2, "books", 1, 1), new Node(3, "sf", 2, 1));
        });
  }

  @ParameterizedTest
  @EnumSource
  void insert_onlyRequiredColumns_defaultsFill(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          Instant before = Instant.now().minusSeconds(3600);
          long changed = jdbc.execute(db.insert(users).values(users.draft.of("Dan", "dan@x.io")));
          var created =
              jdbc.list(db.select(users.createdAt).from(users).where(users.email.eq("dan@x.io")));

          assertThat(changed).isEqualTo(1);
          assertThat(created).hasSize(1);
          assertThat(created.getFirst()).isBetween(before, Instant.now().plusSeconds(3600));
        });
  }

  @ParameterizedTest
  @EnumSource
  void insert_returning(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          Draft<Users> draft = users.draft.of("Dan", "dan@x.io").set(users.age, 30);
          var insert =
              db.insert(users).values(draft).returning(row(users.id, users.name, UserName::new));

          List<UserName> rows = jdbc.list(insert);

          assertThat(rows).extracting(UserName::name).containsExactly("Dan");
          assertThat(jdbc.list(db.select(users.id).from(users).where(users.name.eq("Dan"))))
              .containsExactly(rows.getFirst().id());
        });
  }

  @ParameterizedTest
  @EnumSource
  void insertReturning_mySqlForm_fetchesByKey(Engine engine) throws Exception {
    if (engine != Engine.MARIADB) {
      return;
    }
    try (Connection connection = Shop.open(engine)) {
      Queries db = Queries.of(dev.toolkit.db.sql.Dialect.mysql());

      var rows =
          new PlainJdbc(connection)
              .list(
                  db.insert(users).values(users.draft.of("Dan", "dan@x.io")).returning(users.name));

      assertThat(rows).containsExactly("Dan");
    }
  }

  @ParameterizedTest
  @EnumSource
  void upsert_sameApiEverywhere(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var upsert =
              db.insert(users)
                  .values(users.draft.of("Anna", "ann@x.io"))
                  .onConflict(users.email)
                  .doUpdate(u -> u.setExcluded(users.name).set(users.age, users.age.plus(1)));
          var ignore =
              db.insert(users)
                  .values(users.draft.of("Nobody", "bob@x.io"))
                  .onConflict(users.email)
                  .doNothing();

          jdbc.execute(upsert);
          jdbc.execute(ignore);

          assertThat(
                  jdbc.list(
                      db.select(users.id, users.name, users.age)
                          .from(users)
                          .orderBy(users.id.asc())
                          .as(Adult::new)))
              .containsExactly(
                  new Adult(1, "Anna", Optional.of(31)),
                  new Adult(2, "Bob", Optional.of(25)),
                  new Adult(3, "Cy", Optional.empty()));
        });
  }

  @ParameterizedTest
  @EnumSource
  void updateAndDelete_changeWhatTheyName(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          long updated =
              jdbc.execute(
                  db.update(orders)
                      .set(orders.status, "paid")
                      .set(orders.total, orders.total.times(2))
                      .setNull(orders.note)
                      .where(orders.id.eq(2)));
          long deleted =
              jdbc.execute(
                  db.delete(orders).where(orders.total.le(15).or(orders.status.eq("lost"))));

          assertThat(updated).isEqualTo(1);
          assertThat(deleted).isEqualTo(1);
          assertThat(
                  jdbc.list(
                      db.select(orders.id, orders.status)
                          .from(orders)
                          .orderBy(orders.id.asc())
                          .as(Ref::new)))
              .containsExactly(new Ref(1, "paid"), new Ref(2, "paid"));
        });
  }

  @ParameterizedTest
  @EnumSource
  void insertFromSelect_andUnion(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var copies =
              db.insert(categories)
                  .columns(List.of(categories.id, categories.parentId, categories.name))
                  .select(
                      db.select(
                              categories.id.plus(10), categories.parentId, categories.name.upper())
                          .from(categories)
                          .where(categories.id.ge(2)));
          jdbc.execute(copies);
          var one = db.select(categories.name).from(categories).where(categories.id.gt(10));
          var two = db.select(users.name).from(users).where(users.age.isNull());

          assertThat(new ArrayList<>(jdbc.list(one.union(two))))
              .containsExactlyInAnyOrder("BOOKS", "SF", "Cy");
        });
  }

  @ParameterizedTest
  @EnumSource
  void expressions_ofAllKinds(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var kind =
              caseOf(SqlType.TEXT)
                  .when(users.age.lt(28), "young")
                  .when(users.age.isNull(), "unknown")
                  .otherwise("old");
          var paid =
              db.select(count())
                  .from(orders)
                  .where(orders.userId.eq(users.id).and(orders.status.eq("paid")))
                  .scalar();
          var query =
              db.select(
                      users.name.lower().concat("!"),
                      kind,
                      coalesce(users.age, 0),
                      paid,
                      sql(SqlType.INTEGER, "length({0})", users.name))
                  .from(users)
                  .where(
                      exists(db.select(lit(1)).from(categories).where(categories.id.eq(users.id))))
                  .orderBy(users.id.asc())
                  .as((a, b, c, d, e) -> List.of(a, b, c, d.orElseThrow(), e.orElseThrow()));

          assertThat(jdbc.list(query))
              .containsExactly(
                  List.of("ann!", "old", 30, 1L, 3),
                  List.of("bob!", "young", 25, 1L, 3),
                  List.of("cy!", "unknown", 0, 0L, 2));
        });
  }

  @ParameterizedTest
  @EnumSource
  void keyset_pagesByTuple(Engine engine) throws Exception {
    on(
        engine,
        (db, jdbc) -> {
          var next =
              db.select(orders.id)
                  .from(orders)
                  .where(
                      tuple(orders.total, orders.id)
                          .gt(tuple(val(SqlType.INTEGER, 10), val(SqlType.BIGINT, 2L))))
                  .orderBy(orders.total.asc(), orders.id.asc())
                  .limit(1);

          assertThat(jdbc.list(next)).containsExactly(3L);
        });
  }
}
