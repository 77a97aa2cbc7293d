package dev.toolkit.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import dev.toolkit.db.testing.Engine;

class SqliteExecutionTest implements ExecutionContract {

  @Override
  public Engine engine() {
    return Engine.SQLITE;
  }

  @Override
  public void slowly(Db db) {
    db.select(
            Sql.sql(
                SqlType.BIGINT,
                "(with recursive n(i) as (select 1 union all select i + 1 from n) select count(*) from n)"))
        .fromNothing()
        .list();
  }

  @Override
  public void expectUnique(QueryException failure) {
    assertThat(failure.sqlState()).isEmpty();
    assertThat(failure.getMessage())
        .startsWith("Duplicate key in accounts(owner) [SQLITE_CONSTRAINT_UNIQUE]; ");
  }
}
