package dev.toolkit.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.testing.Engine;
import dev.toolkit.db.testing.PlainJdbc;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names from outside stay names, whatever is in them, on each database. */
class HostileNamesTest {
  private static final String[] PARTS = {
    "\"",
    "`",
    "'",
    ";",
    "--",
    "\\",
    "?",
    " ",
    "a",
    "%",
    "{0}",
    "/*",
    "*/",
    "é",
    "drop table canary",
    "$1",
    ":x",
    "]",
    "[",
    "#",
    "order"
  };

  /** Names begin and end with a letter, since MariaDB refuses or drops blanks there. */
  private static String name(Random random) {
    StringBuilder name = new StringBuilder("y");
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      name.append(PARTS[random.nextInt(PARTS.length)]);
    }
    return name.append('z').toString();
  }

  private static List<String> names(int count) {
    Random random = new Random(7);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(name(random));
    }
    return names;
  }

  @ParameterizedTest
  @EnumSource
  void aliasesAndSortKeys(Engine engine) throws Exception {
    try (Connection connection = engine.connect()) {
      canary(connection, engine);
      Queries db = Queries.of(engine.dialect());
      PlainJdbc jdbc = new PlainJdbc(connection);
      List<String> names = names(150);
      for (int i = 0; i + 1 < names.size(); i += 2) {
        String source = names.get(i);
        String output = names.get(i + 1);
        var table = NamedTable.of("canary").as(source);
        var query =
            db.select(List.of(table.dynamicColumn("id").as(output)))
                .from(table)
                .where(table.dynamicColumn("id").eq((Object) 1))
                .orderBy(Sql.column(output).desc());

        assertThat(jdbc.list(query)).as(query.sql()).hasSize(1);
      }
      assertCanary(jdbc, db);
    }
  }

  @ParameterizedTest
  @EnumSource
  void tablesAndColumns(Engine engine) throws Exception {
    try (Connection connection = engine.connect()) {
      canary(connection, engine);
      Queries db = Queries.of(engine.dialect());
      PlainJdbc jdbc = new PlainJdbc(connection);
      List<String> names = names(40);
      for (int i = 0; i + 1 < names.size(); i += 2) {
        roundTrip(connection, db, jdbc, i + names.get(i), names.get(i + 1));
      }
      assertCanary(jdbc, db);
    }
  }

  private static void roundTrip(
      Connection connection, Queries db, PlainJdbc jdbc, String tableName, String column)
      throws SQLException {
    NamedTable table = NamedTable.of(tableName);
    String quoted = db.dialect().quote(Identifier.of(tableName));
    execute(connection, "drop table if exists " + quoted);
    execute(
        connection,
        "create table " + quoted + " (" + db.dialect().quote(Identifier.of(column)) + " int)");
    jdbc.execute(
        db.insert(table)
            .columns(List.of(table.column(column)))
            .values(List.of(List.of(Sql.val((Object) 41)))));
    jdbc.execute(
        db.update(table)
            .set(table.column(column), (Object) 42)
            .where(table.column(column).eq((Object) 41)));

    var rows = jdbc.list(db.select(List.of(table.column(column))).from(table));
    assertThat(rows.getFirst().getFirst()).hasToString("42");
    jdbc.execute(db.delete(table).where(table.column(column).eq((Object) 42)));
    execute(connection, "drop table " + quoted);
  }

  @ParameterizedTest
  @EnumSource
  void savepoints(Engine engine) throws Exception {
    try (Connection connection = engine.connect()) {
      canary(connection, engine);
      connection.setAutoCommit(false);
      Queries db = Queries.of(engine.dialect());
      for (String name : names(30)) {
        Identifier savepoint = Identifier.of(name);
        execute(connection, db.dialect().savepoint(savepoint).sql());
        execute(connection, db.dialect().rollbackTo(savepoint).sql());
      }
      assertCanary(new PlainJdbc(connection), db);
    }
  }

  @ParameterizedTest
  @EnumSource
  void literals(Engine engine) throws Exception {
    try (Connection connection = engine.connect()) {
      canary(connection, engine);
      Queries db = Queries.of(engine.dialect());
      PlainJdbc jdbc = new PlainJdbc(connection);
      for (String text : names(60)) {
        assertThat(jdbc.list(db.select(Sql.lit(text)).fromNothing())).containsExactly(text);
      }
      assertCanary(jdbc, db);
    }
  }

  private static void canary(Connection connection, Engine engine) throws SQLException {
    String table = engine.dialect().quote(Identifier.of("canary"));
    String column = engine.dialect().quote(Identifier.of("id"));
    execute(connection, "drop table if exists " + table);
    execute(connection, "create table " + table + " (" + column + " int)");
    execute(connection, "insert into " + table + " values (1)".toLowerCase(Locale.ROOT));
  }

  private static void assertCanary(PlainJdbc jdbc, Queries db) throws SQLException {
    assertThat(jdbc.list(db.select(List.of(Sql.count())).from(NamedTable.of("canary"))))
        .containsExactly(List.of(1L));
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      // Names in these texts may have a question mark or a brace: the driver must not look at them.
      statement.setEscapeProcessing(false);
      statement.execute(sql);
    }
  }
}
