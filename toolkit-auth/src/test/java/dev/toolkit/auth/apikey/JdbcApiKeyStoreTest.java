package dev.toolkit.auth.apikey;

import dev.toolkit.auth.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class JdbcApiKeyStoreTest {

  private static ApiKeyStore storeIn(TestDatabase database) {
    return JdbcApiKeyStore.of(database.withTables(List.of(JdbcApiKeyStore.table())));
  }

  @Nested
  class OnH2 implements ApiKeyStoreContract {
    @Override
    public ApiKeyStore createStore() {
      return storeIn(TestDatabase.H2);
    }
  }

  @Nested
  class OnSqlite implements ApiKeyStoreContract {
    @Override
    public ApiKeyStore createStore() {
      return storeIn(TestDatabase.SQLITE);
    }
  }

  @Nested
  @Tag("database")
  class OnPostgres implements ApiKeyStoreContract {
    @Override
    public ApiKeyStore createStore() {
      return storeIn(TestDatabase.POSTGRES);
    }
  }

  @Nested
  @Tag("database")
  class OnMariaDb implements ApiKeyStoreContract {
    @Override
    public ApiKeyStore createStore() {
      return storeIn(TestDatabase.MARIADB);
    }
  }
}
