package dev.toolkit.db;

import static dev.toolkit.db.Sql.many;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Codec;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainQueries;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Elements of arrays are bound as values of their own would be. */
class ArrayElementsTest {

  record Money(long cents) {}

  static final class Lists extends Table<Lists> {
    static final Lists lists = new Lists();

    final BigInt<Lists> id = bigint("id").primaryKey();
    final Array<Lists, String> texts = array("texts", SqlType.TEXT);
    final Array<Lists, Money> sums =
        array("sums", SqlType.BIGINT.mapped(Money.class, Codec.of(Money::cents, Money::new)));
    final Array<Lists, Instant> times = array("times", SqlType.TIMESTAMPTZ);
    final Array<Lists, LocalDateTime> walls = array("walls", SqlType.TIMESTAMP);
    final Req5<Lists, Long, List<String>, List<Money>, List<Instant>, List<LocalDateTime>> draft =
        required(id, texts, sums, times, walls);

    private Lists() {
      super("lists");
    }
  }

  record Row(
      List<String> texts, List<Money> sums, List<Instant> times, List<LocalDateTime> walls) {}

  private static final Lists lists = Lists.lists;

  @ParameterizedTest
  @EnumSource(names = {"POSTGRES", "H2"})
  void elements_readAsTheyWereBound(Engine engine) throws Exception {
    Row row =
        new Row(
            List.of("a,b", "{x}", "\"q\"", "b\\s", "", "NULL", " s ", "n\nl", "é😀'", "?"),
            List.of(new Money(5), new Money(-7)),
            List.of(Instant.parse("2026-01-31T12:00:00.123456Z"), Instant.EPOCH),
            List.of(LocalDateTime.parse("2026-03-29T02:30:00.000001")));
    try (Connection connection = engine.connect("arrays")) {
      Queries db = new PlainQueries(engine.dialect(), connection);
      Engine.script(connection, "drop table if exists lists");
      for (String sql : SchemaSql.of(engine.dialect()).create(List.of(lists))) {
        Engine.script(connection, sql);
      }
      // Nanoseconds are cut off, and not rounded.
      db.insert(lists)
          .values(
              lists.draft.of(
                  1L,
                  row.texts(),
                  row.sums(),
                  row.times().stream().map(time -> time.plusNanos(999)).toList(),
                  row.walls().stream().map(time -> time.plusNanos(999)).toList()))
          .execute();
      var rows =
          db.select(lists.texts, lists.sums, lists.times, lists.walls)
              .from(lists)
              .where(
                  lists
                      .sums
                      .eq(row.sums())
                      .and(lists.times.eq(row.times()))
                      .and(lists.texts.eq(row.texts())))
              .as(Row::new);

      assertThat(rows.list()).containsExactly(row);
      assertThat(db.select(many(rows)).fromNothing().one()).containsExactly(row);
    }
  }
}
