package dev.toolkit.benchmarks.db;

import static dev.toolkit.benchmarks.db.Person.person;
import static dev.toolkit.db.Sql.row;
import static java.util.Objects.requireNonNull;

import com.sun.management.ThreadMXBean;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.Compiled;
import dev.toolkit.db.CompiledWrite;
import dev.toolkit.db.Draft;
import dev.toolkit.db.Param;
import dev.toolkit.db.Projection;
import dev.toolkit.db.jdbc.Database;
import dev.toolkit.db.sql.SqlType;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.sql.DataSource;

/**
 * Statements end to end on PostgreSQL over loopback, beside plain JDBC on the same pool of one
 * connection: a select by key, an insert that gives back the id, a batch insert of 1,000 rows. All
 * take turns in each round; what is printed are medians over the rounds, the spread, and how they
 * compare with plain JDBC of the same round.
 *
 * {@snippet lang="shell" :
 * mvn -pl benchmarks -am package -DskipTests
 * java -cp benchmarks/target/benchmarks.jar dev.toolkit.benchmarks.db.EndToEndProgram
 * }
 */
public final class EndToEndProgram {
  private static final int ROUNDS = Integer.getInteger("rounds", 11);
  private static final long ROUND_NANOS = Long.getLong("millis", 600) * 1_000_000;
  private static final int ROWS = 1_000;

  /** What is measured: runs once. */
  @FunctionalInterface
  private interface Work {
    Object run() throws SQLException;
  }

  private record Result(List<Double> perSecond, List<Double> bytes) {}

  /** A row as it is read. */
  private record Found(
      long id,
      String name,
      String email,
      int age,
      boolean active,
      long createdAt,
      String city,
      String country) {}

  private final DataSource pool;
  private final Database db;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final List<NewPerson> people = NewPerson.people(ROWS);
  private long next;

  private EndToEndProgram(DataSource pool) {
    this.pool = pool;
    this.db = Database.of(pool);
  }

  /** Starts a PostgreSQL, measures and prints. */
  public static void main(String[] arguments) throws IOException, SQLException {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      HikariConfig config = new HikariConfig();
      config.setDataSource(postgres.getPostgresDatabase());
      config.setMaximumPoolSize(1);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        new EndToEndProgram(pool).run();
      }
    }
  }

  private void run() throws SQLException {
    db.schema().create(person);
    insertBatchJdbc();
    compare("select by key", selectWorks());
    compare("insert returning", insertWorks());
    compare("batch of 1,000 rows", batchWorks());
  }

  private Map<String, Work> selectWorks() {
    Param<Long> id = Param.of("id", SqlType.BIGINT);
    Projection<Found> columns =
        row(
            person.id,
            person.name,
            person.email,
            person.age,
            person.active,
            person.createdAt,
            person.city,
            person.country,
            Found::new);
    Compiled<Found> compiled = db.select(columns).from(person).where(person.id.eq(id)).compile();
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("JDBC", this::selectJdbc);
    works.put(
        "toolkit, built each time",
        () -> db.select(columns).from(person).where(person.id.eq(nextId())).one());
    works.put("toolkit, compiled", () -> compiled.with(id, nextId()).one());
    return works;
  }

  private Map<String, Work> insertWorks() {
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("JDBC", this::insertJdbc);
    works.put(
        "toolkit, built each time",
        () -> db.insert(person).values(draft(people.getFirst())).returning(person.id).one());
    return works;
  }

  private Map<String, Work> batchWorks() {
    Param<String> name = Param.of("name", SqlType.TEXT);
    Param<String> email = Param.of("email", SqlType.TEXT);
    Param<Integer> age = Param.of("age", SqlType.INTEGER);
    Param<Boolean> active = Param.of("active", SqlType.BOOLEAN);
    Param<Long> createdAt = Param.of("created_at", SqlType.BIGINT);
    Param<String> city = Param.of("city", SqlType.TEXT);
    Param<String> country = Param.of("country", SqlType.TEXT);
    Param<String> note = Param.of("note", SqlType.TEXT);
    CompiledWrite insert =
        db.insert(person)
            .values(
                person
                    .draftOf()
                    .set(person.name, name)
                    .set(person.email, email)
                    .set(person.age, age)
                    .set(person.active, active)
                    .set(person.createdAt, createdAt)
                    .set(person.city, city)
                    .set(person.country, country)
                    .set(person.note, note))
            .compile();
    Map<String, Work> works = new LinkedHashMap<>();
    works.put("JDBC", this::insertBatchJdbc);
    works.put(
        "toolkit, batch of inserts",
        () ->
            db.batch(people.stream().map(each -> db.insert(person).values(draft(each))).toList()));
    works.put(
        "toolkit, one insert of all rows",
        () ->
            db.insert(person)
                .values(people.stream().map(EndToEndProgram::draft).toList())
                .execute());
    works.put(
        "toolkit, batch of a compiled insert",
        () -> {
          List<CompiledWrite> all = new ArrayList<>(ROWS);
          for (NewPerson each : people) {
            all.add(
                insert
                    .with(name, each.name())
                    .with(email, each.email())
                    .with(age, each.age())
                    .with(active, each.active())
                    .with(createdAt, each.createdAt())
                    .with(city, each.city())
                    .with(country, each.country())
                    .with(note, each.note()));
          }
          return db.batch(all);
        });
    return works;
  }

  private static Draft<Person> draft(NewPerson each) {
    return person.draft.of(
        each.name(),
        each.email(),
        each.age(),
        each.active(),
        each.createdAt(),
        each.city(),
        each.country(),
        each.note());
  }

  private long nextId() {
    next = next % ROWS + 1;
    return next;
  }

  private Found selectJdbc() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "select id, name, email, age, active, created_at, city, country from person"
                    + " where id = ?")) {
      statement.setLong(1, nextId());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Found(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getInt(4),
            row.getBoolean(5),
            row.getLong(6),
            row.getString(7),
            row.getString(8));
      }
    }
  }

  private static final String INSERT =
      "insert into person (name, email, age, active, created_at, city, country, note)"
          + " values (?, ?, ?, ?, ?, ?, ?, ?)";

  private static void bind(PreparedStatement statement, NewPerson each) throws SQLException {
    statement.setString(1, each.name());
    statement.setString(2, each.email());
    statement.setInt(3, each.age());
    statement.setBoolean(4, each.active());
    statement.setLong(5, each.createdAt());
    statement.setString(6, each.city());
    statement.setString(7, each.country());
    statement.setString(8, each.note());
  }

  private Object insertJdbc() throws SQLException {
    try (Connection connection = pool.getConnection();
        PreparedStatement statement = connection.prepareStatement(INSERT + " returning id")) {
      bind(statement, people.getFirst());
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return row.getLong(1);
      }
    }
  }

  private Object insertBatchJdbc() throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
        for (NewPerson each : people) {
          bind(statement, each);
          statement.addBatch();
        }
        int[] counts = statement.executeBatch();
        connection.commit();
        return counts;
      } finally {
        connection.setAutoCommit(true);
      }
    }
  }

  private void compare(String title, Map<String, Work> works) throws SQLException {
    Map<String, Result> results = new LinkedHashMap<>();
    works
        .keySet()
        .forEach(name -> results.put(name, new Result(new ArrayList<>(), new ArrayList<>())));
    for (int round = -2; round < ROUNDS; round++) {
      for (Map.Entry<String, Work> each : works.entrySet()) {
        Result result = requireNonNull(results.get(each.getKey()));
        measure(each.getValue(), result, round >= 0);
      }
      trim();
    }
    print(title, results);
  }

  /** Keeps the table small, so that the last round meets what the first did. */
  private void trim() throws SQLException {
    try (Connection connection = pool.getConnection();
        var statement = connection.createStatement()) {
      statement.execute("delete from person where id > " + ROWS);
    }
  }

  private void measure(Work work, Result result, boolean kept) throws SQLException {
    long bytes = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    long end = start;
    int count = 0;
    while (end - start < ROUND_NANOS) {
      if (work.run() == null) {
        throw new IllegalStateException("No result");
      }
      count++;
      end = System.nanoTime();
    }
    if (kept) {
      result.perSecond.add(count * 1e9 / (end - start));
      result.bytes.add((threads.getCurrentThreadAllocatedBytes() - bytes) / (double) count);
    }
  }

  private static void print(String title, Map<String, Result> results) {
    System.out.println(title);
    Result floor = results.values().iterator().next();
    results.forEach((name, result) -> {
      double[] ratios = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        ratios[i] = result.perSecond.get(i) / floor.perSecond.get(i);
      }
      Arrays.sort(ratios);
      System.out.printf(
          Locale.ROOT,
          "  %-36s %8.0f/s, ratio %.2f (%.2f to %.2f), %8.0f B, ratio %.2f%n",
          name,
          median(result.perSecond),
          ratios[ROUNDS / 2],
          ratios[0],
          ratios[ROUNDS - 1],
          median(result.bytes),
          median(result.bytes) / median(floor.bytes));
    });
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }
}
