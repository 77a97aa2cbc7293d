package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.Req4;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Table;
import dev.toolkit.db.Value;
import dev.toolkit.db.sql.Codec;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Types of the database that Java has no word for: texts, or what a codec makes of them. */
class CustomTypeTest {
  private static final SqlType<Duration> INTERVAL =
      SqlType.custom("interval")
          .mapped(Duration.class, Codec.of(Duration::toString, CustomTypeTest::duration));

  private static Duration duration(String text) {
    String[] parts = text.split(":", 3);
    return Duration.ofHours(Long.parseLong(parts[0]))
        .plusMinutes(Long.parseLong(parts[1]))
        .plusSeconds(Long.parseLong(parts[2]));
  }

  static final class Visits extends Table<Visits> {
    static final Visits visits = new Visits();
    final BigInt<Visits> id = bigint("id").primaryKey();
    final Value<Visits, String> address = custom("address", "inet");
    final Value<Visits, String> pages = custom("pages", "int4range");
    final Value<Visits, Duration> stay = column("stay", INTERVAL);
    final Req4<Visits, Long, String, String, Duration> draft = required(id, address, pages, stay);

    private Visits() {
      super("visits");
    }
  }

  private static final Visits visits = Visits.visits;

  @Test
  void customTypes_writtenComparedAndRead() {
    try (TestDatabase test = TestDatabase.of(Engine.POSTGRES)) {
      test.script("drop table if exists visits");
      test.db.schema().create(visits);
      test.db.check(visits);
      test.db
          .insert(visits)
          .values(
              List.of(
                  visits.draft.of(1L, "10.0.0.1", "[1,5)", Duration.ofMinutes(90)),
                  visits.draft.of(2L, "::1", "[7,8)", Duration.ofSeconds(5))))
          .execute();

      assertThat(
              test.db
                  .select(visits.address, visits.pages, visits.stay)
                  .from(visits)
                  .where(visits.address.eq("10.0.0.1"))
                  .as((address, pages, stay) -> List.of(address, pages, stay))
                  .one())
          .isEqualTo(List.of("10.0.0.1", "[1,5)", Duration.ofMinutes(90)));
      assertThat(
              test.db
                  .select(visits.id)
                  .from(visits)
                  .where(visits.stay.in(List.of(Duration.ofSeconds(5), Duration.ofSeconds(6))))
                  .list())
          .containsExactly(2L);
      assertThat(
              test.db
                  .select(visits.id)
                  .from(visits)
                  .where(Sql.condition("{0} @> {1}", visits.pages, Sql.lit(3)))
                  .list())
          .containsExactly(1L);
      assertThat(
              test.db
                  .update(visits)
                  .set(visits.address, "fe80::1")
                  .where(visits.pages.eq("[7,8)"))
                  .returning(visits.address)
                  .one())
          .isEqualTo("fe80::1");
      test.script("drop table visits");
    }
  }
}
