package dev.toolkit.db;

import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.math.BigDecimal;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random selects with joins, groups, windows and set operations give the same rows everywhere. */
class RandomSelectsTest {
  private static final Map<Engine, Connection> CONNECTIONS = new EnumMap<>(Engine.class);

  @BeforeAll
  static void open() throws Exception {
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

  private static Cond cond(Random random) {
    return switch (random.nextInt(9)) {
      case 0 -> users.age.gt(random.nextInt(20, 35));
      case 1 -> users.age.isNull();
      case 2 -> users.name.like("%n%").not();
      case 3 -> users.id.in(List.of(1L, (long) random.nextInt(4)));
      case 4 -> users.managerId.isNotDistinctFrom(random.nextBoolean() ? null : 1L);
      case 5 -> Sql.and(cond(random), cond(random));
      case 6 -> Sql.or(cond(random), cond(random));
      case 7 -> Sql.tuple(users.id, users.name).gt(Sql.tuple(Sql.val(1L), Sql.val("Bob")));
      default -> users.age.plus(random.nextInt(9)).times(2).le(random.nextInt(40, 80));
    };
  }

  private static Select1<List<Object>> query(Queries db, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> joined(db, random);
      case 1 -> grouped(db, random);
      case 2 -> windowed(db, random);
      default -> combined(db, random);
    };
  }

  private static Select1<List<Object>> joined(Queries db, Random random) {
    Cond on = orders.userId.eq(users.id);
    if (random.nextBoolean()) {
      on = on.and(orders.total.gt(random.nextInt(70)));
    }
    var select = db.select(List.of(users.id, orders.id.opt(), orders.note)).from(users);
    select = random.nextBoolean() ? select.join(orders, on) : select.leftJoin(orders, on);
    select =
        select
            .where(cond(random))
            .orderBy(users.id.desc(), orders.total.asc().nullsLast(), orders.id.asc());
    return random.nextBoolean() ? select : select.limit(random.nextInt(4)).offset(1);
  }

  private static Select1<List<Object>> grouped(Queries db, Random random) {
    var total = Sql.sum(orders.total);
    return db.select(
            List.of(
                users.name,
                Sql.count(orders.id),
                total,
                Sql.count().filter(orders.status.eq("paid")),
                Sql.caseOf(dev.toolkit.db.sql.SqlType.INTEGER)
                    .when(Sql.count(orders.id).gt(1), 1)
                    .otherwise(0)))
        .from(users)
        .leftJoin(orders, orders.userId.eq(users.id))
        .where(cond(random))
        .groupBy(users.id, users.name)
        .having(random.nextBoolean() ? Sql.count(orders.id).ge(random.nextInt(3)) : null)
        .orderBy(users.name.asc());
  }

  private static Select1<List<Object>> windowed(Queries db, Random random) {
    return db.select(
            List.of(
                orders.id,
                Sql.rowNumber()
                    .over(w -> w.partitionBy(orders.userId).orderBy(orders.total.desc())),
                Sql.sum(orders.total)
                    .over(w ->
                        w.orderBy(orders.id.asc())
                            .rows(FrameEnd.preceding(random.nextInt(2)), FrameEnd.currentRow())),
                Sql.lag(orders.total).over(w -> w.orderBy(orders.id.asc()))))
        .from(orders)
        .join(users, users.id.eq(orders.userId))
        .where(cond(random))
        .orderBy(orders.id.asc());
  }

  private static Select1<List<Object>> combined(Queries db, Random random) {
    Select1<List<Object>> left = ids(db, random);
    Select1<List<Object>> right = ids(db, random);
    Select1<List<Object>> two =
        switch (random.nextInt(4)) {
          case 0 -> left.union(right);
          case 1 -> left.unionAll(right);
          case 2 -> left.intersect(right);
          default -> left.except(right);
        };
    Select1<List<Object>> all = random.nextBoolean() ? two : two.union(ids(db, random));
    return all.orderBy(Sql.column("id").asc());
  }

  private static Select1<List<Object>> ids(Queries db, Random random) {
    return db.select(List.of(users.id)).from(users).where(cond(random));
  }

  @Test
  void selects_sameRowsOnAllEngines() throws Exception {
    for (int seed = 0; seed < 250; seed++) {
      List<List<Object>> expected = null;
      for (Engine engine : Engine.values()) {
        var query = query(Queries.of(engine.dialect()), new Random(seed));
        List<List<Object>> rows = rows(new PlainJdbc(CONNECTIONS.get(engine)).list(query));
        if (expected == null) {
          expected = rows;
        }
        assertThat(rows).as(seed + " " + engine + ": " + query.sql()).isEqualTo(expected);
      }
    }
  }

  /** Sums are decimals of one scale or another. */
  private static List<List<Object>> rows(List<List<Object>> rows) {
    List<List<Object>> plain = new ArrayList<>();
    for (List<Object> row : rows) {
      List<Object> values = new ArrayList<>();
      for (Object value : row) {
        values.add(
            value instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
                : value);
      }
      plain.add(values);
    }
    return plain;
  }
}
