package dev.toolkit.db.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Runs a file of cases against real databases: {@code -Dcases} and {@code -Dfixture} name other
 * files than the project's own.
 *
 * <p>The cases of {@code mysql} are written in the dialect of MySQL and run on MariaDB; what that
 * lacks is judged by its text. Those of {@code postgres} run a second time on H2, judged by their
 * rows alone; what H2 or its dialect does not know is counted as skipped there.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SqlCasesTest {

  @Test
  @Order(1)
  void casesOfPostgres_sameRowsOnH2() throws Exception {
    CaseRun run = run();

    run.onH2();

    assertThat(run.failures()).isEmpty();
  }

  @Test
  @Order(2)
  void cases_allPass() throws Exception {
    CaseRun run = run();

    run.onOwnDatabases();

    assertThat(run.passed() + run.failures().size()).isEqualTo(run.size());
    assertThat(run.failures()).isEmpty();
  }

  private static CaseRun run() throws Exception {
    return new CaseRun(
        CaseRun.read("cases", "/cases/sql_cases.jsonl"),
        CaseRun.read("fixture", "/cases/sql_fixture.json"),
        System.out);
  }
}
