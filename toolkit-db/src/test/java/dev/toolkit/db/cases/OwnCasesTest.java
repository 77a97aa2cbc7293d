package dev.toolkit.db.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs the project's own cases, which go beyond those that it was given. */
class OwnCasesTest {
  private static final String CASES = "/cases/own_cases.jsonl";
  private static final String FIXTURE = "/cases/sql_fixture.json";

  @Test
  void cases_allPass() throws Exception {
    CaseRun run = run(CASES);

    run.onOwnDatabases();

    assertThat(run.failures()).isEmpty();
    assertThat(run.passed()).isEqualTo(run.size()).isGreaterThan(400);
  }

  @Test
  void casesOfPostgres_sameRowsOnH2() throws Exception {
    CaseRun run = run(CASES);

    run.onH2();

    assertThat(run.failures()).isEmpty();
    assertThat(Set.copyOf(run.skipped())).isEqualTo(H2_LACKS);
  }

  private static CaseRun run(String cases) throws Exception {
    return new CaseRun(CaseRun.resource(cases), CaseRun.resource(FIXTURE), System.out);
  }

  /** What H2 refuses, or its dialect for it. */
  private static final Set<String> H2_LACKS =
      Set.of(
          "d-delete-using/postgres",
          "d-update-from/postgres",
          "f-key-share/postgres",
          "f-no-key-update/postgres",
          "f-share/postgres",
          "i-fn-schema/postgres",
          "i-json-key/postgres",
          "j-full/postgres",
          "j-lateral/postgres",
          "j-lateral-cross/postgres",
          "s-except-all/postgres",
          "t-notmat/postgres",
          "t-rec-union/postgres",
          "t-update/postgres",
          "t-write/postgres",
          "y-contained/postgres",
          "y-overlap/postgres",
          "z-contains/postgres",
          "z-haskey-not/postgres",
          "z-obj/postgres",
          "z-quote/postgres",
          "z-text/postgres");
}
