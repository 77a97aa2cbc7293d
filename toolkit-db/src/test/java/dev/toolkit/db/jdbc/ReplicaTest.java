package dev.toolkit.db.jdbc;

import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.testing.Engine;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each database of this test has one account whose owner says which database it is. */
class ReplicaTest {
  private static final TxOptions READ_ONLY = TxOptions.create().readOnly();

  private final List<HikariDataSource> pools = new ArrayList<>();
  private Database db;

  @BeforeEach
  void open() {
    db = Database.builder(pool("primary")).replica(pool("one")).replica(pool("two")).build();
  }

  private HikariDataSource pool(String name) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    pool.setConnectionTimeout(500);
    pools.add(pool);
    Database only = Database.of(pool);
    only.schema().create(accounts);
    only.insert(accounts).values(accounts.draft.of(1L, name, 0)).execute();
    return pool;
  }

  @AfterEach
  void close() {
    pools.forEach(HikariDataSource::close);
  }

  private static String owner(Db db) {
    return db.select(accounts.owner).from(accounts).where(accounts.id.eq(1)).one();
  }

  @Test
  void readOnlyTransactions_takeTurnsAmongReplicas() {
    assertThat(
            List.of(
                db.tx(READ_ONLY, ReplicaTest::owner),
                db.tx(READ_ONLY, ReplicaTest::owner),
                db.tx(READ_ONLY, ReplicaTest::owner)))
        .containsExactly("one", "two", "one");
  }

  @Test
  void othersThanReadOnly_primary() {
    assertThat(owner(db)).isEqualTo("primary");
    assertThat(db.<String, RuntimeException>tx(ReplicaTest::owner)).isEqualTo("primary");
  }

  @Test
  void reading_singleReadsOnReplicas_writesOnPrimary() {
    Database reading = db.reading();

    assertThat(owner(reading)).isEqualTo("one");
    assertThat(reading.update(accounts).set(accounts.balance, 7).all().execute()).isEqualTo(1);
    assertThat(db.select(accounts.balance).from(accounts).where(accounts.owner.eq("primary")).one())
        .isEqualTo(7);
    assertThat(reading.<String, RuntimeException>tx(ReplicaTest::owner)).isEqualTo("primary");
  }

  @Test
  void replicaThatIsGone_nextOneThenPrimary() {
    pools.get(1).close();
    assertThat(db.tx(READ_ONLY, ReplicaTest::owner)).isEqualTo("two");

    pools.get(2).close();
    assertThat(db.tx(READ_ONLY, ReplicaTest::owner)).isEqualTo("primary");
  }

  @Test
  void comment_behindTheText_encoded() {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.POSTGRES)) {
      Db commented =
          test.db.withComment("route", "/accounts/{id}*/; drop").withComment("app", "käse?");

      String seen =
          commented
              .select(
                  dev.toolkit.db.Sql.sql(
                      dev.toolkit.db.sql.SqlType.TEXT,
                      "(select query from pg_stat_activity where pid = pg_backend_pid())"))
              .fromNothing()
              .one()
              .orElseThrow();

      assertThat(seen)
          .endsWith(" /*route='%2Faccounts%2F%7Bid%7D%2A%2F%3B%20drop',app='k%C3%A4se%3F'*/");
    }
  }

  @Test
  void comment_badKey_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> db.withComment("a*/", "b"))
        .withMessage(
            "Key of a comment must have letters, digits and underscores only, at least one of"
                + " them");
    assertThatThrownBy(() -> db.withComment("", "b")).isInstanceOf(IllegalArgumentException.class);
  }
}
