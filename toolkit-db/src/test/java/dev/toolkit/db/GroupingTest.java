package dev.toolkit.db;

import static dev.toolkit.db.Sql.count;
import static dev.toolkit.db.Sql.cube;
import static dev.toolkit.db.Sql.grouping;
import static dev.toolkit.db.Sql.groupingSets;
import static dev.toolkit.db.Sql.mostFrequent;
import static dev.toolkit.db.Sql.percentile;
import static dev.toolkit.db.Sql.percentileValue;
import static dev.toolkit.db.Sql.rollup;
import static dev.toolkit.db.Sql.sum;
import static dev.toolkit.db.testing.Orders.orders;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.Shop;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Groupings with subtotals, and aggregates of values in an order. */
class GroupingTest {
  private static final Queries PG = Queries.of(Dialect.postgres());

  private static Select1<List<Object>> totals(Queries db, Grouping grouping) {
    return db.select(List.of(orders.userId.orNull(), orders.status.orNull(), sum(orders.total)))
        .from(orders)
        .groupBy(grouping);
  }

  @Test
  void groupings_texts() {
    String select =
        "select \"orders\".\"user_id\", \"orders\".\"status\", sum(\"orders\".\"total\")";

    assertThat(totals(PG, rollup(orders.userId, orders.status)).sql())
        .isEqualTo(
            select
                + " from \"orders\" group by rollup (\"orders\".\"user_id\", \"orders\".\"status\")");
    assertThat(totals(PG, cube(orders.userId, orders.status)).sql())
        .endsWith("group by cube (\"orders\".\"user_id\", \"orders\".\"status\")");
    assertThat(
            totals(
                    PG,
                    groupingSets(
                        List.of(
                            List.of(orders.userId, orders.status),
                            List.of(orders.status),
                            List.of())))
                .sql())
        .endsWith(
            "group by grouping sets ((\"orders\".\"user_id\", \"orders\".\"status\"),"
                + " (\"orders\".\"status\"), ())");
    assertThat(
            PG.select(List.of(orders.userId, orders.status.opt(), grouping(orders.status)))
                .from(orders)
                .groupBy(orders.userId)
                .groupBy(rollup(orders.status))
                .sql())
        .isEqualTo(
            "select \"orders\".\"user_id\", \"orders\".\"status\", grouping(\"orders\".\"status\")"
                + " from \"orders\" group by \"orders\".\"user_id\", rollup (\"orders\".\"status\")");
    for (Dialect dialect : List.of(Dialect.mysql(), Dialect.mariadb())) {
      assertThat(totals(Queries.of(dialect), rollup(orders.userId, orders.status)).sql())
          .endsWith("group by `orders`.`user_id`, `orders`.`status` with rollup");
    }
  }

  /** Groupings with random rows, against the same by hand. */
  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "MARIADB"})
  void groupings_asByHand(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    Random random = new Random(7);
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      for (int round = 0; round < 12; round++) {
        jdbc.execute(db.delete(orders).all());
        List<Row> rows = new ArrayList<>();
        for (int i = random.nextInt(9); i >= 0; i--) {
          Row row = new Row(1L + random.nextInt(2), "s" + random.nextInt(3), random.nextInt(50));
          rows.add(row);
          jdbc.execute(
              db.insert(orders)
                  .values(orders.draft.of(row.user, row.total).set(orders.status, row.status)));
        }

        assertThat(texts(jdbc.list(totals(db, rollup(orders.userId, orders.status)))))
            .isEqualTo(byHand(rows, List.of(KEYS, Set.of(0), Set.of())));
        if (engine == Engine.POSTGRES) {
          assertThat(texts(jdbc.list(totals(db, cube(orders.userId, orders.status)))))
              .isEqualTo(byHand(rows, List.of(KEYS, Set.of(0), Set.of(1), Set.of())));
          assertThat(
                  texts(
                      jdbc.list(
                          totals(
                              db,
                              groupingSets(
                                  List.of(List.of(orders.status), List.of(orders.userId)))))))
              .isEqualTo(byHand(rows, List.of(Set.of(1), Set.of(0))));
        }
      }
    }
  }

  private static final Set<Integer> KEYS = Set.of(0, 1);

  private record Row(long user, String status, int total) {}

  private static List<String> byHand(List<Row> rows, List<Set<Integer>> sets) {
    List<List<Object>> all = new ArrayList<>();
    for (Set<Integer> set : sets) {
      Set<List<Object>> groups = new HashSet<>();
      rows.forEach(row -> groups.add(keys(row, set)));
      for (List<Object> group : groups) {
        long sum =
            rows.stream().filter(row -> keys(row, set).equals(group)).mapToInt(Row::total).sum();
        all.add(Stream.concat(group.stream(), Stream.of((Object) sum)).toList());
      }
    }
    return texts(all);
  }

  private static List<Object> keys(Row row, Set<Integer> set) {
    return Stream.<Object>of(
            set.contains(0) ? (Object) row.user : "null", set.contains(1) ? row.status : "null")
        .toList();
  }

  private static List<String> texts(List<List<Object>> rows) {
    return rows.stream()
        .map(row -> row.stream().map(GroupingTest::plain).toList().toString())
        .sorted()
        .toList();
  }

  private static String plain(Object value) {
    return value instanceof java.util.Optional<?> optional
        ? String.valueOf(optional.orElse(null))
        : Objects.toString(value);
  }

  @Test
  void grouping_tellsSubtotals() throws Exception {
    try (Connection connection = Shop.open(Engine.POSTGRES)) {
      var query =
          PG.select(List.of(orders.userId.orNull(), grouping(orders.userId), count()))
              .from(orders)
              .groupBy(rollup(orders.userId))
              .orderBy(grouping(orders.userId).asc(), orders.userId.asc());

      assertThat(new PlainJdbc(connection).list(query))
          .map(String::valueOf)
          .containsExactly("[1, 0, 2]", "[2, 0, 1]", "[null, 1, 3]");
    }
  }

  private static void refused(String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(QueryRefusedException.class).hasMessage(message);
  }

  @Test
  void keyOfSubtotals_mustBeNullable() {
    refused(
        "\"orders\".\"user_id\" is null in the rows of subtotals: select it with opt() or orNull()",
        () ->
            PG.select(List.of(orders.userId, count()))
                .from(orders)
                .groupBy(rollup(orders.userId))
                .sql());
    refused(
        "an expression of kind Binary is null in the rows of subtotals: select it with opt() or"
            + " orNull()",
        () ->
            PG.select(List.of(orders.userId.plus(1), count()))
                .from(orders)
                .groupBy(cube(orders.userId))
                .sql());
    assertThat(
            PG.select(List.of(orders.userId, count()))
                .from(orders)
                .groupBy(orders.userId)
                .groupBy(rollup(orders.userId, orders.status))
                .sql())
        .startsWith("select \"orders\".\"user_id\", count(*)");
    String always =
        PG.select(List.of(orders.userId, orders.status.opt()))
            .from(orders)
            .groupBy(
                groupingSets(
                    List.of(List.of(orders.userId, orders.status), List.of(orders.userId))))
            .sql();
    assertThat(always).contains("grouping sets");
  }

  @Test
  void groupings_refused() {
    String instead = ": put together a select for each grouping with unionAll(…)";

    for (Dialect dialect : List.of(Dialect.sqlite(), Dialect.h2())) {
      refused(
          dialect + " has no rollup" + instead,
          () -> totals(Queries.of(dialect), rollup(orders.userId)).sql());
    }
    for (Dialect dialect : Dialect.all().subList(1, 5)) {
      refused(
          dialect + " has no cube and grouping sets" + instead,
          () -> totals(Queries.of(dialect), cube(orders.userId)).sql());
    }
    for (Dialect dialect : List.of(Dialect.mysql(), Dialect.mariadb())) {
      refused(
          dialect + " has no rollup beside other keys" + instead,
          () ->
              Queries.of(dialect)
                  .select(List.of(orders.userId, orders.status.opt()))
                  .from(orders)
                  .groupBy(orders.userId)
                  .groupBy(rollup(orders.status))
                  .sql());
    }
    refused(
        "MariaDB has no order beside rollup: select from it with asTable(…) and sort that",
        () ->
            totals(Queries.of(Dialect.mariadb()), rollup(orders.userId))
                .orderBy(orders.userId.asc())
                .sql());
    refused("Grouping by no key: name one or more, or leave groupBy(…) out", () -> rollup());
    refused("Grouping by no sets of keys: give one or more", () -> groupingSets(List.of()));
  }

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "H2"})
  void orderedSets(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      List<Object> row =
          new PlainJdbc(connection)
              .list(
                  db.select(
                          List.of(
                              percentile(0.5, orders.total).orNull(),
                              percentile(0.75, orders.total).orNull(),
                              percentileValue(0.5, orders.total).orNull(),
                              mostFrequent(orders.status).orNull(),
                              percentile(0.5, orders.total)
                                  .filter(orders.status.eq("paid"))
                                  .orNull(),
                              percentile(1, orders.total).filter(orders.id.gt(9)).orNull()))
                      .from(orders))
              .getFirst();

      assertThat(row)
          .map(String::valueOf)
          .containsExactly("15.0", "37.5", "15", "paid", "37.5", "null");
    }
  }

  @Test
  void orderedSet_text() {
    assertThat(
            PG.select(percentile(0.25, orders.total).filter(orders.id.gt(1)).as("p"))
                .from(orders)
                .sql())
        .isEqualTo(
            "select percentile_cont(0.25) within group (order by \"orders\".\"total\" asc)"
                + " filter (where \"orders\".\"id\" > ?) as \"p\" from \"orders\"");
  }

  @Test
  void orderedSet_refused() {
    for (Dialect dialect : List.of(Dialect.mysql(), Dialect.mariadb(), Dialect.sqlite())) {
      refused(
          dialect
              + " has no ordered-set aggregate: write the query without it, or use another dialect",
          () -> Queries.of(dialect).select(percentile(0.5, orders.total)).from(orders).sql());
    }
    refused(
        "PostgreSQL has no window over an ordered-set aggregate: group by what the window would"
            + " partition by",
        () -> PG.select(percentile(0.5, orders.total).over()).from(orders).sql());
    for (double fraction : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> percentile(fraction, orders.total))
          .withMessage("Fraction must be from 0 to 1: " + fraction);
    }
  }
}
