package dev.toolkit.auth.refresh;

import dev.toolkit.auth.testing.TestDatabase;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class JdbcRefreshTokenStoreTest {

  private static RefreshTokenStore storeIn(TestDatabase database) {
    return JdbcRefreshTokenStore.of(database.withTables(JdbcRefreshTokenStore.tables()));
  }

  @Nested
  class OnH2 implements RefreshTokenStoreContract {
    @Override
    public RefreshTokenStore store() {
      return storeIn(TestDatabase.H2);
    }
  }

  @Nested
  class OnSqlite implements RefreshTokenStoreContract {
    @Override
    public RefreshTokenStore store() {
      return storeIn(TestDatabase.SQLITE);
    }
  }

  @Nested
  @Tag("database")
  class OnPostgres implements RefreshTokenStoreContract {
    @Override
    public RefreshTokenStore store() {
      return storeIn(TestDatabase.POSTGRES);
    }
  }

  @Nested
  @Tag("database")
  class OnMariaDb implements RefreshTokenStoreContract {
    @Override
    public RefreshTokenStore store() {
      return storeIn(TestDatabase.MARIADB);
    }
  }
}
