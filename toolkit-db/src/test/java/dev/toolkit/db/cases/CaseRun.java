package dev.toolkit.db.cases;

import dev.toolkit.db.sql.Dialect;
import dev.toolkit.db.testing.Engine;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A run of cases against real databases, with what came of them. */
final class CaseRun {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final List<SqlCase> cases;
  private final JsonNode fixtures;
  private final PrintStream out;
  private final List<String> failures = new ArrayList<>();
  private final List<String> skipped = new ArrayList<>();
  private int passed;

  CaseRun(String cases, String fixtures, PrintStream out) {
    this.cases =
        cases
            .lines()
            .filter(line -> !line.isBlank())
            .map(line -> SqlCase.of(JSON.readTree(line)))
            .toList();
    this.fixtures = JSON.readTree(fixtures);
    this.out = out;
  }

  /** Runs each case on the database of its own dialect; those of MySQL run on MariaDB. */
  void onOwnDatabases() throws SQLException {
    on("postgres", Engine.POSTGRES, Dialect.postgres());
    on("mysql", Engine.MARIADB, Dialect.mysql());
    on("sqlite", Engine.SQLITE, Dialect.sqlite());
    out.println(passed + " passed, " + failures.size() + " failed");
    failures.forEach(out::println);
  }

  /** Runs the cases of PostgreSQL on H2, where only their rows count. */
  void onH2() throws SQLException {
    List<SqlCase> all = cases.stream().filter(each -> each.dialect().equals("postgres")).toList();
    if (all.isEmpty()) {
      return;
    }
    try (Connection connection = Fixture.h2().open(Engine.H2)) {
      judge("h2", all, new CaseJudge(Dialect.h2(), connection, Fixture.h2(), false, cases));
    }
    failures.forEach(out::println);
  }

  int size() {
    return cases.size();
  }

  int passed() {
    return passed;
  }

  List<String> failures() {
    return failures;
  }

  List<String> skipped() {
    return skipped;
  }

  private void on(String name, Engine engine, Dialect dialect) throws SQLException {
    List<SqlCase> all = cases.stream().filter(each -> each.dialect().equals(name)).toList();
    if (all.isEmpty()) {
      return;
    }
    Fixture fixture = Fixture.of(fixtures.get(name));
    try (Connection connection = fixture.open(engine)) {
      judge(name, all, new CaseJudge(dialect, connection, fixture, true, cases));
    }
  }

  private void judge(String name, List<SqlCase> all, CaseJudge judge) {
    int good = 0;
    int failedBefore = failures.size();
    int skippedBefore = skipped.size();
    for (SqlCase each : all) {
      switch (judge.judge(each)) {
        case Verdict.Passed p -> good++;
        case Verdict.Skipped s -> skipped.add(each.id());
        case Verdict.Failed(var reason) ->
            failures.add("FAILED " + each.id() + " (" + each.topic() + "): " + reason);
      }
    }
    passed += good;
    out.println(
        name
            + ": "
            + good
            + " passed, "
            + (failures.size() - failedBefore)
            + " failed, "
            + (skipped.size() - skippedBefore)
            + " skipped");
  }

  /** Returns the text of the file that the property names, or of the resource without one. */
  static String read(String property, String resource) throws IOException {
    String file = System.getProperty(property);
    return file == null ? resource(resource) : Files.readString(Path.of(file));
  }

  static String resource(String name) throws IOException {
    try (InputStream in = CaseRun.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
