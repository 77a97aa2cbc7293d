package dev.toolkit.db;

import static dev.toolkit.db.Sql.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainQueries;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Numbers and dates at the ends of what Java has: kept as they are, or refused. */
class FarValuesTest {
  private static final Set<Engine> FOUR_DIGITS = EnumSet.of(Engine.MARIADB, Engine.SQLITE);

  static final class Measures extends Table<Measures> {
    static final Measures measures = new Measures();

    final BigInt<Measures> id = bigint("id").primaryKey();
    final NumNull<Measures, Double> wide = doublePrecision("wide").nullable();
    final NumNull<Measures, Float> narrow = real("narrow").nullable();
    final OrderedNull<Measures, LocalDate> day = date("day").nullable();
    final OrderedNull<Measures, LocalDateTime> local = timestamp("local").nullable();
    final TimeNull<Measures> at = timestamptz("at").nullable();
    final Req1<Measures, Long> draft = required(id);

    private Measures() {
      super("measures");
    }
  }

  private static final Measures measures = Measures.measures;

  private static Connection open(Engine engine) throws Exception {
    Connection connection = engine.connect("far");
    Engine.script(connection, "drop table if exists measures");
    for (String sql : SchemaSql.of(engine.dialect()).create(List.of(measures))) {
      Engine.script(connection, sql);
    }
    return connection;
  }

  private static <V, C extends Expr<V, Optional<V>> & Writable<Measures, V>> void put(
      Queries db, C column, V value) {
    db.delete(measures).all().execute();
    db.insert(measures).values(measures.draft.of(1L).set(column, value)).execute();
  }

  /** Puts the value into a row, and finds it there by itself. */
  private static <V, C extends Expr<V, Optional<V>> & Writable<Measures, V>> void expectKept(
      Queries db, C column, V value) {
    put(db, column, value);

    assertThat(db.select(column.orNull()).from(measures).where(column.eq(value)).list())
        .containsExactly(value);
  }

  private static <V, C extends Expr<V, Optional<V>> & Writable<Measures, V>> void expectKeptInMany(
      Queries db, C column, V value) {
    expectKept(db, column, value);

    assertThat(db.select(many(db.select(column.orNull()).from(measures))).fromNothing().one())
        .containsExactly(value);
  }

  private static <V, C extends Expr<V, Optional<V>> & Writable<Measures, V>> void expectRefused(
      Queries db, C column, V value, String message) {
    assertThatThrownBy(() -> put(db, column, value))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @EnumSource
  void numbers_atTheEnds_kept(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);

      for (double value : new double[] {1.0 / 3, Double.MIN_VALUE, Double.MAX_VALUE, -1e300}) {
        expectKeptInMany(db, measures.wide, value);
      }
      for (float value : new float[] {1f / 3, 16_777_215f, Float.MIN_VALUE, Float.MAX_VALUE}) {
        expectKeptInMany(db, measures.narrow, value);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void infinity_keptOrRefused(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);

      for (double value : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
        switch (engine) {
          case POSTGRES, SQLITE -> {
            expectKeptInMany(db, measures.wide, value);
            expectKeptInMany(db, measures.narrow, (float) value);
          }
          // H2 refuses to make JSON of it.
          case H2 -> expectKept(db, measures.wide, value);
          case MARIADB ->
              expectRefused(
                  db,
                  measures.wide,
                  value,
                  "MariaDB has no NaN and no infinity: bind null or another number");
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void notANumber_keptOrRefused(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);

      switch (engine) {
        case POSTGRES -> {
          expectKeptInMany(db, measures.wide, Double.NaN);
          expectKeptInMany(db, measures.narrow, Float.NaN);
        }
        case H2 -> expectKept(db, measures.wide, Double.NaN);
        case MARIADB ->
            expectRefused(
                db,
                measures.narrow,
                Float.NaN,
                "MariaDB has no NaN and no infinity: bind null or another number");
        case SQLITE ->
            expectRefused(
                db, measures.wide, Double.NaN, "SQLite has no NaN: bind null or another number");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void years_ofFourDigits_kept(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);

      for (int year : new int[] {1, 476, 1582, 9_999}) {
        LocalDateTime time = LocalDateTime.of(year, 10, 10, 23, 59, 59, 999_999_000);
        expectKeptInMany(db, measures.day, time.toLocalDate());
        expectKeptInMany(db, measures.local, time);
        expectKeptInMany(db, measures.at, time.toInstant(ZoneOffset.UTC));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void years_beyond_keptOrRefused(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);

      for (int year : new int[] {-43, 0, 10_000, 123_456}) {
        LocalDateTime time = LocalDateTime.of(year, 2, 28, 1, 2, 3, 4_000);
        Instant at = time.toInstant(ZoneOffset.UTC);
        if (FOUR_DIGITS.contains(engine)) {
          String message =
              engine.dialect() + " has no years before 1 or after 9999, as one of a bound date is";
          expectRefused(db, measures.day, time.toLocalDate(), message);
          expectRefused(db, measures.local, time, message);
          expectRefused(db, measures.at, at, message);
        } else {
          expectKeptInMany(db, measures.day, time.toLocalDate());
          expectKeptInMany(db, measures.local, time);
          expectKeptInMany(db, measures.at, at);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(names = "POSTGRES")
  void infiniteDates_readInManyAsInColumns(Engine engine) throws Exception {
    try (Connection connection = open(engine)) {
      Queries db = new PlainQueries(engine.dialect(), connection);
      Engine.script(
          connection,
          "insert into measures (id, day, local, at) values (1, 'infinity', 'infinity', 'infinity'),"
              + " (2, '-infinity', '-infinity', '-infinity')");
      var query =
          db.select(List.of(measures.day, measures.local, measures.at))
              .from(measures)
              .orderBy(measures.id.asc());

      assertThat(db.select(many(query)).fromNothing().one()).isEqualTo(query.list());
    }
  }
}
