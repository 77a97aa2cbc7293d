package dev.toolkit.db.sql;

import dev.toolkit.db.sql.StatementNode.Assignment;
import dev.toolkit.db.sql.StatementNode.Conflict;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Merge;
import dev.toolkit.db.sql.StatementNode.Update;
import dev.toolkit.db.sql.StatementNode.Write;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Writes inserts, updates and deletes. */
final class WriteWriter {
  /** Texts of rows of bindings, by their number, for as many as most rows have. */
  private static final List<String> BOUND_ROWS =
      IntStream.rangeClosed(0, 32).mapToObj(WriteWriter::questionMarks).toList();

  private final SqlWriter out;

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
    List<List<Node>> rows = insert.rows();
    for (int i = 0; i < rows.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      row(insert, rows.get(i));
    }
  }

  /** Rows of nothing but bindings are long and all alike: they share their text. */
  private void row(Insert insert, List<Node> row) {
    if (out.areQuestionMarks(row)) {
      out.bound(boundRow(row.size()), row);
      return;
    }
    Scope outer = out.enter(Scope.of(insert.table().name()));
    out.text("(");
    for (int i = 0; i < row.size(); i++) {
      if (row.get(i) instanceof Node.Default) {
        requireDefault(insert, insert.columns().get(i));
      }
      out.text(i == 0 ? "" : ", ").node(row.get(i));
    }
    out.text(")");
    out.leave(outer);
  }

  private static String boundRow(int values) {
    return values < BOUND_ROWS.size() ? BOUND_ROWS.get(values) : questionMarks(values);
  }

  private static String questionMarks(int count) {
    return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
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
    out.within(
        Scope.of(insert.table().name()),
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
    Scope outer = out.enter(scope(table, others));
    if (others.isEmpty()) {
      Identifier before = out.expressions.enterBare(table.name());
      out.queries.items(items);
      out.expressions.leaveBare(before);
    } else {
      out.queries.items(items);
    }
    out.leave(outer);
  }

  static Scope scope(Relation.Named table, List<Relation> others) {
    if (others.isEmpty()) {
      return Scope.of(table.name());
    }
    Identifier[] names = new Identifier[1 + others.size()];
    names[0] = table.name();
    for (int i = 0; i < others.size(); i++) {
      names[i + 1] = others.get(i).name();
    }
    return Scope.of(names);
  }
}
