package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeferrableTest {
  private static final TxOptions DEFERRABLE = TxOptions.create().deferrable();

  private static String setting(Db db, String name) {
    return db.select(Sql.fn("current_setting", SqlType.TEXT, Sql.val(name)))
        .fromNothing()
        .one()
        .orElseThrow();
  }

  @Test
  void deferrable_serializableAndReadOnly() {
    try (TestDatabase test = TestDatabase.of(Engine.POSTGRES, 1)) {
      List<String> settings =
          test.db.tx(
              DEFERRABLE,
              tx ->
                  List.of(
                      setting(tx, "transaction_deferrable"),
                      setting(tx, "transaction_isolation"),
                      setting(tx, "transaction_read_only")));

      assertThat(settings).containsExactly("on", "serializable", "on");
      assertThat(setting(test.db, "transaction_deferrable")).isEqualTo("off");
      String otherwise =
          test.db.tx(
              TxOptions.create().isolation(Isolation.SERIALIZABLE).readOnly(),
              tx -> setting(tx, "transaction_deferrable"));
      assertThat(otherwise).isEqualTo("off");
    }
  }

  @Test
  void deferrable_onThePrimary() {
    try (TestDatabase test = TestDatabase.of(Engine.POSTGRES);
        HikariDataSource replica = new HikariDataSource()) {
      replica.setJdbcUrl(test.pool.getJdbcUrl());
      replica.setUsername(test.pool.getUsername());
      replica.setConnectionInitSql("set application_name = 'replica'");
      Database db = Database.builder(test.pool).replica(replica).build();

      String readOnly = db.tx(TxOptions.create().readOnly(), tx -> setting(tx, "application_name"));
      String deferrable = db.tx(DEFERRABLE, tx -> setting(tx, "application_name"));

      assertThat(readOnly).isEqualTo("replica");
      assertThat(deferrable).isNotEqualTo("replica");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
  void deferrable_refusedElsewhere(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      assertThatThrownBy(() -> test.db.runTx(DEFERRABLE, tx -> {}))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessage(
              engine.dialect() + " has no deferrable transactions: run it without deferrable()");
    }
  }

  @Test
  void deferrable_otherIsolation_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DEFERRABLE.isolation(Isolation.READ_COMMITTED))
        .withMessage(
            "isolation(READ_COMMITTED) cannot be combined with deferrable(), which is serializable");
    assertThat(DEFERRABLE.isolation(Isolation.SERIALIZABLE).retries(2).readOnly().isDeferrable())
        .isTrue();
  }
}
