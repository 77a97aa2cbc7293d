package dev.toolkit.db;

import static dev.toolkit.db.Sql.arrayOf;
import static dev.toolkit.db.Sql.jsonArray;
import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.Sql.rowNumber;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes beyond plain queries: many rows at once, paths, comparisons with queries. */
class ReachTest {
  private static final Queries PG = Queries.of(Dialect.postgres());

  /** Orders with a path to their user, over the same table. */
  static final class Purchases extends Table<Purchases> {
    static final Purchases purchases = new Purchases();

    final GenId<Purchases> id = bigint("id").primaryKey().identity();
    final BigInt<Purchases> userId = bigint("user_id");
    final Path<dev.toolkit.db.testing.Users> user =
        path("user", userId, () -> dev.toolkit.db.testing.Users.users, each -> each.id);

    private Purchases() {
      super("orders");
    }
  }

  private static final Purchases purchases = Purchases.purchases;

  private static BulkUpdate<dev.toolkit.db.testing.Orders, Long> bulk(Queries db) {
    return db.updateEach(orders, orders.id)
        .row(1L, o -> o.set(orders.status, "sent").set(orders.total, 61))
        .row(3L, o -> o.set(orders.status, "lost").set(orders.total, 0));
  }

  @Test
  void updateEach_oneStatement() {
    assertThat(bulk(PG).sql())
        .isEqualTo(
            "update \"orders\" set \"status\" = \"v\".\"status\", \"total\" = \"v\".\"total\""
                + " from (values (cast(? as bigint), cast(? as varchar(20)), cast(? as integer)),"
                + " (?, ?, ?)) as \"v\" (\"id\", \"status\", \"total\")"
                + " where \"orders\".\"id\" = \"v\".\"id\"");
    assertThat(bulk(PG).rendered().values()).containsExactly(1L, "sent", 61, 3L, "lost", 0);
    assertThat(bulk(Queries.of(Dialect.h2())).sql())
        .isEqualTo(
            "update \"orders\" set"
                + " \"status\" = case \"orders\".\"id\" when ? then ? when ? then ?"
                + " else \"orders\".\"status\" end,"
                + " \"total\" = case \"orders\".\"id\" when ? then ? when ? then ?"
                + " else \"orders\".\"total\" end where \"orders\".\"id\" in (?, ?)");
  }

  @ParameterizedTest
  @EnumSource
  void updateEach_rowsWithValuesOfTheirOwn(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);

      assertThat(jdbc.execute(bulk(db))).isEqualTo(2);
      assertThat(
              jdbc.list(
                  db.select(List.of(orders.id, orders.status, orders.total))
                      .from(orders)
                      .orderBy(orders.id.asc())))
          .containsExactly(List.of(1L, "sent", 61), List.of(2L, "new", 10), List.of(3L, "lost", 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void updateEach_nullsKeepTheirType(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);

      jdbc.execute(
          db.updateEach(users, users.id)
              .row(1L, u -> u.setNull(users.age))
              .row(3L, u -> u.set(users.age, 9)));

      assertThat(jdbc.list(db.select(users.age.orNull()).from(users).orderBy(users.id.asc())))
          .containsExactly(null, 25, 9);
    }
  }

  @Test
  void updateEach_refusals() {
    assertThatThrownBy(() -> PG.updateEach(orders, orders.id).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage("Update of \"orders\" has no row: add row(key, …)");
    assertThatThrownBy(() -> PG.updateEach(orders, orders.id).row(1L, o -> o))
        .hasMessage("Row of an update of \"orders\" sets nothing");
    assertThatThrownBy(() -> bulk(PG).row(4L, o -> o.set(orders.total, 1)))
        .hasMessage(
            "Rows of an update of \"orders\" must set the same columns in the same order:"
                + " [\"status\", \"total\"] and [\"total\"]");
  }

  @Test
  void path_joinsByItsName() {
    var query =
        PG.select(List.of(purchases.id, purchases.user.get(users.name)))
            .from(purchases)
            .join(purchases.user);

    assertThat(query.sql())
        .isEqualTo(
            "select \"orders\".\"id\", \"user\".\"name\" from \"orders\""
                + " join \"users\" as \"user\" on \"user\".\"id\" = \"orders\".\"user_id\"");
    assertThatThrownBy(() ->
            PG.select(purchases.user.get(users.name))
                .from(purchases)
                .leftJoin(purchases.user)
                .sql())
        .hasMessageContaining("select it with opt() or orNull()");
  }

  @ParameterizedTest
  @EnumSource
  void path_onEachEngine(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      assertThat(
              new PlainJdbc(connection)
                  .list(
                      db.select(purchases.user.get(users.name).opt())
                          .from(purchases)
                          .leftJoin(purchases.user)
                          .orderBy(purchases.id.asc())))
          .containsExactly(
              java.util.Optional.of("Ann"),
              java.util.Optional.of("Ann"),
              java.util.Optional.of("Bob"));
    }
  }

  @Test
  void compiledWrite_rendersOnce() {
    Param<Long> id = Param.of("id", SqlType.BIGINT);
    Param<String> note = Param.of("note", SqlType.TEXT);
    CompiledWrite set = PG.update(orders).set(orders.note, note).where(orders.id.eq(id)).compile();

    CompiledWrite first = set.with(id, 1L).with(note, "a");
    CompiledWrite second = set.with(id, 2L).withNull(note);

    assertThat(first.sql()).isSameAs(set.sql());
    assertThat(first.rendered().values()).containsExactly("a", 1L);
    assertThat(second.rendered().values()).containsExactly(null, 2L);
    assertThatThrownBy(() -> set.on(Queries.of(Dialect.h2())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Statement is compiled for PostgreSQL and cannot run on H2");
  }

  @Test
  void eqAny_ofAParameter() {
    Param<List<Long>> ids = Param.of("ids", SqlType.array(SqlType.BIGINT));

    assertThat(PG.select(users.id).from(users).where(users.id.eqAny(ids)).sql())
        .isEqualTo("select \"users\".\"id\" from \"users\" where \"users\".\"id\" = any(?)");
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "H2"})
  void eqAny_ofNumbersOfUnknownType_asTheWidest(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    DynExpr id = Sql.column("users", "id");
    List<List<Object>> lists =
        List.of(
            List.of(2, 3L, 4_000_000_000L),
            List.of(3L, (short) 2),
            List.of(3, new BigDecimal("2.0"), 7L),
            List.of(2.5, 3, 2L),
            List.of(2f, 3L));
    try (Connection connection = Shop.open(engine)) {
      for (List<Object> list : lists) {
        var found = db.select(users.id).from(users).where(id.eqAny(list)).orderBy(users.id.asc());

        assertThat(new PlainJdbc(connection).list(found)).as("%s", list).containsExactly(2L, 3L);
      }
    }
  }

  @Test
  void eqAny_ofUnlikeValues_refused() {
    DynExpr id = Sql.column("users", "id");

    assertThatThrownBy(() -> id.eqAny(List.of(1, "2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Array has elements of type integer and of type text: they must be alike");
  }

  @ParameterizedTest
  @EnumSource
  void cast_toJson_parsesText(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    var json = db.select(Sql.lit("{\"a\": [1]}").cast(SqlType.JSON)).fromNothing();
    try (Connection connection = engine.connect()) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      if (engine == Engine.MARIADB) {
        assertThatThrownBy(json::sql)
            .isInstanceOf(QueryRefusedException.class)
            .hasMessage(
                "MariaDB has no cast to JSON, which is text there: read it with dynamic().asJson()");
        return;
      }

      assertThat(jdbc.list(json).getFirst().orElseThrow().replace(" ", ""))
          .isEqualTo("{\"a\":[1]}");
      var bad = db.select(Sql.lit("{").cast(SqlType.JSON)).fromNothing();
      assertThatThrownBy(() -> jdbc.list(bad)).isInstanceOf(java.sql.SQLException.class);
    }
  }

  @Test
  void quantified_anyAndAll() {
    var ages = PG.select(users.age).from(users);

    assertThat(PG.select(orders.id).from(orders).where(orders.total.gt(ages.all())).sql())
        .isEqualTo(
            "select \"orders\".\"id\" from \"orders\""
                + " where \"orders\".\"total\" > all (select \"users\".\"age\" from \"users\")");
    assertThatThrownBy(() ->
            Queries.of(Dialect.sqlite())
                .select(orders.id)
                .from(orders)
                .where(orders.total.eq(ages.any()))
                .sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessageStartingWith("SQLite has no any or all over a subquery");
  }

  @Test
  void windows_namedAndExtended() {
    NamedWindow byUser = NamedWindow.of("w", w -> w.partitionBy(orders.userId));

    assertThat(
            PG.select(
                    orders.id, rowNumber().over(w -> w.extending(byUser).orderBy(orders.id.asc())))
                .from(orders)
                .window(byUser)
                .rendered()
                .sql())
        .isEqualTo(
            "select \"orders\".\"id\", row_number() over (\"w\" order by \"orders\".\"id\" asc)"
                + " from \"orders\" window \"w\" as (partition by \"orders\".\"user_id\")");
  }

  @Test
  void aggregates_asJsonAndArray() throws Exception {
    Queries db = Queries.of(Dialect.postgres());
    try (Connection connection = Shop.open(Engine.POSTGRES)) {
      PlainJdbc jdbc = new PlainJdbc(connection);

      assertThat(jdbc.list(db.select(arrayOf(orders.id, orders.id.desc())).from(orders)).getFirst())
          .contains(List.of(3L, 2L, 1L));
      assertThat(
              jdbc.list(
                      db.select(jsonArray(orders.note, orders.id.asc()).filter(orders.id.lt(3)))
                          .from(orders))
                  .getFirst())
          .contains("[null, \"n\"]");
    }
  }

  @Test
  void cte_staysWithItsSubquery() {
    var paid =
        PG.cte("paid", PG.select(orders.userId).from(orders).where(orders.status.eq("paid")));
    var ids = PG.with(paid).select(paid.get(orders.userId)).from(paid);

    assertThat(PG.select(users.id).from(users).where(users.id.in(ids)).sql())
        .isEqualTo(
            "select \"users\".\"id\" from \"users\" where \"users\".\"id\" in (with \"paid\" as"
                + " (select \"orders\".\"user_id\" from \"orders\" where \"orders\".\"status\" = ?)"
                + " select \"paid\".\"user_id\" from \"paid\")");
    assertThat(PG.with(paid).select(users.id).from(users).where(users.id.in(ids)).sql())
        .isEqualTo(
            "with \"paid\" as"
                + " (select \"orders\".\"user_id\" from \"orders\" where \"orders\".\"status\" = ?)"
                + " select \"users\".\"id\" from \"users\" where \"users\".\"id\" in"
                + " (select \"paid\".\"user_id\" from \"paid\")");
  }

  @Test
  void comparison_withNullOnTheLeft_refused() {
    assertThatThrownBy(() -> Sql.nullOf(SqlType.INTEGER).eq(users.age))
        .isInstanceOf(QueryRefusedException.class)
        .extracting(e -> ((QueryRefusedException) e).code())
        .isEqualTo("null_comparison");
    assertThat(lit(1).between(users.age, users.age).node()).isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void joinUsing_columnsOfOneName(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    Derived totals =
        db.select(List.of(orders.userId, Sql.count().as("n")))
            .from(orders)
            .groupBy(orders.userId)
            .asTable("totals");
    Derived first =
        db.select(List.of(orders.userId, Sql.min(orders.id).as("id")))
            .from(orders)
            .where(orders.userId.eq(1))
            .groupBy(orders.userId)
            .asTable("first");
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      var inner =
          db.select(List.of(totals.dynamicColumn("n")))
              .from(totals)
              .joinUsing(first, orders.userId);
      var left =
          db.select(List.of(totals.dynamicColumn("user_id"), first.dynamicColumn("id")))
              .from(totals)
              .leftJoinUsing(first, orders.userId)
              .orderBy(totals.get(orders.userId).asc());

      var right =
          db.select(List.of(totals.dynamicColumn("n")))
              .from(first)
              .rightJoinUsing(totals, orders.userId)
              .orderBy(totals.get(orders.userId).asc());

      assertThat(jdbc.list(right)).map(String::valueOf).containsExactly("[2]", "[1]");
      assertThat(jdbc.list(inner)).map(String::valueOf).containsExactly("[2]");
      assertThat(jdbc.list(left)).map(String::valueOf).containsExactly("[1, 1]", "[2, null]");
    }
    assertThat(PG.select(users.id).from(users).leftJoinUsing(orders, users.id, orders.status).sql())
        .isEqualTo(
            "select \"users\".\"id\" from \"users\" left join \"orders\""
                + " using (\"id\", \"status\")");
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "SQLITE"})
  void fullJoinUsing_columnOfEitherSide(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    Derived one = db.select(orders.userId).from(orders).where(orders.id.eq(1)).asTable("one");
    Derived other = db.select(orders.userId).from(orders).where(orders.id.eq(3)).asTable("other");
    try (Connection connection = Shop.open(engine)) {
      var both =
          db.select(List.of(Sql.column("user_id")))
              .from(one)
              .fullJoinUsing(other, orders.userId)
              .orderBy(Sql.column("user_id").asc());

      assertThat(new PlainJdbc(connection).list(both))
          .map(String::valueOf)
          .containsExactly("[1]", "[2]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void in_ofALimitedQuery(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    var largest =
        db.select(orders.userId)
            .from(orders)
            .orderBy(orders.total.desc(), orders.id.asc())
            .limit(1);
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      var in = db.select(users.name).from(users).where(users.id.in(largest));
      var notIn =
          db.select(users.name).from(users).where(users.id.notIn(largest)).orderBy(users.id.asc());

      assertThat(jdbc.list(in)).containsExactly("Ann");
      assertThat(jdbc.list(notIn)).containsExactly("Bob", "Cy");
      if (engine == Engine.MARIADB) {
        assertThat(in.sql())
            .isEqualTo(
                "select `users`.`name` from `users` where `users`.`id` in (select * from"
                    + " (select `orders`.`user_id` from `orders` order by `orders`.`total` desc,"
                    + " `orders`.`id` asc limit ?) as `limited`)");
      }
    }
  }

  @Test
  void in_ofALimitedQueryOfTheRowAround_refusedOnMariaDb() {
    Queries db = Queries.of(Dialect.mariadb());
    var theirs = db.select(orders.userId).from(orders).where(orders.userId.eq(users.id)).limit(1);

    assertThatThrownBy(() -> db.select(users.id).from(users).where(users.id.in(theirs)).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "MariaDB has no outer column in a subquery of from, as \"users\".\"id\" is here: join"
                + " with the subquery instead");
  }

  @Test
  void insert_columnsThatNoRowSets_leftOutOnSqlite() {
    Queries sqlite = Queries.of(Dialect.sqlite());
    var rows = List.of(List.of(Sql.val(1L), Sql.defaultValue(), Sql.val(2)));
    var insert =
        sqlite
            .insert(orders)
            .columns(List.of(orders.userId, orders.status, orders.total))
            .values(rows);

    assertThat(insert.sql())
        .isEqualTo("insert into \"orders\" (\"user_id\", \"total\") values (?, ?)");
    assertThat(insert.rendered().values()).containsExactly(1L, 2);
  }
}
