package dev.toolkit.db;

import static dev.toolkit.db.Sql.val;
import static dev.toolkit.db.testing.Orders.orders;
import static dev.toolkit.db.testing.Users.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.Feature;
import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.Rendered;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import dev.toolkit.db.testing.PlainQueries;
import dev.toolkit.db.testing.Shop;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Runs a statement for each feature on each engine and compares docs/db-dialects.md with what was
 * found. {@code -Ddialects.write=true} writes the page instead.
 */
class DialectTableTest {
  private static final Path PAGE = Path.of("..", "docs", "db-dialects.md");

  /** A table with what {@link Shop} lacks. */
  static final class Things extends Table<Things> {
    static final Things things = new Things();

    final BigInt<Things> id = bigint("id").primaryKey();
    final Json<Things, String> data = json("data", String.class);
    final Req2<Things, Long, String> draft = required(id, data);

    private Things() {
      super("things");
    }
  }

  private static final Things things = Things.things;
  private static final Sequence NUMBERS = Sequence.of("table_numbers");

  /** A statement that needs the feature, and how many rows it gives or changes. */
  private record Probe(Statement statement, long rows) {}

  private static Probe probe(Feature feature, Queries db) {
    return switch (feature) {
      case FULL_JOIN -> {
        Cond on = orders.userId.eq(users.id).and(orders.total.gt(20));
        yield new Probe(db.select(users.id.opt()).from(users).fullJoin(orders, on), 5);
      }
      case LATERAL -> {
        var last = db.select(orders.total).from(orders).where(orders.userId.eq(users.id)).limit(1);
        yield new Probe(
            db.select(users.id).from(users).join(last.asLateral("last"), Sql.lit(true).isTrue()),
            2);
      }
      case OUTER_COLUMN -> {
        var theirs = db.select(orders.id).from(orders).where(orders.userId.eq(users.id));
        Derived table = theirs.asTable("theirs");
        var any = db.select(table.get(orders.id)).from(table);
        yield new Probe(db.select(users.id).from(users).where(Sql.exists(any)), 2);
      }
      case DISTINCT_ON ->
          new Probe(
              db.select(orders.userId)
                  .from(orders)
                  .distinctOn(orders.userId)
                  .orderBy(orders.userId.asc()),
              2);
      case ROW_LOCK -> new Probe(ids(db).forUpdate(), 3);
      case ROW_LOCK_OF -> new Probe(ids(db).forUpdate().lockOnly(orders), 3);
      case SHARE_LOCK -> new Probe(ids(db).forShare(), 3);
      case LOCK_OF_GROUPS ->
          new Probe(db.select(orders.status).from(orders).distinct().forUpdate(), 2);
      case KEY_LOCK -> new Probe(ids(db).forKeyShare(), 3);
      case MATERIALIZED -> {
        Cte ids = db.cte("ids", ids(db)).materialized();
        yield new Probe(db.with(ids).select(ids.get(orders.id)).from(ids), 3);
      }
      case RECURSIVE_DISTINCT -> {
        var n = Sql.lit(1).as("n");
        Cte numbers =
            db.recursiveDistinct(
                "numbers",
                List.of(),
                db.select(n).fromNothing(),
                open -> db.select(open.get(n).mod(3).plus(1).as("n")).from(open));
        yield new Probe(db.with(numbers).select(numbers.get(n)).from(numbers), 3);
      }
      case WRITE_IN_CTE -> {
        Cte gone = db.cte("gone", db.delete(orders).where(orders.total.gt(9)).returning(orders.id));
        yield new Probe(db.with(gone).select(gone.get(orders.id)).from(gone), 3);
      }
      case CTE_ON_WRITE -> {
        Cte ann = db.cte("ann", db.select(users.id).from(users).where(users.name.eq("Ann")));
        yield new Probe(
            db.with(ann)
                .delete(orders)
                .where(orders.userId.in(db.with(ann).select(ann.get(users.id)).from(ann))),
            2);
      }
      case INSERT_RETURNING ->
          new Probe(db.insert(orders).values(orders.draft.of(1L, 5)).returning(orders.status), 1);
      case UPDATE_RETURNING ->
          new Probe(
              db.update(orders)
                  .set(orders.total, 5)
                  .where(orders.userId.eq(1))
                  .returning(orders.id),
              2);
      case DELETE_RETURNING ->
          new Probe(db.delete(orders).where(orders.userId.eq(1)).returning(orders.id), 2);
      case GROUPS_FRAME ->
          new Probe(
              db.select(
                      Sql.count()
                          .over(w ->
                              w.orderBy(orders.userId.asc())
                                  .groups(FrameEnd.preceding(1), FrameEnd.currentRow())))
                  .from(orders),
              3);
      case FRAME_EXCLUSION ->
          new Probe(
              db.select(
                      Sql.count()
                          .over(w ->
                              w.orderBy(orders.userId.asc())
                                  .rows(
                                      FrameEnd.unboundedPreceding(), FrameEnd.unboundedFollowing())
                                  .excludeTies()))
                  .from(orders),
              3);
      case ARRAY ->
          new Probe(
              ids(db).where(val(List.of("a", "b")).asArray(SqlType.TEXT).containsAll(List.of("a"))),
              3);
      case ANY_ARRAY -> new Probe(ids(db).where(orders.id.eqAny(List.of(1L, 9L))), 1);
      case JSON_PATH ->
          new Probe(db.select(things.id).from(things).where(things.data.textAt("a").eq("b")), 1);
      case JSON_CONTAINMENT ->
          new Probe(
              db.select(things.id)
                  .from(things)
                  .where(Sql.column("things", "data").asJson().containsJson("{\"a\": \"b\"}")),
              1);
      case DEFAULT_VALUE ->
          new Probe(
              db.insert(orders)
                  .values(
                      List.of(
                          orders.draft.of(1L, 5), orders.draft.of(1L, 6).set(orders.status, "x"))),
              2);
      case UPDATE_FROM ->
          new Probe(
              db.update(orders)
                  .set(orders.note, users.name)
                  .from(users)
                  .where(users.id.eq(orders.userId).and(users.name.eq("Ann"))),
              2);
      case DELETE_USING ->
          new Probe(
              db.delete(orders)
                  .using(users)
                  .where(users.id.eq(orders.userId).and(users.name.eq("Ann"))),
              2);
      case FILTER -> new Probe(db.select(Sql.count().filter(orders.total.gt(20))).from(orders), 1);
      case CONFLICT_WHERE ->
          new Probe(
              db.insert(users)
                  .values(users.draftOf().set(users.name, "A").set(users.email, "ann@x.io"))
                  .onConflict(users.email)
                  .doUpdate(u -> u.setExcluded(users.name).where(users.age.gt(20))),
              1);
      case UPSERT_FROM_QUERY ->
          new Probe(
              db.insert(things)
                  .columns(List.of(things.id, things.data))
                  .select(
                      db.select(List.of(things.id, things.data))
                          .from(things)
                          .where(things.id.eq(1)))
                  .onConflict(things.id)
                  .doUpdate(t -> t.setExcluded(things.data)),
              1);
      case INTERSECT_ALL -> new Probe(ids(db).intersectAll(ids(db)), 3);
      case NULLS_ORDER ->
          new Probe(db.select(users.id).from(users).orderBy(users.age.asc().nullsLast()), 3);
      case ILIKE -> new Probe(db.select(users.id).from(users).where(users.name.ilike("aN%")), 1);
      case DISTINCT_FROM ->
          new Probe(db.select(users.id).from(users).where(users.age.isDistinctFrom(30)), 2);
      case BULK_UPDATE ->
          new Probe(
              db.updateEach(orders, orders.id)
                  .row(1L, o -> o.set(orders.total, 1))
                  .row(2L, o -> o.set(orders.total, 2)),
              2);
      case SEQUENCE -> new Probe(db.select(NUMBERS.next()).fromNothing(), 1);
      case JSON_ROWS ->
          new Probe(
              db.select(
                      Sql.many(db.select(orders.id).from(orders).where(orders.userId.eq(users.id))))
                  .from(users),
              3);
      case JSON_AGGREGATE -> new Probe(db.select(Sql.jsonArray(orders.id)).from(orders), 1);
      case ARRAY_AGGREGATE -> new Probe(db.select(Sql.arrayOf(orders.id)).from(orders), 1);
      case DISTINCT_TEXT_AGGREGATE ->
          new Probe(db.select(Sql.joinedDistinct(orders.status, ",")).from(orders), 1);
      case QUANTIFIED_QUERY ->
          new Probe(ids(db).where(orders.userId.eq(db.select(users.id).from(users).any())), 3);
      case MERGE ->
          new Probe(
              db.merge(orders)
                  .using(users, users.id.eq(orders.userId).and(orders.status.eq("paid")))
                  .whenMatched()
                  .update(orders.total.to(1))
                  .whenNotMatched()
                  .insert(orders.userId.to(users.id), orders.total.to(0)),
              3);
      case ROLLUP ->
          new Probe(
              db.select(List.of(orders.userId.opt(), Sql.count()))
                  .from(orders)
                  .groupBy(Sql.rollup(orders.userId)),
              3);
      case GROUPING_SETS ->
          new Probe(
              db.select(List.of(orders.userId.opt(), Sql.count()))
                  .from(orders)
                  .groupBy(Sql.cube(orders.userId, orders.status)),
              8);
      case GROUPING ->
          new Probe(
              db.select(List.of(orders.userId.opt(), Sql.grouping(orders.userId)))
                  .from(orders)
                  .groupBy(Sql.rollup(orders.userId)),
              3);
      case ORDERED_SET -> new Probe(db.select(Sql.percentile(0.5, orders.total)).from(orders), 1);
      case MATERIALIZED_VIEW -> {
        String create = SchemaSql.of(db.dialect()).createViews(List.of(Kept.kept)).getFirst();
        yield new Probe(() -> Rendered.of(create, db.dialect()), 1);
      }
      case CONCURRENT_INDEX -> {
        var index = IndexDefinition.of("things_id", things.id.asc()).index;
        String create = SchemaSql.of(db.dialect()).createIndexConcurrently(things, index);
        yield new Probe(() -> Rendered.of(create, db.dialect()), 0);
      }
      case ROW_SECURITY -> {
        String create = SchemaSql.of(db.dialect()).create(List.of(new SecuredThings())).getLast();
        yield new Probe(() -> Rendered.of(create, db.dialect()), 0);
      }
    };
  }

  /** The same things, of which some are seen. */
  static final class SecuredThings extends Table<SecuredThings> {
    final BigInt<SecuredThings> id = bigint("id").primaryKey();

    SecuredThings() {
      super("things");
      policy(PolicyDefinition.all("positive", id.gt(Sql.lit(0L))));
    }
  }

  /** A kept row of no table. */
  static final class Kept extends MaterializedView<Kept> {
    static final Kept kept = new Kept();

    private Kept() {
      super("kept_ids", db -> db.select(Sql.lit(1).as("n")).fromNothing());
    }
  }

  private static ValueSelect<Long, Long> ids(Queries db) {
    return db.select(orders.id).from(orders);
  }

  private static Connection open(Engine engine, Dialect dialect) throws SQLException {
    Connection connection = Shop.open(engine);
    PlainJdbc jdbc = new PlainJdbc(connection);
    String table = dialect.quote(things.model().name());
    SchemaSql schema = SchemaSql.of(dialect);
    Engine.script(connection, "drop table if exists " + table);
    Engine.script(connection, schema.create(List.of(things)).getFirst());
    jdbc.execute(
        Queries.of(dialect)
            .insert(NamedTable.of("things"))
            .columns(
                List.of(
                    NamedTable.of("things").column("id"), NamedTable.of("things").column("data")))
            .values(List.of(List.of(val(1L), val(SqlType.JSON, "{\"a\": \"b\"}")))));
    if (dialect.support(Feature.MATERIALIZED_VIEW) != Support.REFUSED) {
      Engine.script(connection, "drop materialized view if exists \"kept_ids\"");
    }
    if (dialect.support(Feature.SEQUENCE) != Support.REFUSED) {
      Engine.script(connection, "drop sequence if exists " + dialect.quote(NUMBERS.name()));
      Engine.script(connection, schema.createSequences(List.of(NUMBERS)).getFirst());
    }
    return connection;
  }

  private static Engine engine(Dialect dialect) {
    return switch (dialect.name()) {
      case "PostgreSQL" -> Engine.POSTGRES;
      case "SQLite" -> Engine.SQLITE;
      case "H2" -> Engine.H2;
      default -> Engine.MARIADB;
    };
  }

  /** Returns what was found: a word, with a star if MySQL's text does not run on MariaDB. */
  private static String found(Feature feature, Dialect dialect) throws SQLException {
    Support support = dialect.support(feature);
    Queries db = Queries.of(dialect);
    if (support == Support.REFUSED) {
      assertThat(refusal(feature, db))
          .as(feature + " on " + dialect)
          .isEqualTo(Refusal.UNSUPPORTED);
      return "refused";
    }
    boolean ran = true;
    try (Connection connection = open(engine(dialect), dialect)) {
      Probe probe = probe(feature, new PlainQueries(dialect, connection));
      assertThat(rows(new PlainJdbc(connection), probe.statement))
          .as(feature + " on " + dialect + ": " + probe.statement.sql())
          .isEqualTo(probe.rows);
    } catch (SQLException e) {
      if (!dialect.equals(Dialect.mysql())) {
        throw new AssertionError(
            feature + " on " + dialect + ": " + probe(feature, db).statement.sql(), e);
      }
      ran = false;
    }
    return support.name().toLowerCase(Locale.ROOT) + (ran ? "" : " *");
  }

  private static Refusal refusal(Feature feature, Queries db) {
    try {
      probe(feature, db).statement.sql();
      return null;
    } catch (QueryRefusedException e) {
      return e.refusal();
    }
  }

  private static long rows(PlainJdbc jdbc, Statement statement) throws SQLException {
    return statement instanceof ResultStatement<?> results
        ? jdbc.list(results).size()
        : jdbc.execute(statement);
  }

  @Test
  void page_saysWhatWasFound() throws Exception {
    Map<Feature, List<String>> table = new EnumMap<>(Feature.class);
    for (Feature feature : Feature.values()) {
      List<String> cells = new ArrayList<>();
      for (Dialect dialect : Dialect.all()) {
        cells.add(found(feature, dialect));
      }
      table.put(feature, cells);
    }
    String page = page(table);

    if (Boolean.getBoolean("dialects.write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(page);
  }

  private static String page(Map<Feature, List<String>> table) {
    StringBuilder text = new StringBuilder(HEAD);
    text.append("\n| feature | ");
    Dialect.all().forEach(dialect -> text.append(dialect).append(" | "));
    text.setLength(text.length() - 1);
    text.append("\n|---|---|---|---|---|---|\n");
    table.forEach((feature, cells) ->
        text.append("| ")
            .append(feature.text())
            .append(" | ")
            .append(String.join(" | ", cells))
            .append(" |\n"));
    return text.append(TAIL).toString();
  }

  private static final String HEAD =
      """
      # What each dialect can do

      A test writes this page from what it ran: for each feature a statement, on PostgreSQL 18, MariaDB 11.4, SQLite 3.5x and H2 2.5. It fails if the page says
      anything else. `mvn -pl toolkit-db -am test -Dtest=DialectTableTest -Ddialects.write=true -Dsurefire.failIfNoSpecifiedTests=false` writes it anew.

      - **native**: the database has it, and the rows were right.
      - **emulated**: written with other means that give the same rows.
      - **refused**: `QueryRefusedException` with the code `unsupported` when the statement is rendered; nothing is sent.
      - **\\***: MySQL's dialect ran on MariaDB, which does not know this form of it; only the text was looked at.
      """;

  private static final String TAIL =
      """

      What no feature says:

      - `like` and `contains` look at the case of letters on PostgreSQL and H2; SQLite ignores it for ASCII letters, and MySQL and MariaDB as the collation says.
      - MySQL and MariaDB divide integers with a fraction; the others cut it off.
      - An upsert that finds a row and changes it counts as two rows on MySQL and MariaDB.
      - An update without a change counts on all of them: drivers report the rows that were found.
      """;
}
