package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LocalSettingTest {

  private static String tenant(Db db) {
    Optional<String> value =
        db.select(Sql.fn("current_setting", SqlType.TEXT, Sql.val("app.tenant"), Sql.lit(true)))
            .fromNothing()
            .one();
    return value.orElse("");
  }

  @Test
  void setLocal_untilTheTransactionEnds() {
    try (TestDatabase test = TestDatabase.of(Engine.POSTGRES, 1)) {
      test.db.runTx(tx -> {
        tx.setLocal("app.tenant", "7'; drop table users");
        assertThat(tenant(tx)).isEqualTo("7'; drop table users");
        tx.runTx(inner -> {
          inner.setLocal("app.tenant", "8");
          inner.rollbackOnly();
        });
        assertThat(tenant(tx)).isEqualTo("7'; drop table users");
      });

      assertThat(tenant(test.db)).isEmpty();
      String readOnly =
          test.db.tx(
              TxOptions.create().readOnly(),
              tx -> {
                tx.setLocal("app.tenant", "9");
                return tenant(tx);
              });
      assertThat(readOnly).isEqualTo("9");
    }
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "POSTGRES")
  void setLocal_refusedElsewhere(Engine engine) {
    try (TestDatabase test = TestDatabase.of(engine)) {
      assertThatThrownBy(() -> test.db.runTx(tx -> tx.setLocal("app.tenant", "7")))
          .isInstanceOf(QueryRefusedException.class)
          .hasMessage(
              engine.dialect()
                  + " has no settings of a transaction, as app.tenant is: give the value to each"
                  + " query");
    }
  }
}
