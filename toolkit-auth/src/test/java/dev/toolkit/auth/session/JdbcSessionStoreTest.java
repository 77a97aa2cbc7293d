package dev.toolkit.auth.session;

import dev.toolkit.auth.testing.TestDatabase;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;

class JdbcSessionStoreTest {

  private static SessionStore storeIn(TestDatabase database) {
    return JdbcSessionStore.of(database.withTables(List.of(JdbcSessionStore.table())));
  }

  @Nested
  class OnH2 implements SessionStoreContract {
    @Override
    public SessionStore createStore() {
      return storeIn(TestDatabase.H2);
    }
  }

  @Nested
  class OnSqlite implements SessionStoreContract {
    @Override
    public SessionStore createStore() {
      return storeIn(TestDatabase.SQLITE);
    }
  }

  @Nested
  @Tag("database")
  class OnPostgres implements SessionStoreContract {
    @Override
    public SessionStore createStore() {
      return storeIn(TestDatabase.POSTGRES);
    }
  }

  @Nested
  @Tag("database")
  class OnMariaDb implements SessionStoreContract {
    @Override
    public SessionStore createStore() {
      return storeIn(TestDatabase.MARIADB);
    }
  }
}
