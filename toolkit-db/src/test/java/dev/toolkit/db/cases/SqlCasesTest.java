package dev.toolkit.db.cases;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a file of cases against real databases: {@code -Dcases} and {@code -Dfixture} name other
 * files than the project's own.
 *
 * <p>The cases of {@code mysql} are written in the dialect of MySQL and run on MariaDB. Those of
 * {@code postgres} run a second time on H2, judged by their rows alone; what H2 refuses is counted
 * as skipped there.
 */
class SqlCasesTest {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<String> failures = new ArrayList<>();
  private int passed;

  @Test
  void cases_allPass() throws Exception {
    List<SqlCase> cases = cases(read("cases", "/cases/sql_cases.jsonl"));
    JsonNode fixture = JSON.readTree(read("fixture", "/cases/sql_fixture.json"));
    PrintStream out = System.out;

    run(out, "postgres", cases, Engine.POSTGRES, Dialect.postgres(), fixture);
    run(out, "mysql", cases, Engine.MARIADB, Dialect.mysql(), fixture);
    run(out, "sqlite", cases, Engine.SQLITE, Dialect.sqlite(), fixture);
    out.println(passed + " passed, " + failures.size() + " failed");
    failures.forEach(out::println);

    assertThat(passed + failures.size()).isEqualTo(cases.size());
    assertThat(failures).isEmpty();
  }

  @Test
  void casesOfPostgres_sameRowsOnH2() throws Exception {
    List<SqlCase> cases =
        cases(read("cases", "/cases/sql_cases.jsonl")).stream()
            .filter(each -> each.dialect().equals("postgres"))
            .toList();

    try (Connection connection = Fixture.h2().open(Engine.H2)) {
      judge(System.out, "h2", cases, new CaseJudge(Dialect.h2(), connection, Fixture.h2(), false));
    }
    failures.forEach(System.out::println);

    assertThat(passed).isGreaterThan(cases.size() / 2);
    assertThat(failures).isEmpty();
  }

  private void run(
      PrintStream out,
      String name,
      List<SqlCase> all,
      Engine engine,
      Dialect dialect,
      JsonNode fixtures)
      throws SQLException {
    List<SqlCase> cases = all.stream().filter(each -> each.dialect().equals(name)).toList();
    if (cases.isEmpty()) {
      return;
    }
    Fixture fixture = Fixture.of(fixtures.get(name));
    try (Connection connection = fixture.open(engine)) {
      judge(out, name, cases, new CaseJudge(dialect, connection, fixture, true));
    }
  }

  private void judge(PrintStream out, String name, List<SqlCase> cases, CaseJudge judge) {
    int good = 0;
    int bad = 0;
    int skipped = 0;
    for (SqlCase each : cases) {
      switch (judge.judge(each)) {
        case Verdict.Passed p -> good++;
        case Verdict.Skipped s -> skipped++;
        case Verdict.Failed(var reason) -> {
          bad++;
          failures.add("FAILED " + each.id() + " (" + each.topic() + "): " + reason);
        }
      }
    }
    passed += good;
    out.println(name + ": " + good + " passed, " + bad + " failed, " + skipped + " skipped");
  }

  private static List<SqlCase> cases(String lines) {
    return lines
        .lines()
        .filter(line -> !line.isBlank())
        .map(line -> SqlCase.of(JSON.readTree(line)))
        .toList();
  }

  private static String read(String property, String resource) throws IOException {
    String file = System.getProperty(property);
    if (file != null) {
      return Files.readString(Path.of(file));
    }
    try (InputStream in = SqlCasesTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
