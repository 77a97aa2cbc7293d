package dev.toolkit.db;

import static dev.toolkit.db.Sql.and;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.Orders;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MergeTest {
  private static final Queries PG = Queries.of(Dialect.postgres());

  /**
   * Orders of users above an age go, other matching ones change, and the rest of the users get one.
   */
  private static Merge<Orders> merge(Queries db) {
    return db.merge(orders)
        .using(users, users.id.eq(orders.userId))
        .whenMatched(users.age.gt(28).and(orders.total.lt(20)))
        .delete()
        .whenMatched(Sql.or(orders.total.gt(50), users.name.eq("Bob")))
        .update(orders.total.to(orders.total.plus(1)), orders.note.to(users.name))
        .whenNotMatched(users.age.isNull())
        .insert(orders.userId.to(users.id), orders.total.to(7), orders.status.toDefault());
  }

  @Test
  void merge_text() {
    assertThat(merge(PG).sql())
        .isEqualTo(
            "merge into \"orders\" using \"users\" on \"users\".\"id\" = \"orders\".\"user_id\""
                + " when matched and \"users\".\"age\" > ? and \"orders\".\"total\" < ? then delete"
                + " when matched and (\"orders\".\"total\" > ? or \"users\".\"name\" = ?)"
                + " then update set \"total\" = \"orders\".\"total\" + ?,"
                + " \"note\" = \"users\".\"name\""
                + " when not matched and \"users\".\"age\" is null"
                + " then insert (\"user_id\", \"status\", \"total\")"
                + " values (\"users\".\"id\", default, ?)");
    assertThat(merge(PG).rendered().values()).containsExactly(28, 20, 50, "Bob", 1, 7);
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "H2"})
  void merge_firstBranchThatFits(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);

      assertThat(jdbc.execute(merge(db))).isEqualTo(4);

      assertThat(
              jdbc.list(
                  db.select(
                          List.of(orders.userId, orders.status, orders.total, orders.note.orNull()))
                      .from(orders)
                      .orderBy(orders.userId.asc())))
          .map(String::valueOf)
          .containsExactly("[1, paid, 61, Ann]", "[2, paid, 16, Bob]", "[3, new, 7, null]");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "H2"})
  void merge_ofAQuery(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      Derived two =
          db.select(List.of(users.id, users.name)).from(users).where(users.id.lt(3)).asTable("two");

      long changed =
          jdbc.execute(
              db.merge(orders)
                  .using(two, two.get(users.id).eq(orders.userId))
                  .whenMatched()
                  .update(orders.note.to(two.get(users.name))));

      assertThat(changed).isEqualTo(3);
      assertThat(jdbc.list(db.select(orders.note.orNull()).from(orders).orderBy(orders.id.asc())))
          .containsExactly("Ann", "Ann", "Bob");
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(QueryRefusedException.class).hasMessage(message);
  }

  @Test
  void merge_whereThereIsNone_refusedWithWhatElseThereIs() {
    for (Dialect dialect : List.of(Dialect.mysql(), Dialect.mariadb(), Dialect.sqlite())) {
      refused(
          dialect
              + " has no merge: use insert(…).onConflict(…) for rows that may be there, and"
              + " delete(…) for those to go",
          () -> merge(Queries.of(dialect)).sql());
    }
  }

  @Test
  void merge_thatCannotBeMeant_refused() {
    MergeStart<Orders> start = PG.merge(orders);
    Merge<Orders> merge = start.using(users, users.id.eq(orders.userId));

    refused(
        "Merge into \"orders\" does nothing: add whenMatched() or whenNotMatched()", merge::sql);
    refused(
        "using(…) of the merge into \"orders\" has no condition left, or one that dropped out: say"
            + " which rows match",
        () -> start.using(users, and()));
    refused(
        "whenMatched(…) of the merge into \"orders\" has no condition left, or one that dropped out:"
            + " call whenMatched() if all rows are meant",
        () -> merge.whenMatched(and()));
    refused(
        "whenNotMatched(…) of the merge into \"orders\" has no condition left, or one that dropped"
            + " out: call whenNotMatched() if all rows are meant",
        () -> merge.whenNotMatched(and()));
    refused(
        "update() of a merge sets nothing: add column.to(value)",
        () -> merge.whenMatched().update());
    refused(
        "insert() of a merge sets nothing: add column.to(value)",
        () -> merge.whenNotMatched().insert());
    refused(
        "Insert into \"orders\" lacks \"total\", which is not null and has no default: set it in each"
            + " row",
        () -> merge.whenNotMatched().insert(orders.userId.to(1L)));
    refused(
        "\"orders\".\"id\" is used, but \"orders\" is not part of the query: add it with from(…) or"
            + " join(…)",
        () -> merge.whenNotMatched().insert(orders.userId.to(orders.id), orders.total.to(1)).sql());
    refused(
        "H2 has no common table expression in front of a write: write the query without it, or use"
            + " another dialect",
        () -> {
          Queries h2 = Queries.of(Dialect.h2());
          Cte ids = h2.cte("ids", h2.select(users.id).from(users));
          h2.with(ids)
              .merge(orders)
              .using(ids, ids.get(users.id).eq(orders.userId))
              .whenMatched()
              .delete()
              .sql();
        });
  }
}
