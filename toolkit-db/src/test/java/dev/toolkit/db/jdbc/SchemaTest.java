package dev.toolkit.db.jdbc;

import static dev.toolkit.db.Sql.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.BigInt;
import dev.toolkit.db.BigIntNull;
import dev.toolkit.db.Bool;
import dev.toolkit.db.GenId;
import dev.toolkit.db.Int;
import dev.toolkit.db.IntNull;
import dev.toolkit.db.Json;
import dev.toolkit.db.Num;
import dev.toolkit.db.OnDelete;
import dev.toolkit.db.Ordered;
import dev.toolkit.db.Req2;
import dev.toolkit.db.Table;
import dev.toolkit.db.Text;
import dev.toolkit.db.TextNull;
import dev.toolkit.db.Time;
import dev.toolkit.db.Value;
import dev.toolkit.db.schema.SchemaDifference;
import dev.toolkit.db.schema.SchemaDifference.Kind;
import dev.toolkit.db.schema.SchemaSql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.testing.Engine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables made from their classes, and compared with them, on each engine. */
class SchemaTest {

  enum Color {
    RED,
    GREEN
  }

  /** One of each kind of column that all engines have. */
  static final class Kinds extends Table<Kinds> {
    static final Kinds kinds = new Kinds();
    final GenId<Kinds> id = bigint("id").primaryKey().identity();
    final Int<Kinds> small = smallint("small").defaultTo(1);
    final IntNull<Kinds> whole = integer("whole").nullable();
    final BigIntNull<Kinds> big = bigint("big").nullable();
    final Num<Kinds, BigDecimal> price = numeric("price", 10, 2);
    final Num<Kinds, Float> ratio = real("ratio").defaultTo(1.5f);
    final Num<Kinds, Double> exact = doublePrecision("exact").defaultTo(0.25);
    final Bool<Kinds> active = bool("active").defaultTo(true);
    final Text<Kinds> code = character("code", 3).defaultTo("a'b");
    final Text<Kinds> title = varchar("title", 40);
    final TextNull<Kinds> body = text("body").nullable();
    final Ordered<Kinds, UUID> uuid = uuid("uuid").defaultFrom(UUID::randomUUID);
    final Ordered<Kinds, LocalDate> day = date("day").defaultFrom(() -> LocalDate.EPOCH);
    final Ordered<Kinds, LocalTime> hour = time("hour").defaultFrom(() -> LocalTime.NOON);
    final Ordered<Kinds, LocalDateTime> local =
        timestamp("local").defaultFrom(() -> LocalDate.EPOCH.atStartOfDay());
    final Time<Kinds> at = timestamptz("at").defaultNow();
    final Time<Kinds> millis = epochMillis("millis").defaultNow();
    final Value<Kinds, byte[]> bytes = bytes("bytes").defaultFrom(() -> new byte[] {1});
    final Value<Kinds, Color> color =
        enumeration("color", "color", Color.class).defaultTo(Color.RED);
    final Req2<Kinds, BigDecimal, String> draft = required(price, title);

    @SuppressWarnings("rawtypes")
    final Json<Kinds, Map> data = json("data", Map.class).defaultFrom(Map::of);

    private Kinds() {
      super("kinds of \"columns\"");
      unique("kinds_title_code_key", title, code);
      check("kinds_price_check", price.gt(lit(BigDecimal.ZERO)));
      index("kinds_at", at, id);
      uniqueIndex("kinds_uuid", uuid);
    }
  }

  /** Refers to itself and to a table that refers back. */
  static final class Heads extends Table<Heads> {
    static final Heads heads = new Heads();
    final BigInt<Heads> id = bigint("id").primaryKey();
    final BigIntNull<Heads> above =
        bigint("above").nullable().references(() -> Heads.heads.id, OnDelete.SET_NULL);
    final BigIntNull<Heads> tail =
        bigint("tail").nullable().references(() -> Tails.tails.id, OnDelete.CASCADE);

    private Heads() {
      super("heads");
    }
  }

  static final class Tails extends Table<Tails> {
    static final Tails tails = new Tails();
    final BigInt<Tails> id = bigint("id").primaryKey();
    final BigInt<Tails> head = bigint("head").references(() -> Heads.heads.id);

    private Tails() {
      super("tails");
    }
  }

  private static void clear(TestDatabase test) {
    String quote = test.db.dialect().equals(Dialect.mariadb()) ? "`" : "\"";
    String kinds = quote.equals("`") ? "`kinds of \"columns\"`" : "\"kinds of \"\"columns\"\"\"";
    test.script("drop table if exists " + kinds);
    test.db.schema().createMissing(Tails.tails, Heads.heads);
    test.db.schema().drop(Heads.heads, Tails.tails);
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void created_noDifference(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      clear(test);

      test.db.schema().create(Kinds.kinds);

      assertThat(test.db.schema().differences(Kinds.kinds)).isEmpty();
      test.db.check(Kinds.kinds);
      test.db.insert(Kinds.kinds).values(Kinds.kinds.draft.of(BigDecimal.TEN, "t")).execute();
      assertThat(test.db.select(Kinds.kinds.code).from(Kinds.kinds).one()).isEqualTo("a'b");
      assertThat(test.db.select(Kinds.kinds.active).from(Kinds.kinds).one()).isTrue();
      assertThat(test.db.select(Kinds.kinds.color).from(Kinds.kinds).one()).isEqualTo(Color.RED);
      test.db.schema().drop(Kinds.kinds);
      assertThat(test.db.schema().differences(Kinds.kinds))
          .extracting(SchemaDifference::kind)
          .containsExactly(Kind.MISSING_TABLE);
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void circle_createdAndDropped(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      clear(test);

      test.db.schema().create(Tails.tails, Heads.heads);
      test.db.check(Tails.tails, Heads.heads);
      test.db.schema().drop(Tails.tails, Heads.heads);
      test.db.schema().createMissing(Heads.heads, Tails.tails);
      test.db.schema().createMissing(Heads.heads, Tails.tails);

      test.db.check(Tails.tails, Heads.heads);
    }
  }

  @ParameterizedTest
  @EnumSource(Engine.class)
  void drift_eachDifferenceNamed(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      test.script("drop table if exists entries", "drop table if exists accounts");
      test.script(
          "create table accounts (id bigint not null, owner varchar(20), extra integer not null)");
      test.script(
          "create table entries (id integer primary key, account_id bigint not null,"
              + " note varchar(100) default 'x' not null)");

      List<SchemaDifference> differences =
          test.db.schema().differences(Accounts.accounts, Entries.entries);

      // SQLite has but one type of integers, counts an integer key, and keeps checks as text only.
      boolean sqlite = engine == Engine.SQLITE;
      assertThat(differences)
          .extracting(difference ->
              difference.kind() + " " + difference.table() + "." + difference.subject())
          .contains(
              "TYPE accounts.owner",
              "NULLABILITY accounts.owner",
              "MISSING_COLUMN accounts.balance",
              "EXTRA_COLUMN accounts.extra",
              "PRIMARY_KEY accounts.id",
              "UNIQUE accounts.accounts_owner_key",
              "MISSING_COLUMN entries.at",
              "DEFAULT entries.note",
              "FOREIGN_KEY entries.entries_account_id_fkey",
              "INDEX entries.entries_account")
          .hasSize(sqlite ? 11 : 13);
      assertThatThrownBy(() -> test.db.check(Accounts.accounts))
          .isInstanceOf(SchemaMismatchException.class)
          .hasMessageStartingWith(
              "The database differs from the table classes: change the one or the other\n"
                  + "  Table accounts: column ")
          .hasMessageContaining(
              "Table accounts: column extra is not in the class, and inserts without it fail");
    }
  }

  @Test
  void statements_inOrder() {
    assertThat(SchemaSql.of(Dialect.postgres()).create(List.of(Entries.entries, Accounts.accounts)))
        .containsExactly(
            "create table \"accounts\" (\"id\" bigint not null, \"owner\" varchar(50) not null,"
                + " \"balance\" integer not null, primary key (\"id\"),"
                + " constraint \"accounts_owner_key\" unique (\"owner\"),"
                + " constraint \"accounts_balance_check\" check (\"balance\" >= 0))",
            "create table \"entries\" (\"id\" bigint generated by default as identity not null,"
                + " \"account_id\" bigint not null, \"note\" varchar(100) not null,"
                + " \"at\" timestamptz default current_timestamp not null, primary key (\"id\"),"
                + " constraint \"entries_account_id_fkey\" foreign key (\"account_id\")"
                + " references \"accounts\" (\"id\"))",
            "create index \"entries_account\" on \"entries\" (\"account_id\" asc, \"at\" asc)");
    assertThat(SchemaSql.of(Dialect.sqlite()).drop(List.of(Accounts.accounts, Entries.entries)))
        .containsExactly("drop table \"entries\"", "drop table \"accounts\"");
  }

  static final class Unbounded extends Table<Unbounded> {
    final Text<Unbounded> email = text("email").unique();

    private Unbounded() {
      super("unbounded");
    }
  }

  @Test
  void textKey_onMySql_refused() {
    assertThatThrownBy(() -> SchemaSql.of(Dialect.mysql()).create(List.of(new Unbounded())))
        .isInstanceOf(QueryRefusedException.class)
        .hasMessage(
            "Table \"unbounded\": MySQL has no key or index on column \"email\", which has no bound:"
                + " declare it varchar(\"email\", length)");
  }
}
