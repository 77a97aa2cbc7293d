package dev.toolkit.db.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A statement that a dialect can write. Nodes are immutable.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface StatementNode
    permits QueryNode.Select, QueryNode.SetOperation, StatementNode.Write {

  /** A statement that changes rows. */
  sealed interface Write extends StatementNode {

    /** Returns the common table expressions in front of the statement. */
    List<QueryNode.With> with();

    /** Returns what the statement gives back of the rows that it changed, or nothing. */
    List<QueryNode.Item> returning();
  }

  /** An insert of rows, or of what a query gives if there is one. */
  record Insert(
      List<QueryNode.With> with,
      Relation.Named table,
      List<Identifier> columns,
      List<List<Node>> rows,
      @Nullable QueryNode query,
      @Nullable Conflict conflict,
      List<QueryNode.Item> returning)
      implements Write {}

  /** What an insert does about a row that is there already. */
  record Conflict(
      List<Identifier> target,
      @Nullable Node targetWhere,
      List<Assignment> assignments,
      @Nullable Node where,
      List<Identifier> key) {}

  /** A column and its new value. */
  record Assignment(Identifier column, Node value) {}

  /** An update of the rows that fit, or of all rows if that was asked for. */
  record Update(
      List<QueryNode.With> with,
      Relation.Named table,
      List<Assignment> assignments,
      List<Relation> from,
      @Nullable Node where,
      List<QueryNode.Item> returning)
      implements Write {}

  /** A merge of the rows of a source into a table: the first branch that fits a row counts. */
  record Merge(
      List<QueryNode.With> with,
      Relation.Named table,
      Relation source,
      Node on,
      List<MergeBranch> branches)
      implements Write {
    public Merge {
      branches = List.copyOf(branches);
    }

    @Override
    public List<QueryNode.Item> returning() {
      return List.of();
    }
  }

  /** What a merge does with a row that has a match, or has none. */
  sealed interface MergeBranch {

    /** Returns the condition beside having a match or none, or null. */
    @Nullable Node condition();

    /** Updates a row that has a match. */
    record UpdateMatched(@Nullable Node condition, List<Assignment> assignments)
        implements MergeBranch {}

    /** Deletes a row that has a match. */
    record DeleteMatched(@Nullable Node condition) implements MergeBranch {}

    /** Inserts a row of the source that has no match. */
    record InsertUnmatched(@Nullable Node condition, List<Assignment> values)
        implements MergeBranch {}
  }

  /** A delete of the rows that fit, or of all rows if that was asked for. */
  record Delete(
      List<QueryNode.With> with,
      Relation.Named table,
      List<Relation> using,
      @Nullable Node where,
      List<QueryNode.Item> returning)
      implements Write {}
}
