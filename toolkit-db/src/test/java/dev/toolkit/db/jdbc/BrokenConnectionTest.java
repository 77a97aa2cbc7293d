package dev.toolkit.db.jdbc;

import static dev.toolkit.db.jdbc.Accounts.accounts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Connections that break do not come back from the pool. */
class BrokenConnectionTest {

  private static long session(Engine engine, Db db) {
    String function = engine == Engine.POSTGRES ? "pg_backend_pid()" : "connection_id()";
    return db.select(Sql.sql(SqlType.BIGINT, function)).fromNothing().one().orElseThrow();
  }

  private static void kill(Engine engine, TestDatabase other, long session) {
    other.script(
        engine == Engine.POSTGRES
            ? "select pg_terminate_backend(" + session + ")"
            : "kill " + session);
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"POSTGRES", "MARIADB"})
  void killedInTransaction_poolStaysClean(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine, 1);
        TestDatabase other = TestDatabase.of(engine, 1)) {
      assertThatThrownBy(() ->
              test.db.runTx(tx -> {
                tx.update(accounts).set(accounts.balance, 1).all().execute();
                kill(engine, other, session(engine, tx));
                tx.select(accounts.id).from(accounts).list();
              }))
          .isInstanceOf(ConnectionFailedException.class);

      assertThat(test.balance(1)).isEqualTo(100);
      assertThat(test.pool.getHikariPoolMXBean().getActiveConnections()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Engine.class,
      names = {"POSTGRES", "MARIADB"})
  void killedBeforeCommit_outcomeUnknown(Engine engine) {
    try (TestDatabase test = TestDatabase.withAccounts(engine, 1);
        TestDatabase other = TestDatabase.of(engine, 1)) {
      assertThatThrownBy(() ->
              test.db.runTx(
                  TxOptions.create().retries(3),
                  tx -> {
                    tx.update(accounts).set(accounts.balance, 1).all().execute();
                    kill(engine, other, session(engine, tx));
                  }))
          .isInstanceOf(ConnectionFailedException.class)
          .hasMessageContaining("nobody knows whether the transaction was committed");

      assertThat(test.balance(1)).isEqualTo(100);
      assertThat(test.pauses).isEmpty();
    }
  }

  @Test
  void interruptedVirtualThread_poolStaysClean() throws Exception {
    try (TestDatabase test = TestDatabase.withAccounts(Engine.POSTGRES, 1)) {
      AtomicReference<Throwable> thrown = new AtomicReference<>();
      CountDownLatch began = new CountDownLatch(1);
      Thread thread =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  test.db.runTx(tx -> {
                    tx.update(accounts).set(accounts.balance, 1).all().execute();
                    began.countDown();
                    tx.select(Sql.sql(SqlType.TEXT, "cast(pg_sleep(60) as text)"))
                        .fromNothing()
                        .list();
                  });
                } catch (RuntimeException e) {
                  thrown.set(e);
                }
              });
      assertThat(began.await(20, TimeUnit.SECONDS)).isTrue();
      thread.interrupt();

      assertThat(thread.join(Duration.ofSeconds(30))).isTrue();
      assertThat(thrown.get()).isInstanceOf(ConnectionFailedException.class);
      assertThat(test.balance(1)).isEqualTo(100);
    }
  }

  @Test
  void noConnectionInTime_toldWithoutThePassword() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:");
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(250);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      Database db = Database.of(pool);

      assertThatThrownBy(() -> db.runTx(tx -> db.select(Sql.lit(1)).fromNothing().list()))
          .isInstanceOf(ConnectionFailedException.class)
          .hasMessageStartingWith("No connection: HikariPool-")
          .hasMessageContaining("active=1");
    }
  }

  @Test
  void dialect_foundOrNamed() {
    try (TestDatabase test = TestDatabase.of(Engine.H2)) {
      assertThat(test.db.dialect()).isEqualTo(Dialect.h2());
    }
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:h2:mem:");
    config.setInitializationFailTimeout(-1);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      assertThat(Database.builder(pool).dialect(Dialect.postgres()).build().dialect())
          .isEqualTo(Dialect.postgres());
    }
  }
}
