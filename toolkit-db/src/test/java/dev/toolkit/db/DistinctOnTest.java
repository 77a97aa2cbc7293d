package dev.toolkit.db;

import static dev.toolkit.db.Sql.sum;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The first row of each group: native on PostgreSQL, and the same rows elsewhere. */
class DistinctOnTest {
  private static final Map<Engine, Connection> CONNECTIONS = new EnumMap<>(Engine.class);

  @BeforeAll
  static void connect() throws Exception {
    for (Engine engine : Engine.values()) {
      CONNECTIONS.put(engine, Shop.open(engine));
    }
  }

  @AfterAll
  static void close() throws Exception {
    for (Connection connection : CONNECTIONS.values()) {
      connection.close();
    }
  }

  private static List<String> rows(Engine engine, ResultStatement<List<Object>> query)
      throws Exception {
    return new PlainJdbc(CONNECTIONS.get(engine))
        .list(query).stream().map(String::valueOf).toList();
  }

  @Test
  void emulation_text() {
    Queries sqlite = Queries.of(Dialect.sqlite());

    assertThat(
            sqlite
                .select(List.of(orders.userId, orders.id, orders.total.plus(1)))
                .from(orders)
                .where(orders.total.gt(5))
                .distinctOn(orders.userId)
                .orderBy(orders.userId.asc(), orders.total.desc().nullsLast())
                .limit(3)
                .sql())
        .isEqualTo(
            "select \"first_of_each\".\"c1\" as \"user_id\", \"first_of_each\".\"c2\" as \"id\","
                + " \"first_of_each\".\"c3\" from (select \"orders\".\"user_id\" as \"c1\","
                + " \"orders\".\"id\" as \"c2\", \"orders\".\"total\" + ? as \"c3\","
                + " \"orders\".\"user_id\" as \"k1\", \"orders\".\"total\" as \"k2\","
                + " row_number() over (partition by \"orders\".\"user_id\""
                + " order by \"orders\".\"user_id\" asc, \"orders\".\"total\" desc nulls last)"
                + " as \"position\" from \"orders\" where \"orders\".\"total\" > ?)"
                + " as \"first_of_each\" where \"first_of_each\".\"position\" = 1"
                + " order by \"first_of_each\".\"k1\" asc,"
                + " \"first_of_each\".\"k2\" desc nulls last limit ?");
  }

  private static Select1<List<Object>> random(Queries db, Random random) {
    List<Expr<?, ?>> keys = new ArrayList<>();
    List<Order> order = new ArrayList<>();
    if (random.nextBoolean()) {
      keys.add(orders.userId);
      order.add(random.nextBoolean() ? orders.userId.asc() : orders.userId.desc());
    }
    if (keys.isEmpty() || random.nextBoolean()) {
      keys.add(orders.status);
      order.add(random.nextBoolean() ? orders.status.asc() : orders.status.desc());
    }
    if (random.nextBoolean()) {
      order.add(orders.note.asc().nullsFirst());
    }
    order.add(random.nextBoolean() ? orders.total.desc() : orders.total.asc());
    order.add(orders.id.asc());
    var select =
        db.select(List.of(users.name, users.id, orders.id, orders.status, orders.note))
            .from(orders)
            .join(users, users.id.eq(orders.userId))
            .where(orders.total.gt(random.nextInt(40)))
            .distinctOn(keys)
            .orderBy(order);
    return random.nextInt(3) == 0 ? select.limit(2).offset(random.nextInt(2)) : select;
  }

  @Test
  void rows_asOnPostgres() throws Exception {
    for (Engine engine : Engine.values()) {
      PlainJdbc jdbc = new PlainJdbc(CONNECTIONS.get(engine));
      Queries db = Queries.of(engine.dialect());
      Random random = new Random(3);
      jdbc.execute(db.delete(orders).all());
      for (long id = 1; id <= 24; id++) {
        var row =
            NamedTable.of("orders")
                .draftOf()
                .set(NamedTable.of("orders").column("id"), (Object) id);
        row = row.set(NamedTable.of("orders").column("user_id"), (Object) (1L + random.nextInt(3)));
        row = row.set(NamedTable.of("orders").column("status"), (Object) ("s" + random.nextInt(3)));
        row = row.set(NamedTable.of("orders").column("total"), (Object) random.nextInt(50));
        row =
            random.nextBoolean()
                ? row
                : row.set(NamedTable.of("orders").column("note"), (Object) ("n" + id));
        jdbc.execute(db.insert(NamedTable.of("orders")).values(row));
      }
    }
    for (int seed = 0; seed < 60; seed++) {
      Queries postgres = Queries.of(Dialect.postgres());
      List<String> expected = rows(Engine.POSTGRES, random(postgres, new Random(seed)));
      for (Engine engine : Engine.values()) {
        var query = random(Queries.of(engine.dialect()), new Random(seed));
        assertThat(rows(engine, query))
            .as(seed + " " + engine + ": " + query.sql())
            .isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void inASubquery_ofGroups_andUnions(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    var total = sum(orders.total);
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      Select1<List<Object>> best =
          db.select(List.of(orders.status, orders.userId, total.as("spent")))
              .from(orders)
              .groupBy(orders.status, orders.userId)
              .distinctOn(orders.status)
              .orderBy(orders.status.asc(), total.desc());
      Derived table = best.asTable("best");

      assertThat(
              jdbc.list(
                  db.select(List.of(users.name, table.get(orders.status)))
                      .from(table)
                      .join(users, users.id.eq(table.get(orders.userId)))
                      .orderBy(table.get(orders.status).asc())))
          .map(String::valueOf)
          .containsExactly("[Ann, new]", "[Ann, paid]");
      assertThat(jdbc.list(best.unionAll(best))).hasSize(4);
      assertThat(
              jdbc.list(
                  db.select(users.name)
                      .from(users)
                      .where(
                          users.id.in(
                              db.select(orders.userId)
                                  .from(orders)
                                  .distinctOn(orders.status)
                                  .orderBy(orders.status.asc(), orders.total.asc())))
                      .orderBy(users.name.asc())))
          .containsExactly("Ann", "Bob");
    }
  }

  /** The emulation is in a subquery of from, where MariaDB and H2 see nothing around it. */
  @ParameterizedTest
  @EnumSource
  void correlated(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    var theirs =
        db.select(orders.status)
            .from(orders)
            .where(orders.userId.eq(users.id))
            .distinctOn(orders.userId)
            .orderBy(orders.userId.asc(), orders.total.desc());
    var query =
        db.select(users.name).from(users).where(Sql.lit("paid").in(theirs)).orderBy(users.id.asc());

    if (engine == Engine.MARIADB || engine == Engine.H2) {
      refused(
          engine.dialect()
              + " has no outer column in a subquery of from, as \"users\".\"id\" is here: join with"
              + " the subquery instead",
          query::sql);
      return;
    }
    try (Connection connection = Shop.open(engine)) {
      assertThat(new PlainJdbc(connection).list(query)).containsExactly("Ann", "Bob");
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(QueryRefusedException.class).hasMessage(message);
  }

  @Test
  void withoutAnOrderThatSaysWhichIsFirst_refused() {
    for (Dialect dialect : Dialect.all().subList(1, 5)) {
      String message =
          dialect
              + " has no distinct on without an order that begins with its keys: add orderBy(…) of"
              + " the keys, and then of what makes a row the first of its group";
      var select = Queries.of(dialect).select(List.of(orders.id)).from(orders);

      refused(message, () -> select.distinctOn(orders.userId).sql());
      refused(message, () -> select.distinctOn(orders.userId).orderBy(orders.id.asc()).sql());
      refused(
          message,
          () ->
              select
                  .distinctOn(orders.userId, orders.status)
                  .orderBy(orders.userId.asc(), orders.id.asc())
                  .sql());
    }
    var number = Sql.rowNumber().over(w -> w.orderBy(orders.total.desc())).as("number");
    refused(
        "SQLite has no distinct on in the order of a window function: select the function in a"
            + " subquery, and sort by its column",
        () ->
            Queries.of(Dialect.sqlite())
                .select(List.of(orders.id, number))
                .from(orders)
                .distinctOn(orders.userId)
                .orderBy(orders.userId.asc(), number.asc())
                .sql());
    refused(
        "MySQL has no row lock on distinct on: lock the rows by their keys",
        () ->
            Queries.of(Dialect.mysql())
                .select(List.of(orders.id))
                .from(orders)
                .distinctOn(orders.userId)
                .orderBy(orders.userId.asc())
                .forUpdate()
                .sql());
  }
}
