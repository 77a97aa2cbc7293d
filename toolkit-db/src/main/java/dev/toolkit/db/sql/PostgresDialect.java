package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Feature.Support;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of PostgreSQL.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PostgresDialect extends Dialect {
  static final PostgresDialect INSTANCE = new PostgresDialect();

  private PostgresDialect() {}

  @Override
  public String name() {
    return "PostgreSQL";
  }

  @Override
  public Support support(Feature feature) {
    return feature == Feature.LOCK_OF_GROUPS ? Support.REFUSED : Support.NATIVE;
  }

  @Override
  public String typeName(SqlType<?> type) {
    return switch (type.kind()) {
      case SMALLINT -> "smallint";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case NUMERIC ->
          type.size() == 0 ? "numeric" : "numeric(" + type.size() + ", " + type.scale() + ")";
      case REAL -> "real";
      case DOUBLE -> "double precision";
      case BOOLEAN -> "boolean";
      case TEXT -> "text";
      case VARCHAR -> "varchar(" + type.size() + ")";
      case CHAR -> "char(" + type.size() + ")";
      case BYTES -> "bytea";
      case UUID -> "uuid";
      case DATE -> "date";
      case TIME -> "time";
      case TIMESTAMP -> "timestamp";
      case TIMESTAMPTZ -> "timestamptz";
      case JSON -> "jsonb";
      case ENUM -> quote(Identifier.of(type.name()));
      case ARRAY -> typeName(java.util.Objects.requireNonNull(type.element())) + "[]";
      case CUSTOM -> type.name();
      case DYNAMIC -> throw noType(type);
    };
  }

  /** The driver looks array types up by the name without a size. */
  @Override
  String elementName(SqlType<?> element) {
    return switch (element.kind()) {
      case VARCHAR -> "varchar";
      case CHAR -> "bpchar";
      case NUMERIC -> "numeric";
      case ENUM, CUSTOM -> element.name();
      default -> typeName(element);
    };
  }

  @Override
  int nullType(SqlType<?> type) {
    return switch (type.kind()) {
      case TIMESTAMPTZ -> Types.TIMESTAMP_WITH_TIMEZONE;
      case UUID, JSON, ENUM, CUSTOM -> Types.OTHER;
      default -> super.nullType(type);
    };
  }

  /** Without a target, PostgreSQL knows no row to update (PostgreSQL 18, INSERT). */
  @Override
  void insert(SqlWriter out, StatementNode.Insert insert) {
    StatementNode.Conflict conflict = insert.conflict();
    if (conflict != null && !conflict.assignments().isEmpty() && conflict.target().isEmpty()) {
      throw new QueryRefusedException(
          Refusal.CONFLICT_TARGET,
          "PostgreSQL needs the columns on which an upsert of "
              + insert.table().table()
              + " may conflict: name them in onConflict(…)");
    }
    super.insert(out, insert);
  }

  @Override
  void like(SqlWriter out, Node.Like like) {
    if (!like.ignoresCase()) {
      super.like(out, like);
      return;
    }
    binary(out, like.operand(), like.negated() ? " not ilike " : " ilike ", like.pattern());
    out.text(like.escaped() ? " escape '!'" : "");
  }

  @Override
  void stringAggregate(SqlWriter out, Node.StringAggregate aggregate) {
    separatedAggregate(out, "string_agg", aggregate);
  }

  @Override
  void jsonAggregate(SqlWriter out, Node.JsonAggregate aggregate) {
    orderedAggregate(out, "jsonb_agg", aggregate, "");
  }

  @Override
  void jsonRows(SqlWriter out, Node.JsonRows rows) {
    out.text("coalesce(jsonb_agg(jsonb_build_array(").nodes(rows.columns()).text(")");
    if (!rows.order().isEmpty()) {
      out.text(" ");
      out.expressions.orderBy(rows.order());
    }
    out.text("), '[]')");
  }

  @Override
  void jsonAt(SqlWriter out, Node.JsonAt at) {
    out.expressions.operand(at.operand(), Node.Precedence.PRIMARY);
    int last = at.path().size() - 1;
    for (int i = 0; i <= last; i++) {
      out.text(i == last && at.asText() ? " ->> " : " -> ");
      if (at.path().get(i) instanceof Integer index) {
        out.text(index.toString());
      } else {
        out.string(at.path().get(i).toString());
      }
    }
  }

  /** Two question marks are how JDBC writes the operator {@code ?}. */
  @Override
  void jsonHasKey(SqlWriter out, Node.JsonHasKey has) {
    out.expressions.operand(has.operand(), Node.Precedence.OTHER).text(" ?? ");
    out.bind(Binding.of(SqlType.TEXT, has.key()));
  }

  /** The function takes the name as text, quotes included. */
  @Override
  void nextValue(SqlWriter out, @Nullable Identifier schema, Identifier sequence) {
    String qualified = (schema == null ? "" : quote(schema) + ".") + quote(sequence);
    out.text("nextval(").string(qualified).text(")");
  }

  @Override
  void jsonContains(SqlWriter out, Node.JsonContains contains) {
    binary(out, contains.left(), " @> ", contains.right());
  }

  @Override
  String template(ScalarFunction function) {
    return FunctionForms.postgres(function);
  }
}
