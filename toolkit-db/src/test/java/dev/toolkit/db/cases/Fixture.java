package dev.toolkit.db.cases;

import dev.toolkit.db.testing.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The tables of the cases and their rows, in the words of one database. */
record Fixture(List<String> statements) {

  static Fixture of(JsonNode node) {
    List<String> statements = new ArrayList<>();
    for (String statement : node.get("ddl").asString().split(";")) {
      statements.add(statement);
    }
    node.get("data").forEach(insert -> statements.add(insert.asString()));
    return new Fixture(statements);
  }

  /** Returns the tables for H2, which the cases do not know. */
  static Fixture h2() {
    try (InputStream in = Fixture.class.getResourceAsStream("/cases/h2_fixture.sql")) {
      return new Fixture(List.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).split(";")));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  void load(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (String sql : statements) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  /** Opens a database of its own for the tables. */
  Connection open(Engine engine) throws SQLException {
    Connection connection = engine.connect("cases");
    load(connection);
    return connection;
  }
}
