package dev.toolkit.db;

import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainQueries;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows that MySQL and MariaDB do not give back: locked, written and read by their keys. */
class KeyedWriteTest {

  @Test
  void update_statementsOfKeys() throws Exception {
    try (Connection connection = Shop.open(Engine.MARIADB)) {
      for (Dialect dialect : List.of(Dialect.mysql(), Dialect.mariadb())) {
        var update =
            new PlainQueries(dialect, connection)
                .update(orders)
                .set(orders.total, orders.total.plus(1))
                .where(orders.status.eq("paid"))
                .returning(orders.total);
        KeyedWrite keyed = update.keyedWrite().orElseThrow();

        assertThat(update.sql())
            .isEqualTo("select `orders`.`id` from `orders` where `orders`.`status` = ? for update");
        assertThat(keyed.write(List.of(1L, 3L)).sql())
            .isEqualTo(
                "update `orders` set `total` = `orders`.`total` + ? where `orders`.`id` in (?, ?)");
        assertThat(keyed.read(List.of(1L, 3L)).sql())
            .isEqualTo(
                "select `orders`.`total` from `orders` where `orders`.`id` in (?, ?) for update");
        assertThat(update.list()).hasSize(2);
      }
    }
  }

  @Test
  void update_rowsAsTheyAreAfterwards() throws Exception {
    try (Connection connection = Shop.open(Engine.MARIADB)) {
      Queries db = new PlainQueries(Dialect.mariadb(), connection);
      // The condition holds for none of the rows afterwards.
      var update =
          db.update(orders)
              .set(orders.status, "sent")
              .where(orders.status.eq("paid"))
              .returning(Sql.row(orders.id, orders.status, List::of));

      assertThat(update.list()).containsExactlyInAnyOrder(List.of(1L, "sent"), List.of(3L, "sent"));
      assertThat(db.update(orders).set(orders.total, 1).all().returning(orders.id).list())
          .hasSize(3);
    }
  }

  @Test
  void delete_rowsAsTheyWere() throws Exception {
    try (Connection connection = Shop.open(Engine.MARIADB)) {
      Queries db = new PlainQueries(Dialect.mysql(), connection);
      var delete =
          db.delete(orders)
              .where(orders.userId.eq(1))
              .returning(Sql.row(orders.id, orders.total, List::of));

      assertThat(delete.list()).containsExactlyInAnyOrder(List.of(1L, 60), List.of(2L, 10));
      assertThat(db.select(orders.id).from(orders).list()).containsExactly(3L);
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(QueryRefusedException.class).hasMessage(message);
  }

  @Test
  void whatCannotBeRight_refused() throws Exception {
    try (Connection connection = Shop.open(Engine.MARIADB)) {
      Queries db = new PlainQueries(Dialect.mysql(), connection);
      String message =
          "MySQL gives no rows back, and those of this write to %s cannot be found by a key of one"
              + " column that stays: select them in the same transaction";
      NamedTable keyless = NamedTable.of("orders");

      refused(
          message.formatted("\"orders\""),
          () ->
              db.update(orders)
                  .set(orders.note, users.name)
                  .from(users)
                  .where(users.id.eq(orders.userId))
                  .returning(orders.id));
      refused(
          message.formatted("\"orders\""),
          () -> db.delete(keyless).where(orders.id.eq(1)).returning(orders.id));
      refused(
          message.formatted("\"orders\""),
          () -> {
            NamedTable keyed = keyless.withKey("id");
            db.update(keyed)
                .set(keyed.column("id"), (Object) 7L)
                .where(orders.id.eq(1))
                .returning(orders.id);
          });
      refused(
          "\"users\".\"id\" is used, but \"users\" is not part of the query: add it with from(…) or"
              + " join(…)",
          () -> db.delete(orders).where(orders.id.eq(1)).returning(users.id));
      refused(
          "MySQL gives rows back by several statements, which cannot be compiled: run the write as it"
              + " is",
          () ->
              db.delete(orders)
                  .where(orders.id.eq(Param.of("id", SqlType.BIGINT)))
                  .returning(orders.id)
                  .compile());
    }
  }

  @Test
  void withoutADatabase_refused() {
    refused(
        "MariaDB has no update returning: run it on a database, which takes several statements for"
            + " it",
        () ->
            Queries.of(Dialect.mariadb())
                .update(orders)
                .set(orders.total, 1)
                .all()
                .returning(orders.id)
                .sql());
    refused(
        "MySQL has no delete returning: run it on a database, which takes several statements for it",
        () -> Queries.of(Dialect.mysql()).delete(orders).all().returning(orders.id).sql());
  }
}
