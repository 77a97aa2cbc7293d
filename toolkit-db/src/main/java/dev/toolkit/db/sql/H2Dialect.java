package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.StatementNode.Conflict;
import dev.toolkit.db.sql.StatementNode.Delete;
import dev.toolkit.db.sql.StatementNode.Insert;
import dev.toolkit.db.sql.StatementNode.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The SQL of H2 in its regular mode.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class H2Dialect extends Dialect {
  static final H2Dialect INSTANCE = new H2Dialect();

  private static final Identifier EXCLUDED = Identifier.of("excluded");

  private H2Dialect() {}

  @Override
  public String name() {
    return "H2";
  }

  @Override
  public Support support(Feature feature) {
    return switch (feature) {
      case ROW_LOCK,
          GROUPS_FRAME,
          FRAME_EXCLUSION,
          ANY_ARRAY,
          FILTER,
          DEFAULT_VALUE,
          NULLS_ORDER,
          DISTINCT_FROM,
          JSON_ROWS,
          JSON_AGGREGATE,
          ARRAY_AGGREGATE,
          DISTINCT_TEXT_AGGREGATE,
          QUANTIFIED_QUERY,
          SEQUENCE,
          MERGE,
          ORDERED_SET ->
          Support.NATIVE;
      case DISTINCT_ON,
          INSERT_RETURNING,
          UPDATE_RETURNING,
          DELETE_RETURNING,
          CONFLICT_WHERE,
          UPSERT_FROM_QUERY,
          ILIKE,
          BULK_UPDATE ->
          Support.EMULATED;
      case FULL_JOIN,
          OUTER_COLUMN,
          LOCK_OF_GROUPS,
          LATERAL,
          ROW_LOCK_OF,
          SHARE_LOCK,
          RECURSIVE_DISTINCT,
          KEY_LOCK,
          MATERIALIZED,
          WRITE_IN_CTE,
          CTE_ON_WRITE,
          ARRAY,
          JSON_PATH,
          UPDATE_FROM,
          DELETE_USING,
          INTERSECT_ALL,
          JSON_CONTAINMENT,
          ROLLUP,
          GROUPING,
          GROUPING_SETS,
          MATERIALIZED_VIEW,
          CONCURRENT_INDEX,
          ROW_SECURITY ->
          Support.REFUSED;
    };
  }

  @Override
  public String typeName(SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT -> "smallint";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case NUMERIC ->
          type.size() == 0 ? "decfloat" : "numeric(" + type.size() + ", " + type.scale() + ")";
      case REAL -> "real";
      case DOUBLE -> "double precision";
      case BOOLEAN -> "boolean";
      case TEXT -> "varchar";
      case VARCHAR -> "varchar(" + type.size() + ")";
      case CHAR -> "char(" + type.size() + ")";
      case BYTES -> "varbinary";
      case UUID -> "uuid";
      case DATE -> "date";
      case TIME -> "time(6)";
      case TIMESTAMP -> "timestamp(6)";
      case TIMESTAMPTZ -> "timestamp(6) with time zone";
      case JSON -> "json";
      case ENUM ->
          "enum("
              + String.join(", ", type.labels().stream().map(this::stringLiteral).toList())
              + ")";
      case ARRAY -> typeName(Objects.requireNonNull(type.element())) + " array";
      case CUSTOM -> type.name();
      case DYNAMIC -> throw noType(type);
    };
  }

  @Override
  boolean hasPlainPlaceholders() {
    return false;
  }

  @Override
  String placeholder(SqlType<?> type) {
    return type.kind() == SqlType.Kind.JSON ? "? format json" : "?";
  }

  /** H2 cannot tell the type of a lone placeholder. */
  @Override
  void selectedValue(SqlWriter out, Binding<?> binding) {
    if (binding.type().kind() == SqlType.Kind.DYNAMIC) {
      out.bind(binding);
      return;
    }
    out.text("cast(").bind(binding).text(" as ").text(typeName(binding.type())).text(")");
  }

  /** A cast would make a JSON string of text. */
  @Override
  void cast(SqlWriter out, Node.Cast cast) {
    if (cast.type().kind() == SqlType.Kind.JSON) {
      out.text("((").node(cast.operand()).text(") format json)");
    } else {
      super.cast(out, cast);
    }
  }

  @Override
  void stringAggregate(SqlWriter out, Node.StringAggregate aggregate) {
    out.text("listagg(").text(aggregate.distinct() ? "distinct " : "");
    out.node(aggregate.operand()).text(", ").string(aggregate.separator()).text(")");
    if (!aggregate.order().isEmpty()) {
      out.text(" within group (");
      out.expressions.orderBy(aggregate.order());
      out.text(")");
    }
    if (aggregate.filter() != null) {
      out.expressions.filter(aggregate.filter());
    }
  }

  @Override
  void jsonAggregate(SqlWriter out, Node.JsonAggregate aggregate) {
    orderedAggregate(out, "json_arrayagg", aggregate, " null on null");
  }

  @Override
  void jsonRows(SqlWriter out, Node.JsonRows rows) {
    out.text("coalesce(json_arrayagg(json_array(").nodes(rows.columns()).text(" null on null)");
    if (!rows.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(rows.order());
    }
    out.text("), json '[]')");
  }

  @Override
  void jsonAt(SqlWriter out, Node.JsonAt at) {
    throw out.unsupported(Feature.JSON_PATH.text());
  }

  @Override
  void jsonHasKey(SqlWriter out, Node.JsonHasKey has) {
    throw out.unsupported(Feature.JSON_PATH.text());
  }

  @Override
  void excluded(SqlWriter out, Identifier column) {
    out.name(EXCLUDED).text(".").name(column);
  }

  @Override
  boolean takesColumnsOfOneName() {
    return false;
  }

  @Override
  boolean writesWithAfterTable() {
    return true;
  }

  @Override
  void insert(SqlWriter out, Insert insert) {
    fromTable(
        out,
        "final table (",
        insert.returning(),
        insert.table(),
        () -> {
          Conflict conflict = insert.conflict();
          if (conflict == null) {
            out.writes.insertRows(insert);
          } else {
            merge(out, insert, conflict);
          }
        });
  }

  @Override
  void update(SqlWriter out, Update update) {
    requireNoCte(out, update.with());
    fromTable(
        out, "final table (", update.returning(), update.table(), () -> out.writes.update(update));
  }

  @Override
  void delete(SqlWriter out, Delete delete) {
    requireNoCte(out, delete.with());
    fromTable(
        out, "old table (", delete.returning(), delete.table(), () -> out.writes.delete(delete));
  }

  private static void requireNoCte(SqlWriter out, List<QueryNode.With> with) {
    if (!with.isEmpty()) {
      out.require(Feature.CTE_ON_WRITE);
    }
  }

  /** Rows that a write gives back are selected from its data change delta table. */
  private static void fromTable(
      SqlWriter out,
      String delta,
      List<QueryNode.Item> returning,
      Relation.Named table,
      Runnable write) {
    if (returning.isEmpty()) {
      write.run();
      return;
    }
    out.text("select ");
    out.writes.items(returning, table, List.of());
    out.text(" from ").text(delta);
    write.run();
    out.text(")");
  }

  /** An upsert is a merge whose source has the name that the others give to excluded rows. */
  private static void merge(SqlWriter out, Insert insert, Conflict conflict) {
    out.text("merge into ");
    out.queries.table(insert.table());
    out.text(" using (");
    source(out, insert);
    out.text(") as ").name(EXCLUDED).text(" ").names(insert.columns()).text(" on ");
    Scope scope = Scope.of(insert.table().name(), EXCLUDED);
    out.within(scope, () -> branches(out, insert, conflict));
  }

  private static void source(SqlWriter out, Insert insert) {
    QueryNode query = insert.query();
    if (query != null) {
      out.within(null, () -> out.queries.query(query));
      return;
    }
    out.text("values ");
    out.separated(
        insert.rows(),
        ", ",
        row -> {
          out.text("(");
          out.separated(row, ", ", node -> typed(out, node));
          out.text(")");
        });
  }

  private static void typed(SqlWriter out, Node node) {
    if (node instanceof Binding<?> binding) {
      out.dialect.selectedValue(out, binding);
    } else if (node instanceof Node.Default) {
      throw out.unsupported("default as a value of an upsert");
    } else {
      out.node(node);
    }
  }

  private static void branches(SqlWriter out, Insert insert, Conflict conflict) {
    List<Identifier> target = conflict.target().isEmpty() ? conflict.key() : conflict.target();
    if (target.isEmpty()) {
      throw new QueryRefusedException(
          Refusal.CONFLICT_TARGET,
          "H2 needs the columns on which an upsert of "
              + insert.table().table()
              + " may conflict: name them in onConflict(…)");
    }
    out.separated(
        target,
        " and ",
        column ->
            out.name(insert.table().name())
                .text(".")
                .name(column)
                .text(" = ")
                .name(EXCLUDED)
                .text(".")
                .name(column));
    if (!conflict.assignments().isEmpty()) {
      out.text(" when matched");
      if (conflict.where() != null) {
        out.text(" and ");
        out.expressions.operand(conflict.where(), Node.Precedence.NOT);
      }
      out.text(" then update set ");
      out.writes.assignments(conflict.assignments());
    }
    List<Identifier> columns = new ArrayList<>(insert.columns());
    out.text(" when not matched then insert ").names(columns).text(" values (");
    out.separated(columns, ", ", column -> out.name(EXCLUDED).text(".").name(column));
    out.text(")");
  }

  @Override
  String template(ScalarFunction function) {
    return FunctionForms.h2(function);
  }
}
