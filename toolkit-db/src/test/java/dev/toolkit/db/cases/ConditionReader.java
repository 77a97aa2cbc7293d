package dev.toolkit.db.cases;

import static dev.toolkit.db.Sql.val;

import dev.toolkit.db.ArrayExpr;
import dev.toolkit.db.Cond;
import dev.toolkit.db.DynExpr;
import dev.toolkit.db.Expr;
import dev.toolkit.db.RowValue;
import dev.toolkit.db.Sql;
import dev.toolkit.db.TextExpr;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Makes conditions of the neutral form of the cases, through the public API only. */
final class ConditionReader {
  private static final Pattern QUANTIFIED = Pattern.compile("(eq|ne|lt|le|lte|gt|ge|gte)(any|all)");

  private final ExpressionReader expressions;
  private final QueryReader queries;

  ConditionReader(ExpressionReader expressions, QueryReader queries) {
    this.expressions = expressions;
    this.queries = queries;
  }

  /** Returns the condition; null for one that dropped out. */
  Cond cond(JsonNode node) {
    if (node == null || node.isNull() || node.isMissingNode()) {
      return null;
    }
    if (node.isString() || node.isBoolean()) {
      return Sql.lit(Boolean.parseBoolean(node.asString())).isTrue();
    }
    if (isDropped(node)) {
      return null;
    }
    Cond known = find(node);
    return known == null ? expressions.expr(node).asCond() : known;
  }

  /** The denial of nothing is nothing. */
  private static boolean isDropped(JsonNode node) {
    return node.get(0).asString().equals("not")
        && (node.get(1).isNull() || (node.get(1).isArray() && isDropped(node.get(1))));
  }

  /** Returns the condition, or null if the operation gives another value than truth. */
  Cond find(JsonNode node) {
    String op = Words.operation(node);
    Cond found = plain(op, node);
    if (found == null) {
      found = list(op, node);
    }
    if (found == null) {
      found = text(op, node);
    }
    return found == null ? nested(op, node) : found;
  }

  private Cond plain(String op, JsonNode node) {
    return switch (op) {
      case "and" -> Sql.and(conds(node));
      case "or" -> Sql.or(conds(node));
      case "not" -> Sql.not(cond(node.get(1)));
      case "eq", "ne", "lt", "le", "gt", "ge" -> comparison(op, node);
      case "isnull" -> expr(node, 1).isNull();
      case "notnull" -> expr(node, 1).isNotNull();
      case "distinct" ->
          node.size() == 3 ? expr(node, 1).isDistinctFrom(operand(node.get(2))) : null;
      case "notdistinct" -> expr(node, 1).isNotDistinctFrom(operand(node.get(2)));
      case "between" -> expr(node, 1).between(operand(node.get(2)), operand(node.get(3)));
      case "notbetween" -> expr(node, 1).notBetween(operand(node.get(2)), operand(node.get(3)));
      case "istrue" -> cond(node.get(1));
      case "isfalse" -> Sql.not(cond(node.get(1)));
      default -> null;
    };
  }

  private Cond list(String op, JsonNode node) {
    return switch (op) {
      case "in", "insub" -> isRow(node.get(1)) ? rowIn(node) : in(node);
      case "notin", "notinsub" -> isRow(node.get(1)) ? rowNotIn(node) : notIn(node);
      case "rowin", "rowinsub" -> rowIn(node);
      case "rownotin", "rownotinsub" -> rowNotIn(node);
      case "roweq", "rowne", "rowlt", "rowle", "rowgt", "rowge" ->
          rowComparison(op.substring(3), row(node.get(1)), row(node.get(2)));
      case "rowcmp" ->
          rowComparison(
              Words.comparison(node.get(1).asString()), row(node.get(2)), row(node.get(3)));
      case "arr@>", "arraycontains" -> array(node).containsAll(values(node));
      case "arr<@", "arraycontained" -> array(node).containedBy(values(node));
      case "arr&&", "arrayoverlaps" -> array(node).overlaps(values(node));
      default -> null;
    };
  }

  private Cond text(String op, JsonNode node) {
    return switch (op) {
      case "like" -> text(node).like(pattern(node));
      case "notlike" -> text(node).notLike(pattern(node));
      case "ilike" -> text(node).ilike(pattern(node));
      case "notilike" -> text(node).notIlike(pattern(node));
      case "contains" -> text(node).contains(pattern(node));
      case "icontains" -> text(node).containsIgnoringCase(pattern(node));
      case "startswith" -> text(node).startsWith(pattern(node));
      case "endswith" -> text(node).endsWith(pattern(node));
      case "jsonhaskey" -> expr(node, 1).asJson().hasKey(pattern(node));
      case "jsoncontains", "json@>" -> expr(node, 1).asJson().containsJson(json(node.get(2)));
      default -> null;
    };
  }

  private Cond nested(String op, JsonNode node) {
    Matcher quantified = QUANTIFIED.matcher(op);
    if (quantified.matches()) {
      return quantified(quantified.group(1), quantified.group(2).equals("all"), node);
    }
    return switch (op) {
      case "exists" -> Sql.exists(queries.rows(node.get(1)));
      case "notexists" -> Sql.notExists(queries.rows(node.get(1)));
      case "any", "all" ->
          quantified(
              Words.comparison(node.get(1).asString()),
              op.equals("all"),
              Words.list("", node.get(2), node.get(3)));
      default -> null;
    };
  }

  private List<Cond> conds(JsonNode node) {
    List<Cond> conds = new ArrayList<>();
    for (int i = 1; i < node.size(); i++) {
      conds.add(cond(node.get(i)));
    }
    return conds;
  }

  private DynExpr expr(JsonNode node, int index) {
    return expressions.expr(node.get(index));
  }

  private TextExpr<?> text(JsonNode node) {
    return expr(node, 1).asText();
  }

  private static boolean isValue(JsonNode node) {
    return node.isValueNode()
        || (node.isArray() && node.size() == 2 && node.get(0).asString("").equals("val"));
  }

  /** Returns the value, or the expression if it is none. */
  private Object operand(JsonNode node) {
    if (isValue(node)) {
      return Words.value(node.isArray() ? node.get(1) : node);
    }
    return expressions.expr(node);
  }

  private Cond comparison(String op, JsonNode node) {
    if (isRow(node.get(1))) {
      return rowComparison(op, row(node.get(1)), row(node.get(2)));
    }
    DynExpr left = expr(node, 1);
    Object right = operand(node.get(2));
    return switch (op) {
      case "eq" -> left.eq(right);
      case "ne" -> left.ne(right);
      case "lt" -> left.lt(right);
      case "le" -> left.le(right);
      case "gt" -> left.gt(right);
      default -> left.ge(right);
    };
  }

  private static boolean isRow(JsonNode node) {
    return node.isArray() && node.size() > 0 && Words.operation(node).equals("row");
  }

  private static Cond rowComparison(String op, RowValue left, RowValue right) {
    return switch (Words.comparison(op)) {
      case "eq" -> left.eq(right);
      case "ne" -> left.ne(right);
      case "lt" -> left.lt(right);
      case "le" -> left.le(right);
      case "gt" -> left.gt(right);
      default -> left.ge(right);
    };
  }

  /** A row is a list of expressions, or of plain values. */
  private RowValue row(JsonNode node) {
    List<Expr<?, ?>> parts = new ArrayList<>();
    for (int i = isRow(node) ? 1 : 0; i < node.size(); i++) {
      JsonNode part = node.get(i);
      parts.add(part.isArray() ? expressions.expr(part) : val(Words.value(part)));
    }
    return Sql.tuple(parts);
  }

  private List<RowValue> rows(JsonNode node) {
    List<RowValue> rows = new ArrayList<>();
    node.forEach(each -> rows.add(row(each)));
    return rows;
  }

  private Cond rowIn(JsonNode node) {
    RowValue row = row(node.get(1));
    return node.get(2).isObject() ? row.in(queries.rows(node.get(2))) : row.in(rows(node.get(2)));
  }

  private Cond rowNotIn(JsonNode node) {
    RowValue row = row(node.get(1));
    return node.get(2).isObject()
        ? row.notIn(queries.rows(node.get(2)))
        : row.notIn(rows(node.get(2)));
  }

  /** A query of several columns is no list of values: the row of one expression says so. */
  private Cond in(JsonNode node) {
    JsonNode of = node.get(2);
    if (!of.isObject()) {
      return expr(node, 1).in(values(node));
    }
    return isWide(of)
        ? Sql.tuple(expr(node, 1)).in(queries.rows(of))
        : expr(node, 1).in(queries.values(of));
  }

  private Cond notIn(JsonNode node) {
    JsonNode of = node.get(2);
    if (!of.isObject()) {
      return expr(node, 1).notIn(values(node));
    }
    return isWide(of)
        ? Sql.tuple(expr(node, 1)).notIn(queries.rows(of))
        : expr(node, 1).notIn(queries.values(of));
  }

  private static boolean isWide(JsonNode query) {
    return query.has("select") && query.get("select").size() != 1;
  }

  private Cond quantified(String op, boolean all, JsonNode node) {
    DynExpr left = expr(node, 1);
    if (!node.get(2).isObject()) {
      List<Object> list = values(node);
      return switch (op) {
        case "eq" -> left.eqAny(list);
        default -> throw new UnsupportedOperationException(op + " any of an array");
      };
    }
    var query = queries.values(node.get(2));
    var quantified = all ? query.all() : query.any();
    return switch (Words.comparison(op)) {
      case "eq" -> left.eq(quantified);
      case "ne" -> left.ne(quantified);
      case "lt" -> left.lt(quantified);
      case "le" -> left.le(quantified);
      case "gt" -> left.gt(quantified);
      default -> left.ge(quantified);
    };
  }

  private ArrayExpr<Object, ?> array(JsonNode node) {
    return expr(node, 1).asArray(SqlType.DYNAMIC);
  }

  private static String pattern(JsonNode node) {
    JsonNode pattern = node.get(2);
    JsonNode plain = pattern.isArray() ? pattern.get(1) : pattern;
    return plain.isNull() ? null : plain.asString();
  }

  private static String json(JsonNode node) {
    return (node.isArray() && isValue(node) ? node.get(1) : node).toString();
  }

  private List<Object> values(JsonNode node) {
    JsonNode list = node.get(2);
    if (isValue(list) && list.get(1).isArray()) {
      list = list.get(1);
    }
    List<Object> values = new ArrayList<>();
    for (JsonNode each : list) {
      values.add(operand(each));
    }
    return values;
  }
}
