package dev.toolkit.db.sql;

import dev.toolkit.db.sql.StatementNode.Assignment;
import dev.toolkit.db.sql.StatementNode.Conflict;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Merge;
import dev.toolkit.db.sql.StatementNode.Update;
import dev.toolkit.db.sql.StatementNode.Write;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes inserts, updates and deletes. */
final class WriteWriter {
  private final SqlWriter out;
  private @Nullable String boundRow;

  WriteWriter(SqlWriter out) {
    this.out = out;
  }

  void write(Write write) {
    int outer = out.queries.visible();
    switch (write) {
      case Insert insert -> out.dialect.insert(out, insert);
      case Update update -> out.dialect.update(out, update);
      case Delete delete -> out.dialect.delete(out, delete);
      case Merge merge -> new MergeWriter(out).merge(merge);
    }
    out.queries.forget(outer);
  }

  /** Writes an insert up to, and without, what follows its rows. */
  void insertRows(Insert insert) {
    if (!out.dialect.writesWithAfterTable()) {
      out.queries.with(insert.with());
    }
    out.text("insert into ");
    out.queries.table(insert.table());
    QueryNode query = insert.query();
    if (query != null) {
      columns(insert.columns());
      out.text(" ");
      if (out.dialect.writesWithAfterTable()) {
        out.queries.with(insert.with());
      }
      out.within(null, () -> out.queries.query(query));
    } else if (insert.rows().isEmpty()) {
      throw new QueryRefusedException(
          Refusal.EMPTY_INSERT,
          "Insert into " + insert.table().table() + " without a row: add one");
    } else if (insert.columns().isEmpty()) {
      out.dialect.defaultRows(out, insert.rows().size());
    } else {
      if (out.dialect.writesWithAfterTable() && !insert.with().isEmpty()) {
        throw out.unsupported("common table expression in front of an insert of rows");
      }
      columns(insert.columns());
      out.text(" values ");
      values(insert);
    }
  }

  private void columns(List<Identifier> columns) {
    if (!columns.isEmpty()) {
      out.text(" ").names(columns);
    }
  }

  void values(Insert insert) {
    boundRow = null;
    out.within(
        new Scope(List.of(insert.table().name()), List.of(), null),
        () -> out.separated(insert.rows(), ", ", row -> row(insert, row)));
  }

  /** Rows of nothing but bindings are long and all alike: they copy the text of the first. */
  private void row(Insert insert, List<Node> row) {
    boolean questionMarks = out.areQuestionMarks(row);
    if (questionMarks && boundRow != null) {
      out.bound(boundRow, row);
      return;
    }
    int start = out.length();
    out.text("(");
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof Node.Default) {
        requireDefault(insert, insert.columns().get(i));
      }
      out.text(i == 0 ? "" : ", ").node(row.get(i));
    }
    out.text(")");
    if (questionMarks && insert.rows().size() > 1) {
      boundRow = out.textFrom(start);
    }
  }

  private void requireDefault(Insert insert, Identifier column) {
    if (out.dialect.support(Feature.DEFAULT_VALUE) == Feature.Support.REFUSED) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          out.dialect.name()
              + " has no default as a value, and null would not be the default of "
              + insert.table().table()
              + "."
              + column
              + ": insert the rows that set it apart from those that do not");
    }
  }

  /** Writes {@code on conflict} as PostgreSQL and SQLite have it. */
  void onConflict(Insert insert, Conflict conflict) {
    out.text(" on conflict");
    if (!conflict.target().isEmpty()) {
      out.text(" ").names(conflict.target());
    }
    Scope scope = new Scope(List.of(insert.table().name()), List.of(), null);
    out.within(
        scope,
        () -> {
          if (conflict.targetWhere() != null) {
            out.text(" where ").node(conflict.targetWhere());
          }
          if (conflict.assignments().isEmpty()) {
            out.text(" do nothing");
            return;
          }
          out.text(" do update set ");
          assignments(conflict.assignments());
          if (conflict.where() != null) {
            out.text(" where ").node(conflict.where());
          }
        });
  }

  void assignments(List<Assignment> assignments) {
    out.separated(
        assignments,
        ", ",
        assignment -> out.name(assignment.column()).text(" = ").node(assignment.value()));
  }

  void update(Update update) {
    out.queries.with(update.with());
    out.within(
        scope(update.table(), update.from()),
        () -> {
          out.text("update ");
          out.queries.table(update.table());
          out.text(" set ");
          assignments(update.assignments());
          others(" from ", update.from(), Feature.UPDATE_FROM);
          where(update.where());
        });
  }

  void delete(Delete delete) {
    out.queries.with(delete.with());
    out.within(
        scope(delete.table(), delete.using()),
        () -> {
          out.text("delete from ");
          out.queries.table(delete.table());
          others(" using ", delete.using(), Feature.DELETE_USING);
          where(delete.where());
        });
  }

  private void others(String keyword, List<Relation> relations, Feature feature) {
    if (!relations.isEmpty()) {
      out.require(feature);
      out.text(keyword);
      out.separated(relations, ", ", out.queries::relation);
    }
  }

  void where(@Nullable Node condition) {
    if (condition != null) {
      out.text(" where ").node(condition);
    }
  }

  /** Writes what the statement gives back; columns of a lone table go without it. */
  void returning(Write write, Relation.Named table, List<Relation> others) {
    if (write.returning().isEmpty()) {
      return;
    }
    out.text(" returning ");
    items(write.returning(), table, others);
  }

  void items(List<QueryNode.Item> items, Relation.Named table, List<Relation> others) {
    Runnable items0 = () -> out.separated(items, ", ", out.queries::item);
    Runnable bare = others.isEmpty() ? () -> out.expressions.bare(table.name(), items0) : items0;
    out.within(scope(table, others), bare);
  }

  static Scope scope(Relation.Named table, List<Relation> others) {
    List<Identifier> names = new ArrayList<>(1 + others.size());
    names.add(table.name());
    for (Relation other : others) {
      names.add(other.name());
    }
    return new Scope(names, List.of(), null);
  }
}
