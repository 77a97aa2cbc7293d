package dev.toolkit.db.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.toolkit.db.testing.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A pool of connections to a real database, and a database on it that tells its statements. */
final class TestDatabase implements AutoCloseable {
  final HikariDataSource pool;
  final List<StatementExecution> executions =
      java.util.Collections.synchronizedList(new ArrayList<>());
  final List<RuntimeException> afterCommitFailures = new ArrayList<>();
  final List<Long> pauses = java.util.Collections.synchronizedList(new ArrayList<>());
  final Database db;

  private TestDatabase(Engine engine, int connections) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(engine));
    if (engine == Engine.POSTGRES) {
      config.setUsername("postgres");
    } else if (engine == Engine.MARIADB) {
      config.setUsername("root");
    }
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(5_000);
    pool = new HikariDataSource(config);
    db =
        Database.builder(pool)
            .listener(
                new StatementListener() {
                  @Override
                  public void executed(StatementExecution execution) {
                    executions.add(execution);
                  }

                  @Override
                  public void afterCommitFailed(RuntimeException failure) {
                    afterCommitFailures.add(failure);
                  }
                })
            .sleeper(time -> pauses.add(time.toMillis()))
            .random(bound -> bound - 1)
            .build();
  }

  static TestDatabase of(Engine engine) {
    return new TestDatabase(engine, 4);
  }

  static TestDatabase of(Engine engine, int connections) {
    return new TestDatabase(engine, connections);
  }

  /** Returns a database with the tables of these tests and two accounts. */
  static TestDatabase withAccounts(Engine engine) {
    return withAccounts(engine, 4);
  }

  static TestDatabase withAccounts(Engine engine, int connections) {
    TestDatabase test = new TestDatabase(engine, connections);
    test.script("drop table if exists entries", "drop table if exists accounts");
    test.db.schema().create(Entries.entries, Accounts.accounts);
    test.db.batch(
        List.of(
            test.db.insert(Accounts.accounts).values(Accounts.accounts.draft.of(1L, "ann", 100)),
            test.db.insert(Accounts.accounts).values(Accounts.accounts.draft.of(2L, "bob", 100))));
    test.executions.clear();
    return test;
  }

  private static String url(Engine engine) {
    return switch (engine) {
      case POSTGRES, MARIADB -> {
        try (Connection connection = engine.connect()) {
          String url = connection.getMetaData().getURL();
          yield engine == Engine.MARIADB && !url.contains("sslMode") ? url + "?sslMode=trust" : url;
        } catch (SQLException e) {
          throw new IllegalStateException(e);
        }
      }
      case SQLITE -> "jdbc:sqlite:" + file() + "?foreign_keys=on&journal_mode=wal";
      case H2 -> "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;DATABASE_TO_LOWER=TRUE";
    };
  }

  private static Path file() {
    try {
      Path folder = Files.createTempDirectory("toolkit-db");
      Path file = folder.resolve("test.db");
      folder.toFile().deleteOnExit();
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void script(String... statements) {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  int balance(long id) {
    return db.select(Accounts.accounts.balance)
        .from(Accounts.accounts)
        .where(Accounts.accounts.id.eq(id))
        .one();
  }

  @Override
  public void close() {
    pool.close();
  }
}
