package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Functions.greatest;
import static dev.toolkit.db.Functions.least;
import static dev.toolkit.db.Functions.now;
import static dev.toolkit.db.Functions.nullIf;
import static dev.toolkit.db.Functions.part;
import static dev.toolkit.db.Functions.startOf;
import static dev.toolkit.db.Sql.count;
import static dev.toolkit.db.Sql.lit;
import static dev.toolkit.db.Sql.val;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.Draft;
import dev.toolkit.db.Expr;
import dev.toolkit.db.IntNull;
import dev.toolkit.db.Num;
import dev.toolkit.db.Ordered;
import dev.toolkit.db.Param;
import dev.toolkit.db.Queries;
import dev.toolkit.db.Req7;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.Time;
import dev.toolkit.db.sql.DatePart;
import dev.toolkit.db.sql.DateUnit;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of single values on real databases, against Java. */
class FunctionsTest {
  static final class Samples extends Table<Samples> {
    static final Samples samples = new Samples();

    final BigInt<Samples> id = bigint("id").primaryKey();
    final Time<Samples> instant = timestamptz("at_instant");
    final Ordered<Samples, LocalDateTime> local = timestamp("at_local");
    final Ordered<Samples, LocalDate> day = date("at_day");
    final Ordered<Samples, LocalTime> time = time("at_time");
    final Num<Samples, BigDecimal> amount = numeric("amount", 12, 3);
    final Text<Samples> word = varchar("word", 50);
    final IntNull<Samples> number = integer("number").nullable();
    final Req7<Samples, Long, Instant, LocalDateTime, LocalDate, LocalTime, BigDecimal, String>
        draft = required(id, instant, local, day, time, amount, word);

    private Samples() {
      super("function_samples");
    }
  }

  private static final Samples SAMPLES = Samples.samples;

  /** What is easily taken for the next second, day, week, quarter or year. */
  private static final List<LocalDateTime> MOMENTS =
      List.of(
          LocalDateTime.parse("2023-12-31T23:59:59.999999"),
          LocalDateTime.parse("2024-01-01T00:00:00"),
          LocalDateTime.parse("2024-02-29T12:34:59.999500"),
          LocalDateTime.parse("2024-03-31T01:59:59.5"),
          LocalDateTime.parse("2024-04-01T02:00:00.000001"),
          LocalDateTime.parse("1969-12-31T23:00:00"),
          LocalDateTime.parse("1900-03-04T05:06:07"),
          LocalDateTime.parse("9998-11-30T22:15:30.25"));

  private record Sample(
      long id, LocalDateTime moment, BigDecimal amount, String word, Optional<Integer> number) {}

  private static List<Sample> samples() {
    Random random = new Random(11);
    List<LocalDateTime> moments = new ArrayList<>(MOMENTS);
    for (int i = 0; i < 40; i++) {
      moments.add(
          LocalDateTime.of(1980, 1, 1, 0, 0)
              .plusSeconds(random.nextInt(2_000_000_000))
              .plus(random.nextInt(1_000_000), ChronoUnit.MICROS));
    }
    List<Sample> samples = new ArrayList<>();
    for (int i = 0; i < moments.size(); i++) {
      samples.add(
          new Sample(
              i,
              moments.get(i),
              BigDecimal.valueOf(random.nextInt(200_001) - 100_000, 3),
              List.of("", "a", "Größe", "x-y-z", "banana", "naïve").get(i % 6),
              i % 4 == 0 ? Optional.empty() : Optional.of(random.nextInt(10) - 5)));
    }
    return samples;
  }

  private static TestDatabase open(Engine engine) {
    TestDatabase test = TestDatabase.of(engine);
    test.script("drop table if exists function_samples");
    test.db.schema().create(SAMPLES);
    test.db.insert(SAMPLES).values(samples().stream().map(FunctionsTest::row).toList()).execute();
    return test;
  }

  private static Draft<Samples> row(Sample sample) {
    Draft<Samples> row =
        SAMPLES.draft.of(
            sample.id,
            sample.moment.toInstant(ZoneOffset.UTC),
            sample.moment,
            sample.moment.toLocalDate(),
            sample.moment.toLocalTime(),
            sample.amount,
            sample.word);
    return sample.number.isPresent()
        ? row.set(SAMPLES.number, sample.number.get())
        : row.setNull(SAMPLES.number);
  }

  private static <R> void requireSame(
      TestDatabase test, Expr<?, R> expression, Function<Sample, Object> expected) {
    List<R> found = test.db.select(expression).from(SAMPLES).orderBy(SAMPLES.id.asc()).list();

    assertThat(found)
        .as(test.db.select(expression).from(SAMPLES).sql())
        .usingElementComparator(FunctionsTest::compare)
        .isEqualTo(samples().stream().map(expected).toList());
  }

  /** Decimals of different scales may be equal. */
  private static int compare(Object a, Object b) {
    if (a instanceof Optional<?> x
        && b instanceof Optional<?> y
        && x.isPresent()
        && y.isPresent()) {
      return compare(x.get(), y.get());
    }
    if (a instanceof BigDecimal x && b instanceof BigDecimal y) {
      return x.compareTo(y);
    }
    return a.equals(b) ? 0 : -1;
  }

  private static int value(DatePart part, LocalDateTime moment) {
    return switch (part) {
      case YEAR -> moment.getYear();
      case MONTH -> moment.getMonthValue();
      case DAY -> moment.getDayOfMonth();
      case DAY_OF_WEEK -> moment.getDayOfWeek().getValue();
      case HOUR -> moment.getHour();
      case MINUTE -> moment.getMinute();
      case SECOND -> moment.getSecond();
    };
  }

  private static LocalDateTime start(DateUnit unit, LocalDateTime moment) {
    LocalDateTime midnight = moment.truncatedTo(ChronoUnit.DAYS);
    return switch (unit) {
      case YEAR -> midnight.withDayOfYear(1);
      case QUARTER ->
          midnight.withDayOfMonth(1).withMonth((moment.getMonthValue() - 1) / 3 * 3 + 1);
      case MONTH -> midnight.withDayOfMonth(1);
      case WEEK -> midnight.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case DAY -> midnight;
      case HOUR -> moment.truncatedTo(ChronoUnit.HOURS);
      case MINUTE -> moment.truncatedTo(ChronoUnit.MINUTES);
      case SECOND -> moment.truncatedTo(ChronoUnit.SECONDS);
    };
  }

  @ParameterizedTest
  @EnumSource
  void part_asInJava(Engine engine) {
    try (TestDatabase test = open(engine)) {
      for (DatePart part : DatePart.values()) {
        Function<Sample, Object> expected = sample -> Optional.of(value(part, sample.moment));
        requireSame(test, part(part, SAMPLES.instant), expected);
        requireSame(test, part(part, SAMPLES.local), expected);
        if (part.isPartOf(SqlType.Kind.DATE)) {
          requireSame(test, part(part, SAMPLES.day), expected);
        } else {
          requireSame(test, part(part, SAMPLES.time), expected);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void startOf_asInJava(Engine engine) {
    try (TestDatabase test = open(engine)) {
      for (DateUnit unit : DateUnit.values()) {
        requireSame(
            test,
            startOf(unit, SAMPLES.instant),
            sample -> start(unit, sample.moment).toInstant(ZoneOffset.UTC));
        requireSame(test, startOf(unit, SAMPLES.local), sample -> start(unit, sample.moment));
        if (unit.startsIn(SqlType.Kind.DATE)) {
          requireSame(
              test, startOf(unit, SAMPLES.day), sample -> start(unit, sample.moment).toLocalDate());
        }
      }
    }
  }

  /** The start is of the moment's type: it groups, and is compared with values and columns. */
  @ParameterizedTest
  @EnumSource
  void startOf_withinAQuery(Engine engine) {
    try (TestDatabase test = open(engine)) {
      var month = startOf(DateUnit.MONTH, SAMPLES.instant);
      var perMonth =
          test.db
              .select(month, count())
              .from(SAMPLES)
              .where(month.lt(Instant.parse("1970-01-01T00:00:00Z")).and(month.le(SAMPLES.instant)))
              .groupBy(month)
              .orderBy(month.asc())
              .as((start, many) -> start + " " + many)
              .list();

      assertThat(perMonth).containsExactly("1900-03-01T00:00:00Z 1", "1969-12-01T00:00:00Z 1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void moments_thatAreValues(Engine engine) {
    LocalDateTime moment = LocalDateTime.parse("2024-02-29T12:34:59.999500");
    try (TestDatabase test = open(engine)) {
      requireSame(
          test,
          startOf(DateUnit.QUARTER, val(SqlType.TIMESTAMPTZ, moment.toInstant(ZoneOffset.UTC))),
          sample -> Instant.parse("2024-01-01T00:00:00Z"));
      requireSame(
          test,
          startOf(DateUnit.HOUR, val(SqlType.TIMESTAMP, moment)),
          sample -> LocalDateTime.parse("2024-02-29T12:00:00"));
      requireSame(
          test,
          part(DatePart.DAY_OF_WEEK, val(SqlType.DATE, moment.toLocalDate())),
          sample -> Optional.of(4));
      requireSame(
          test,
          part(DatePart.SECOND, val(SqlType.TIME, moment.toLocalTime())),
          sample -> Optional.of(59));
    }
  }

  @ParameterizedTest
  @EnumSource
  void numbers_asInJava(Engine engine) {
    try (TestDatabase test = open(engine)) {
      long large = (1L << 53) + 1;
      requireSame(test, lit(large).floor(), sample -> large);
      requireSame(test, lit(large).ceiling(), sample -> large);
      requireSame(test, SAMPLES.amount.abs(), sample -> sample.amount.abs());
      requireSame(
          test, SAMPLES.amount.floor(), sample -> sample.amount.setScale(0, RoundingMode.FLOOR));
      requireSame(
          test,
          SAMPLES.amount.ceiling(),
          sample -> sample.amount.setScale(0, RoundingMode.CEILING));
      requireSame(
          test,
          SAMPLES.amount.round(0),
          sample -> Optional.of(sample.amount.setScale(0, RoundingMode.HALF_UP)));
      if (engine != Engine.SQLITE) {
        requireSame(
            test,
            SAMPLES.amount.round(2),
            sample -> Optional.of(sample.amount.setScale(2, RoundingMode.HALF_UP)));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void texts_asInJava(Engine engine) {
    try (TestDatabase test = open(engine)) {
      requireSame(test, SAMPLES.word.length(), sample -> Optional.of(sample.word.length()));
      requireSame(
          test, SAMPLES.word.position("an"), sample -> Optional.of(sample.word.indexOf("an") + 1));
      requireSame(
          test,
          SAMPLES.word.substring(3),
          sample -> sample.word.substring(Math.min(2, sample.word.length())));
      requireSame(
          test,
          SAMPLES.word.substring(2, 2),
          sample ->
              sample.word.substring(
                  Math.min(1, sample.word.length()), Math.min(3, sample.word.length())));
      requireSame(
          test, SAMPLES.word.replace("an", "?'"), sample -> sample.word.replace("an", "?'"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void choices_asInJava(Engine engine) {
    try (TestDatabase test = open(engine)) {
      requireSame(test, nullIf(SAMPLES.number, 2), sample -> sample.number.filter(n -> n != 2));
      requireSame(test, greatest(SAMPLES.number, 1), sample -> sample.number.map(n -> max(n, 1)));
      requireSame(test, least(SAMPLES.number, 1), sample -> sample.number.map(n -> min(n, 1)));
      requireSame(
          test,
          greatest(SAMPLES.number, SAMPLES.word.length()),
          sample -> sample.number.map(n -> max(n, sample.word.length())));
      requireSame(
          test,
          least(SAMPLES.word.length(), SAMPLES.number),
          sample -> sample.number.map(n -> min(n, sample.word.length())));
      requireSame(
          test,
          greatest(SAMPLES.amount, new BigDecimal("9.5")),
          sample -> sample.amount.max(new BigDecimal("9.5")));
    }
  }

  private static int max(int a, int b) {
    return Math.max(a, b);
  }

  private static int min(int a, int b) {
    return Math.min(a, b);
  }

  @ParameterizedTest
  @EnumSource
  void now_isTheClockOfTheDatabase(Engine engine) {
    try (TestDatabase test = open(engine)) {
      Instant before = Instant.now();
      Instant found = test.db.select(now()).from(SAMPLES).limit(1).one();

      assertThat(Duration.between(before, found).abs()).isLessThan(Duration.ofMinutes(5));
      assertThat(test.db.select(count()).from(SAMPLES).where(SAMPLES.instant.gt(now())).one())
          .isEqualTo(
              samples().stream()
                  .filter(sample -> sample.moment.toInstant(ZoneOffset.UTC).isAfter(before))
                  .count());
    }
  }

  @ParameterizedTest
  @EnumSource
  void functions_inACompiledStatement(Engine engine) {
    try (TestDatabase test = open(engine)) {
      Param<Integer> year = Param.of("year", SqlType.INTEGER);
      var inYear =
          test.db
              .select(SAMPLES.id)
              .from(SAMPLES)
              .where(part(DatePart.YEAR, SAMPLES.local).eq(year))
              .compile();

      assertThat(inYear.with(year, 1900).list()).containsExactly(6L);
      assertThat(inYear.with(year, 1969).list()).containsExactly(5L);
    }
  }

  @Test
  void functions_onMySql() {
    Queries mySql = Queries.of(Dialect.mysql());

    assertThat(mySql.select(part(DatePart.DAY_OF_WEEK, SAMPLES.day)).from(SAMPLES).sql())
        .isEqualTo("select (weekday(`function_samples`.`at_day`) + 1) from `function_samples`");
    assertThat(mySql.select(startOf(DateUnit.MONTH, SAMPLES.instant)).from(SAMPLES).sql())
        .isEqualTo(
            "select cast(date_format(`function_samples`.`at_instant`, '%Y-%m-01') as datetime(6))"
                + " from `function_samples`");
  }

  @Test
  void functions_ofWhatLacksThem_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> part(DatePart.HOUR, SAMPLES.day))
        .withMessage("\"function_samples\".\"at_day\" has no part hour: it is of type date");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> startOf(DateUnit.HOUR, SAMPLES.day))
        .withMessage("\"function_samples\".\"at_day\" has no start of hour: it is of type date");
    assertThatIllegalArgumentException().isThrownBy(() -> startOf(DateUnit.DAY, SAMPLES.time));
    assertThatIllegalArgumentException().isThrownBy(() -> SAMPLES.word.substring(0));
    assertThatIllegalArgumentException().isThrownBy(() -> SAMPLES.word.substring(1, -1));
    assertThatIllegalArgumentException().isThrownBy(() -> SAMPLES.word.replace("", "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> SAMPLES.amount.round(-1));
  }
}
