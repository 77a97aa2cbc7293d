package dev.toolkit.db;

import static dev.toolkit.db.Sql.count;
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
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DerivedTest {

  private static Selection<?> both(Queries db) {
    return db.select(List.of(users.id, orders.id))
        .from(users)
        .join(orders, orders.userId.eq(users.id));
  }

  @Test
  void column_ofANameThatIsThereTwice_refused() {
    Derived both = both(Queries.of(Dialect.sqlite())).asTable("both");

    assertThatThrownBy(() -> both.get(orders.id))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage("\"both\" has two columns called \"id\": give one of them a name with as(…)");
  }

  @ParameterizedTest
  @EnumSource
  void columnsOfOneName_refusedWhereTheDatabaseWould(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    var rows = db.select(count()).from(both(db).asTable("both"));

    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      if (engine == Engine.MARIADB || engine == Engine.H2) {
        assertThatThrownBy(rows::sql)
            .isInstanceOf(QueryRefusedException.class)
            .extracting(e -> ((QueryRefusedException) e).code())
            .isEqualTo("duplicate_name");
        for (String twice : List.of("1 as a, 2 as a", "1 + 1, 1 + 1")) {
          assertThatThrownBy(() -> jdbc.query("select count(*) from (select " + twice + ") as t"))
              .isInstanceOf(SQLException.class)
              .hasMessageContaining("Duplicate column name");
        }
      } else {
        assertThat(jdbc.list(rows)).containsExactly(3L);
      }
    }
  }

  @Test
  void expressionsOfOneText_refusedWhereTheyAreNames() {
    Queries db = Queries.of(Dialect.mysql());
    var twice = db.select(List.of(count(), count())).from(users).asTable("twice");
    var named = db.select(List.of(count(), count().as("n"))).from(users).asTable("named");

    assertThatThrownBy(() -> db.select(count()).from(twice).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "\"twice\" selects an expression of kind Aggregate beside another column of its name:"
                + " give one of them another with as(…)");
    assertThat(db.select(count()).from(named).sql())
        .isEqualTo(
            "select count(*) from (select count(*), count(*) as `n` from `users`) as `named`");
  }

  @Test
  void namesInOtherCase_areOneOnMySql() {
    Queries db = Queries.of(Dialect.mysql());
    var table = db.select(List.of(users.id, users.name.as("ID"))).from(users).asTable("t");

    assertThatThrownBy(() -> db.select(table.get(users.id)).from(table).sql())
        .isInstanceOf(QueryRefusedException.class)
        .hasMessageContaining("beside another column of its name");
  }

  @Test
  void cte_withOneNameTwice_refused() {
    Queries db = Queries.of(Dialect.postgres());
    var pairs = db.select(List.of(users.id, orders.id)).from(users).crossJoin(orders);

    assertThatThrownBy(() -> db.cte("pairs", List.of("a", "a"), pairs))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage("\"pairs\" has two columns called \"a\": give one of them a name with as(…)");
  }
}
