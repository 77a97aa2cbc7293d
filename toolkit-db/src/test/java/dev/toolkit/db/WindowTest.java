package dev.toolkit.db;

import static dev.toolkit.db.FrameEnd.currentRow;
import static dev.toolkit.db.FrameEnd.following;
import static dev.toolkit.db.FrameEnd.preceding;
import static dev.toolkit.db.FrameEnd.unboundedFollowing;
import static dev.toolkit.db.FrameEnd.unboundedPreceding;
import static dev.toolkit.db.Sql.rowNumber;
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
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {
  private static final Queries PG = Queries.of(Dialect.postgres());

  private static final Map<String, FrameEnd> ENDS =
      Map.of(
          "unbounded preceding", unboundedPreceding(),
          "1 preceding", preceding(1),
          "current row", currentRow(),
          "2 following", following(2),
          "unbounded following", unboundedFollowing());

  private static final List<String> IN_ORDER =
      List.of(
          "unbounded preceding",
          "1 preceding",
          "current row",
          "2 following",
          "unbounded following");

  /** All frames that the standard has, with the text of each. */
  private static Map<String, UnaryOperator<Window>> frames(Engine engine) {
    Map<String, UnaryOperator<Window>> frames = new java.util.LinkedHashMap<>();
    for (String from : IN_ORDER.subList(0, 4)) {
      for (String to : IN_ORDER.subList(Math.max(1, IN_ORDER.indexOf(from)), 5)) {
        FrameEnd start = ENDS.get(from);
        FrameEnd end = ENDS.get(to);
        String between = " between " + from + " and " + to;
        frames.put("rows" + between, w -> w.rows(start, end));
        frames.put("range" + between, w -> w.range(start, end));
        if (engine != Engine.MARIADB) {
          frames.put("groups" + between, w -> w.groups(start, end));
          frames.put(
              "rows" + between + " exclude current row",
              w -> w.rows(start, end).excludeCurrentRow());
          frames.put(
              "groups" + between + " exclude group", w -> w.groups(start, end).excludeGroup());
          frames.put("range" + between + " exclude ties", w -> w.range(start, end).excludeTies());
        }
      }
    }
    return frames;
  }

  @ParameterizedTest
  @EnumSource
  void frames_ofAllKinds_asWrittenByHand(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    try (Connection connection = Shop.open(engine)) {
      PlainJdbc jdbc = new PlainJdbc(connection);
      for (var frame : frames(engine).entrySet()) {
        var sums =
            db.select(
                    sum(orders.total)
                        .over(w -> frame.getValue().apply(w.orderBy(orders.userId.asc()))))
                .from(orders)
                .orderBy(orders.id.asc());

        List<Long> byHand = new ArrayList<>();
        for (List<Object> row :
            jdbc.query(
                ("select sum(\"total\") over (order by \"user_id\" "
                        + frame.getKey()
                        + ") from \"orders\""
                        + " order by \"id\"")
                    .replace('"', engine == Engine.MARIADB ? '`' : '"'))) {
          byHand.add(row.getFirst() == null ? null : ((Number) row.getFirst()).longValue());
        }
        assertThat(jdbc.list(sums).stream().map(sum -> sum.orElse(null)))
            .as(frame.getKey())
            .containsExactlyElementsOf(byHand);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void named_andExtended_onEachEngine(Engine engine) throws Exception {
    Queries db = Queries.of(engine.dialect());
    NamedWindow byUser = NamedWindow.of("by user", w -> w.partitionBy(orders.userId));
    NamedWindow inOrder =
        NamedWindow.of("in order", w -> w.extending(byUser).orderBy(orders.id.desc()));
    try (Connection connection = Shop.open(engine)) {
      var query =
          db.select(
                  List.of(
                      orders.id,
                      rowNumber().over(inOrder),
                      sum(orders.total).over(byUser),
                      sum(orders.total)
                          .over(
                              w -> w.extending(inOrder).rows(unboundedPreceding(), currentRow()))))
              .from(orders)
              .window(byUser)
              .window(inOrder)
              .orderBy(orders.id.asc());

      assertThat(new PlainJdbc(connection).list(query))
          .containsExactly(
              List.of(1L, 2L, 70L, 70L), List.of(2L, 1L, 70L, 10L), List.of(3L, 1L, 15L, 15L));
    }
  }

  @Test
  void name_notDeclared_refused() {
    NamedWindow w = NamedWindow.of("w", each -> each.partitionBy(orders.userId));
    NamedWindow v = NamedWindow.of("v", each -> each.extending(w).orderBy(orders.id.asc()));
    var numbers = PG.select(rowNumber().over(w)).from(orders);
    String message =
        "Window \"w\" is used, but is not part of the query: declare it with window(…), and before"
            + " those that extend it";

    assertRefused(numbers, message);
    assertRefused(PG.select(rowNumber().over(each -> each.extending(w))).from(orders), message);
    assertRefused(PG.select(rowNumber().over(v)).from(orders).window(v).window(w), message);
    assertRefused(
        PG.select(orders.id).from(orders).where(orders.id.in(numbers)).window(w), message);
    assertRefused(numbers.window(w).window(w), "Window \"w\" is twice in the query");
  }

  @Test
  void extension_thatChangesItsBase_refused() {
    NamedWindow whole =
        NamedWindow.of(
            "w",
            w ->
                w.partitionBy(orders.userId)
                    .orderBy(orders.id.asc())
                    .rows(unboundedPreceding(), currentRow()));
    NamedWindow ordered = NamedWindow.of("w", w -> w.orderBy(orders.id.asc()));

    assertRefused(
        over(whole, w -> w),
        "PostgreSQL has no window that extends another with a frame to extend: describe the window"
            + " as a whole");
    assertRefused(
        over(ordered, w -> w.partitionBy(orders.userId)),
        "PostgreSQL has no window that extends another with a partition of its own: describe the"
            + " window as a whole");
    assertRefused(
        over(ordered, w -> w.orderBy(orders.total.asc())),
        "PostgreSQL has no window that extends another with a second order: describe the window as"
            + " a whole");
    assertThat(over(ordered, w -> w.range(preceding(1), currentRow())).sql()).isNotEmpty();
  }

  private static Selection<?> select(UnaryOperator<Window> window) {
    return PG.select(sum(orders.total).over(window)).from(orders);
  }

  private static ValueSelect<Long, ?> over(NamedWindow base, UnaryOperator<Window> more) {
    return PG.select(sum(orders.total).over(w -> more.apply(w.extending(base))))
        .from(orders)
        .window(base);
  }

  @Test
  void frame_withoutTheOrderThatItNeeds_refused() {
    assertRefused(
        select(w -> w.range(preceding(1), currentRow())),
        "PostgreSQL has no distances of values in a window with other than one sort key: order by"
            + " one expression, or count in rows(…)");
    assertRefused(
        select(w -> w.groups(unboundedPreceding(), currentRow())),
        "PostgreSQL has no groups in a window without an order: add orderBy(…)");
    assertThat(select(w -> w.range(unboundedPreceding(), currentRow())).rendered().sql())
        .isEqualTo(
            "select sum(\"orders\".\"total\") over (range between unbounded preceding and current"
                + " row) from \"orders\"");
  }

  private static void assertRefused(Selection<?> query, String message) {
    assertThatThrownBy(query::rendered)
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(message);
  }

  @Test
  void frame_thatBeginsBehindItsEnd_refused() {
    List<List<FrameEnd>> frames =
        List.of(
            List.of(currentRow(), preceding(1)),
            List.of(following(1), currentRow()),
            List.of(unboundedFollowing(), unboundedFollowing()),
            List.of(unboundedPreceding(), unboundedPreceding()));

    for (List<FrameEnd> frame : frames) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> select(w -> w.rows(frame.getFirst(), frame.getLast())))
          .withMessageStartingWith("Frame must not begin behind its end: ");
    }
  }
}
