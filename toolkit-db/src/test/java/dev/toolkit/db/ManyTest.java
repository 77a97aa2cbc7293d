package dev.toolkit.db;

import static dev.toolkit.db.Sql.many;
import static dev.toolkit.db.Sql.row;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ManyTest {

  record Ref(long id, String status, Optional<String> note) {}

  record Customer(String name, List<Ref> orders) {}

  record Staff(String name, List<Member> members) {}

  record Member(String name, Optional<Integer> age, Instant since) {}

  private static Query<Customer> customers(Queries db) {
    return db.select(
            users.name,
            many(
                db.select(row(orders.id, orders.status, orders.note, Ref::new))
                    .from(orders)
                    .where(orders.userId.eq(users.id))
                    .orderBy(orders.id.desc())))
        .from(users)
        .orderBy(users.id.asc())
        .as(Customer::new);
  }

  @ParameterizedTest
  @EnumSource
  void many_rowsOfEachRow_inOrder(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      assertThat(new PlainJdbc(connection).list(customers(Queries.of(engine.dialect()))))
          .containsExactly(
              new Customer(
                  "Ann",
                  List.of(
                      new Ref(2, "new", Optional.of("n")), new Ref(1, "paid", Optional.empty()))),
              new Customer("Bob", List.of(new Ref(3, "paid", Optional.empty()))),
              new Customer("Cy", List.of()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_timesAndNulls_asInRowsOfTheirOwn(Engine engine) throws Exception {
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      Queries db = Queries.of(engine.dialect());
      var member = users.as("member");
      var staff =
          db.select(
                  users.name,
                  many(
                      db.select(
                              member.get(users.name),
                              member.get(users.age),
                              member.get(users.createdAt))
                          .from(member)
                          .where(member.get(users.managerId).eq(users.id))
                          .orderBy(member.get(users.id).asc())
                          .as(Member::new)))
              .from(users)
              .where(users.id.eq(1))
              .as(Staff::new);
      var flat =
          db.select(users.name, users.age, users.createdAt)
              .from(users)
              .where(users.managerId.eq(1))
              .orderBy(users.id.asc())
              .as(Member::new);

      assertThat(jdbc.list(staff)).containsExactly(new Staff("Ann", jdbc.list(flat)));
    }
  }

  @Test
  void many_rendersOneStatement() {
    assertThat(customers(Queries.of(Dialect.postgres())).sql())
        .isEqualTo(
            "select \"users\".\"name\", (select coalesce(jsonb_agg(jsonb_build_array("
                + "\"orders\".\"id\", \"orders\".\"status\", \"orders\".\"note\") order by"
                + " \"orders\".\"id\" desc), '[]') from \"orders\" where \"orders\".\"user_id\" ="
                + " \"users\".\"id\") from \"users\" order by \"users\".\"id\" asc");
  }

  @Test
  void many_orderOnMySql_refused() {
    assertThatThrownBy(() -> customers(Queries.of(Dialect.mysql())).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "MySQL has no order among rows as JSON: its JSON_ARRAYAGG takes none: write the query"
                + " without it, or use another dialect");
  }

  @Test
  void many_limit_refused() {
    Queries db = Queries.of(Dialect.postgres());

    assertThatThrownBy(() -> many(db.select(orders.id).from(orders).limit(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("many(…) takes a select without distinct, groups, limit");
  }
}
