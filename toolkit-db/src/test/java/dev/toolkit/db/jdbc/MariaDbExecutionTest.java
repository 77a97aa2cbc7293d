package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;

class MariaDbExecutionTest implements ExecutionContract {

  @Override
  public Engine engine() {
    return Engine.MARIADB;
  }

  @Override
  public void slowly(Db db) {
    // Not benchmark(…), which may end with a result when it is cancelled.
    db.select(
            Sql.sql(
                SqlType.BIGINT,
                "(select sum(a.ordinal_position * b.ordinal_position * c.ordinal_position)"
                    + " from information_schema.columns a, information_schema.columns b,"
                    + " information_schema.columns c)"))
        .fromNothing()
        .list();
  }

  @Override
  public void expectUnique(QueryException failure) {
    assertThat(failure.vendorCode()).isEqualTo(1062);
    assertThat(failure.constraint()).contains("accounts_owner_key");
    assertThat(failure.getMessage())
        .startsWith("Duplicate key, constraint accounts_owner_key [23000, 1062]; ");
  }
}
