package dev.toolkit.db.sql;

import dev.toolkit.db.sql.StatementNode.Assignment;
import dev.toolkit.db.sql.StatementNode.Conflict;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Update;
import java.util.ArrayList;
import java.util.List;

/** What MySQL and MariaDB write alike and differently from all others. */
final class MySqlForms {
  /** What to do about rows that one statement does not give back. */
  static final String SEVERAL = "run it on a database, which takes several statements for it";

  private MySqlForms() {}

  /** Their rollup is a word behind keys, and only of all of them. */
  static void groupingSets(SqlWriter out, Node.GroupingSets sets) {
    boolean single = sets.sets().stream().allMatch(set -> set.size() == 1);
    if (sets.kind() == Node.GroupingKind.ROLLUP && single) {
      out.nodes(sets.sets().stream().map(List::getFirst).toList()).text(" with rollup");
    } else {
      out.node(sets);
    }
  }

  /** A backslash escapes in their strings unless the session says otherwise. */
  static String stringLiteral(String value) {
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'";
  }

  static String typeName(Dialect dialect, SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT -> "smallint";
      case INTEGER -> "int";
      case BIGINT -> "bigint";
      case NUMERIC ->
          type.size() == 0
              ? "decimal(65, 30)"
              : "decimal(" + type.size() + ", " + type.scale() + ")";
      // A float gives clients six digits only, and equals none of the numbers put in.
      case REAL, DOUBLE -> "double";
      case BOOLEAN -> "boolean";
      case TEXT -> "longtext";
      case VARCHAR -> "varchar(" + type.size() + ")";
      case CHAR -> "char(" + type.size() + ")";
      case BYTES -> "longblob";
      case UUID -> "char(36)";
      case DATE -> "date";
      case TIME -> "time(6)";
      case TIMESTAMP, TIMESTAMPTZ -> "datetime(6)";
      case JSON -> "json";
      case ENUM -> "enum(" + labels(type) + ")";
      case CUSTOM -> type.name();
      case ARRAY, DYNAMIC -> throw dialect.noType(type);
    };
  }

  private static String labels(SqlType<?> type) {
    return String.join(", ", type.labels().stream().map(MySqlForms::stringLiteral).toList());
  }

  /** A cast knows fewer names than a column. */
  static String castName(Dialect dialect, SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT, INTEGER, BIGINT, BOOLEAN -> "signed";
      case TEXT, ENUM, UUID -> "char";
      case VARCHAR, CHAR -> "char(" + type.size() + ")";
      case BYTES -> "binary";
      default -> typeName(dialect, type);
    };
  }

  static void concat(SqlWriter out, Node.Concat concat) {
    out.text("concat(").nodes(concat.operands()).text(")");
  }

  static void distinct(SqlWriter out, Dialect dialect, Node.Distinct distinct) {
    out.text(distinct.negated() ? "" : "not (");
    dialect.binary(out, distinct.left(), " <=> ", distinct.right());
    out.text(distinct.negated() ? "" : ")");
  }

  static void stringAggregate(SqlWriter out, Node.StringAggregate aggregate) {
    out.text("group_concat(").text(aggregate.distinct() ? "distinct " : "");
    if (aggregate.filter() != null) {
      out.expressions.filtered(aggregate.filter(), List.of(aggregate.operand()));
    } else {
      out.node(aggregate.operand());
    }
    if (!aggregate.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(aggregate.order());
    }
    out.text(" separator ").string(aggregate.separator()).text(")");
  }

  static void jsonAt(SqlWriter out, Node.JsonAt at) {
    out.text(at.asText() ? "json_unquote(" : "").text("json_extract(").node(at.operand());
    out.text(", ").string(path(at.path())).text(at.asText() ? "))" : ")");
  }

  static void jsonHasKey(SqlWriter out, Node.JsonHasKey has) {
    out.text("json_contains_path(").node(has.operand()).text(", 'one', ");
    out.bind(Binding.of(SqlType.TEXT, path(List.of(has.key())))).text(")");
  }

  static void jsonContains(SqlWriter out, Node.JsonContains contains) {
    out.text("json_contains(").node(contains.left()).text(", ").node(contains.right()).text(")");
  }

  /** Drivers write the words of Java into the statement, where they are names of columns. */
  static void requireNumber(Dialect dialect, double value) {
    if (!Double.isFinite(value)) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED,
          dialect.name() + " has no NaN and no infinity: bind null or another number");
    }
  }

  /** Keys are quoted, with a backslash before quotes and backslashes; indexes count from zero. */
  static String path(List<Object> path) {
    StringBuilder text = new StringBuilder("$");
    for (Object step : path) {
      if (step instanceof Integer index) {
        text.append(
            index >= 0 ? "[" + index + "]" : "[last" + (index == -1 ? "" : index + 1) + "]");
      } else {
        String key = step.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        text.append(".\"").append(key).append('"');
      }
    }
    return text.toString();
  }

  static void sortKey(SqlWriter out, Node.SortKey key) {
    switch (key.nulls()) {
      case UNSPECIFIED -> {}
      case LAST -> {
        out.expressions.operand(key.operand(), Node.Precedence.OTHER).text(" is null, ");
      }
      case FIRST -> {
        out.expressions.operand(key.operand(), Node.Precedence.OTHER).text(" is not null, ");
      }
    }
    out.node(key.operand()).text(key.descending() ? " desc" : " asc");
  }

  static void defaultRows(SqlWriter out, int rows) {
    out.text(" () values ");
    out.separated(java.util.Collections.nCopies(rows, "()"), ", ", out::text);
  }

  /** Setting a key to itself does nothing, and unlike {@code insert ignore} hides no error. */
  static void onDuplicateKey(SqlWriter out, Insert insert, Conflict conflict) {
    if (conflict.where() != null || conflict.targetWhere() != null) {
      throw out.unsupported("condition of an upsert");
    }
    out.text(" on duplicate key update ");
    if (conflict.assignments().isEmpty()) {
      Identifier key = anyKey(insert, conflict);
      out.name(key).text(" = ");
      if (insert.query() != null) {
        // The query may have a column of this name too.
        out.name(insert.table().name()).text(".");
      }
      out.name(key);
    } else {
      out.within(
          WriteWriter.scope(insert.table(), List.of()),
          () -> assignments(out, insert.table(), conflict.assignments(), ""));
    }
  }

  /**
   * Writes settings, of which each sees the columns as those before it left them (MySQL 8.4,
   * 15.2.17): what would read a changed one is refused, since all others give it the old value.
   */
  private static void assignments(
      SqlWriter out, Relation.Named table, List<Assignment> assignments, String prefix) {
    List<Identifier> changed = new ArrayList<>();
    for (Assignment set : assignments) {
      out.text(changed.isEmpty() ? "" : ", ").text(prefix).name(set.column()).text(" = ");
      out.expressions.afterChange(table.name(), List.copyOf(changed), () -> out.node(set.value()));
      changed.add(set.column());
    }
  }

  private static Identifier anyKey(Insert insert, Conflict conflict) {
    if (!conflict.key().isEmpty()) {
      return conflict.key().getFirst();
    }
    return conflict.target().isEmpty() ? insert.columns().getFirst() : conflict.target().getFirst();
  }

  /** Other tables are named beside the updated one, so that its columns need their table. */
  static void update(SqlWriter out, Update update) {
    out.queries.with(update.with());
    out.within(
        WriteWriter.scope(update.table(), update.from()),
        () -> {
          out.text("update ");
          out.queries.table(update.table());
          for (Relation relation : update.from()) {
            out.text(", ");
            out.queries.relation(relation);
          }
          out.text(" set ");
          String prefix = update.from().isEmpty() ? "" : update.table().name().backTicked() + ".";
          assignments(out, update.table(), update.assignments(), prefix);
          out.writes.where(update.where());
        });
  }

  static void delete(SqlWriter out, Delete delete) {
    if (delete.using().isEmpty()) {
      out.writes.delete(delete);
      return;
    }
    out.queries.with(delete.with());
    out.within(
        WriteWriter.scope(delete.table(), delete.using()),
        () -> {
          out.text("delete from ").name(delete.table().name()).text(" using ");
          out.queries.table(delete.table());
          for (Relation relation : delete.using()) {
            out.text(", ");
            out.queries.relation(relation);
          }
          out.writes.where(delete.where());
        });
  }
}
