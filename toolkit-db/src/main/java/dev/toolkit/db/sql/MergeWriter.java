package dev.toolkit.db.sql;

import dev.toolkit.db.sql.StatementNode.Assignment;
import dev.toolkit.db.sql.StatementNode.Merge;
import dev.toolkit.db.sql.StatementNode.MergeBranch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes merges (SQL:2016, 14.12 {@code <merge statement>}). */
final class MergeWriter {
  private final SqlWriter out;

  MergeWriter(SqlWriter out) {
    this.out = out;
  }

  void merge(Merge merge) {
    out.require(
        Feature.MERGE,
        "use insert(…).onConflict(…) for rows that may be there, and delete(…) for those to go");
    if (merge.branches().isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_SET,
          "Merge into "
              + merge.table().table()
              + " does nothing: add whenMatched() or whenNotMatched()");
    }
    if (!merge.with().isEmpty()) {
      out.require(Feature.CTE_ON_WRITE);
      out.queries.with(merge.with());
    }
    Scope both = WriteWriter.scope(merge.table(), List.of(merge.source()));
    out.within(
        both,
        () -> {
          out.text("merge into ");
          out.queries.table(merge.table());
          out.text(" using ");
          out.queries.relation(merge.source());
          out.text(" on ").node(merge.on());
          merge.branches().forEach(branch -> branch(merge, branch));
        });
  }

  private void branch(Merge merge, MergeBranch branch) {
    switch (branch) {
      case MergeBranch.UpdateMatched(var condition, var assignments) -> {
        when(" when matched", condition);
        out.text("update set ");
        out.writes.assignments(assignments);
      }
      case MergeBranch.DeleteMatched(var condition) -> {
        when(" when matched", condition);
        out.text("delete");
      }
      // There is no row of the table here: a column of it is refused as one of no source.
      case MergeBranch.InsertUnmatched(var condition, var values) ->
          out.within(Scope.of(merge.source().name()), () -> insert(condition, values));
    }
  }

  private void insert(@Nullable Node condition, List<Assignment> values) {
    when(" when not matched", condition);
    out.text("insert ").names(values.stream().map(Assignment::column).toList());
    out.text(" values (").nodes(values.stream().map(Assignment::value).toList()).text(")");
  }

  private void when(String words, @Nullable Node condition) {
    out.text(words);
    if (condition != null) {
      out.text(" and ");
      out.expressions.operand(condition, Node.Precedence.AND);
    }
    out.text(" then ");
  }
}
