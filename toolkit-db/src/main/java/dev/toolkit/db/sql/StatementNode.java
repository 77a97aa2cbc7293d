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

  /** A delete of the rows that fit, or of all rows if that was asked for. */
  record Delete(
      List<QueryNode.With> with,
      Relation.Named table,
      List<Relation> using,
      @Nullable Node where,
      List<QueryNode.Item> returning)
      implements Write {}
}
