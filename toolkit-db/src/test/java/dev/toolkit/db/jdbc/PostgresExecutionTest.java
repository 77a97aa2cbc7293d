package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;

class PostgresExecutionTest implements ExecutionContract {

  @Override
  public Engine engine() {
    return Engine.POSTGRES;
  }

  @Override
  public void slowly(Db db) {
    db.select(Sql.sql(SqlType.TEXT, "cast(pg_sleep(30) as text)")).fromNothing().list();
  }

  @Override
  public void expectUnique(QueryException failure) {
    assertThat(failure.sqlState()).contains("23505");
    assertThat(failure.constraint()).contains("accounts_owner_key");
    assertThat(failure.table()).contains("accounts");
    assertThat(failure.getMessage())
        .startsWith("Duplicate key in accounts(owner), constraint accounts_owner_key [23505]; ");
  }
}
