package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;

class H2ExecutionTest implements ExecutionContract {

  @Override
  public Engine engine() {
    return Engine.H2;
  }

  @Override
  public void slowly(Db db) {
    db.select(
            Sql.sql(
                SqlType.BIGINT,
                "(select count(*) from system_range(1, 1000000000000) where mod(\"X\", 7) = 8)"))
        .fromNothing()
        .list();
  }

  @Override
  public void expectUnique(QueryException failure) {
    assertThat(failure.sqlState()).contains("23505");
    assertThat(failure.constraint()).contains("accounts_owner_key");
    assertThat(failure.getMessage())
        .startsWith("Duplicate key in accounts(owner), constraint accounts_owner_key [23505]; ");
  }
}
