package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import dev.toolkit.db.sql.StatementNode.Insert;
import java.util.ArrayList;
import java.util.List;

/**
 * The SQL of SQLite.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SqliteDialect extends Dialect {
  static final SqliteDialect INSTANCE = new SqliteDialect();

  private static final Identifier INSERTED = Identifier.of("inserted");

  private SqliteDialect() {}

  @Override
  public String name() {
    return "SQLite";
  }

  @Override
  public Support support(Feature feature) {
    return switch (feature) {
      case FULL_JOIN,
          OUTER_COLUMN,
          MATERIALIZED,
          RECURSIVE_DISTINCT,
          CTE_ON_WRITE,
          INSERT_RETURNING,
          UPDATE_RETURNING,
          DELETE_RETURNING,
          GROUPS_FRAME,
          FRAME_EXCLUSION,
          JSON_PATH,
          UPDATE_FROM,
          FILTER,
          CONFLICT_WHERE,
          UPSERT_FROM_QUERY,
          NULLS_ORDER,
          DISTINCT_FROM,
          JSON_ROWS,
          JSON_AGGREGATE ->
          Support.NATIVE;
      case ILIKE, BULK_UPDATE, DISTINCT_ON -> Support.EMULATED;
      case LATERAL,
          ROW_LOCK,
          LOCK_OF_GROUPS,
          ROW_LOCK_OF,
          SHARE_LOCK,
          KEY_LOCK,
          WRITE_IN_CTE,
          ARRAY,
          ANY_ARRAY,
          DEFAULT_VALUE,
          DELETE_USING,
          INTERSECT_ALL,
          SEQUENCE,
          ARRAY_AGGREGATE,
          DISTINCT_TEXT_AGGREGATE,
          QUANTIFIED_QUERY,
          JSON_CONTAINMENT,
          MERGE,
          ROLLUP,
          GROUPING,
          GROUPING_SETS,
          ORDERED_SET,
          MATERIALIZED_VIEW,
          CONCURRENT_INDEX,
          ROW_SECURITY ->
          Support.REFUSED;
    };
  }

  /** Only five words count for SQLite; the rest of the name is for readers and drivers. */
  @Override
  public String typeName(SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT, INTEGER, BIGINT, BOOLEAN -> "integer";
      case REAL, DOUBLE -> "real";
      case NUMERIC, TEXT, VARCHAR, CHAR, UUID, DATE, TIME, TIMESTAMP, TIMESTAMPTZ, JSON, ENUM ->
          "text";
      case BYTES -> "blob";
      case CUSTOM -> type.name();
      case ARRAY, DYNAMIC -> throw noType(type);
    };
  }

  /**
   * Decimals are bound as text, which SQLite holds greater than any number unless a side of the
   * comparison is numeric (Datatypes In SQLite, 4.2).
   */
  @Override
  void comparedValue(SqlWriter out, Binding<?> binding) {
    if (binding.type().kind() == SqlType.Kind.NUMERIC) {
      out.text("cast(").bind(binding).text(" as numeric)");
    } else {
      out.bind(binding);
    }
  }

  /** A cast to text would take what is no JSON. */
  @Override
  void cast(SqlWriter out, Node.Cast cast) {
    if (cast.type().kind() == SqlType.Kind.JSON) {
      jsonPart(out, cast.operand());
    } else {
      super.cast(out, cast);
    }
  }

  @Override
  void distinct(SqlWriter out, Node.Distinct distinct) {
    binary(out, distinct.left(), distinct.negated() ? " is " : " is not ", distinct.right());
  }

  @Override
  void stringAggregate(SqlWriter out, Node.StringAggregate aggregate) {
    separatedAggregate(out, "group_concat", aggregate);
  }

  @Override
  void jsonAggregate(SqlWriter out, Node.JsonAggregate aggregate) {
    orderedAggregate(out, "json_group_array", aggregate, "");
  }

  /** JSON is text on SQLite, and stays JSON from one function to the next at most. */
  @Override
  void jsonPart(SqlWriter out, Node operand) {
    out.text("json(").node(operand).text(")");
  }

  @Override
  void jsonRows(SqlWriter out, Node.JsonRows rows) {
    out.text("json_group_array(json_array(").nodes(rows.columns()).text(")");
    if (!rows.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(rows.order());
    }
    out.text(")");
  }

  @Override
  void jsonAt(SqlWriter out, Node.JsonAt at) {
    out.expressions.operand(at.operand(), Node.Precedence.PRIMARY);
    out.text(at.asText() ? " ->> " : " -> ").string(path(out, at.path()));
  }

  @Override
  void jsonHasKey(SqlWriter out, Node.JsonHasKey has) {
    out.text("json_type(").node(has.operand()).text(", ");
    out.bind(Binding.of(SqlType.TEXT, path(out, List.of(has.key())))).text(") is not null");
  }

  /** A quote in a key would end it, and SQLite has no way to write one. */
  private static String path(SqlWriter out, List<Object> path) {
    StringBuilder text = new StringBuilder("$");
    for (Object step : path) {
      if (step instanceof Integer index) {
        text.append(index >= 0 ? "[" + index + "]" : "[#" + index + "]");
      } else if (step.toString().indexOf('"') >= 0) {
        throw out.unsupported("JSON path to a key with a quote");
      } else {
        text.append(".\"").append(step).append('"');
      }
    }
    return text.toString();
  }

  /** A limit below zero is none. */
  @Override
  String offsetAlone() {
    return " limit -1 offset ";
  }

  @Override
  boolean groupsBySubquery() {
    return true;
  }

  @Override
  String rowListPrefix() {
    return "values ";
  }

  /** SQLite calls the columns of values {@code column1} and so on: a select renames them. */
  @Override
  void values(SqlWriter out, Relation.Values values) {
    out.text("(select ");
    for (int i = 0; i < values.columns().size(); i++) {
      out.text(i == 0 ? "" : ", ").text("column" + (i + 1)).text(" as ");
      out.name(values.columns().get(i));
    }
    out.text(" from (values ").nodes(List.copyOf(values.rows())).text(")) as ").name(values.name());
  }

  /**
   * A query before {@code on conflict} needs a where at its end, or SQLite takes the {@code on} for
   * that of a join (UPSERT, 2.2).
   */
  @Override
  void insert(SqlWriter out, Insert insert) {
    Insert safe = withoutDefaults(insert);
    if (insert.conflict() != null && insert.query() != null) {
      safe =
          switch (insert.query()) {
            case QueryNode.Select select when select.where() == null -> withWhere(safe, select);
            case QueryNode.Select select -> safe;
            case QueryNode.SetOperation set -> withWhere(safe, selected(set));
          };
    }
    super.insert(out, safe);
  }

  private static QueryNode.Select selected(QueryNode.SetOperation set) {
    Node all = new Node.Raw(List.of("*"), List.of(), List.of());
    return QueryNode.Select.of(
        List.of(new QueryNode.Item(all, SqlType.DYNAMIC, null, false)),
        new Relation.Derived(set, INSERTED, false));
  }

  /** A column that no row gives a value for is left out, which is how its default gets in. */
  private static Insert withoutDefaults(Insert insert) {
    if (insert.rows().isEmpty()
        || insert.rows().getFirst().stream().noneMatch(Node.Default.class::isInstance)) {
      return insert;
    }
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < insert.columns().size(); i++) {
      int column = i;
      boolean given =
          insert.rows().stream().anyMatch(row -> !(row.get(column) instanceof Node.Default));
      if (given) {
        kept.add(column);
      }
    }
    if (kept.size() == insert.columns().size()) {
      return insert;
    }
    return new Insert(
        insert.with(),
        insert.table(),
        kept.stream().map(insert.columns()::get).toList(),
        insert.rows().stream().map(row -> kept.stream().map(row::get).toList()).toList(),
        null,
        insert.conflict(),
        insert.returning());
  }

  private static Insert withWhere(Insert insert, QueryNode.Select select) {
    QueryNode.Select filtered =
        new QueryNode.Select(
            select.items(),
            select.from(),
            select.joins(),
            new Node.Literal(true),
            select.order(),
            select.limit(),
            select.clauses());
    return new Insert(
        insert.with(),
        insert.table(),
        insert.columns(),
        insert.rows(),
        filtered,
        insert.conflict(),
        insert.returning());
  }

  /** SQLite stores NaN as null (sqlite3_bind_double). */
  @Override
  void requireNumber(double value) {
    if (Double.isNaN(value)) {
      throw new QueryRefusedException(
          Refusal.UNSUPPORTED, name() + " has no NaN: bind null or another number");
    }
  }

  /** Texts of other years would not be in the order of their dates. */
  @Override
  void requireYear(int year) {
    requireFourDigits(year);
  }

  @Override
  int nullType(SqlType<?> type) {
    return java.sql.Types.NULL;
  }

  @Override
  String template(ScalarFunction function) {
    return FunctionForms.sqlite(function);
  }
}
