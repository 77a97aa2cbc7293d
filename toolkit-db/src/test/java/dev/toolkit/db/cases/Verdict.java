package dev.toolkit.db.cases;

/** What came of a case. */
sealed interface Verdict {

  /** All is as the case demands. */
  record Passed() implements Verdict {}

  /** Something is not. */
  record Failed(String reason) implements Verdict {}

  /** The dialect of this run refuses what the case's own dialect has. */
  record Skipped(String reason) implements Verdict {}
}
