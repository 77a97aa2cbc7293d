package dev.toolkit.db.cases;

import static dev.toolkit.db.Sql.val;

import dev.toolkit.db.Aggregate;
import dev.toolkit.db.CaseOf;
import dev.toolkit.db.CaseStart;
import dev.toolkit.db.Cond;
import dev.toolkit.db.DynExpr;
import dev.toolkit.db.Expr;
import dev.toolkit.db.FrameEnd;
import dev.toolkit.db.NamedTable;
import dev.toolkit.db.NamedWindow;
import dev.toolkit.db.Order;
import dev.toolkit.db.RowValue;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Window;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Makes expressions of the neutral form of the cases, through the public API only. */
final class ExpressionReader {
  private final QueryReader queries;

  ExpressionReader(QueryReader queries) {
    this.queries = queries;
  }

  Cond cond(JsonNode node) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (node.isString() || node.isBoolean()) {
      return Sql.lit(Boolean.parseBoolean(node.asString())).isTrue();
    }
    String op = node.get(0).asString();
    return switch (op) {
      case "and" -> Sql.and(conds(node));
      case "or" -> Sql.or(conds(node));
      case "not" -> Sql.not(cond(node.get(1)));
      case "eq", "ne", "lt", "le", "lte", "gt", "ge", "gte" -> comparison(op, node);
      case "isnull" -> expr(node.get(1)).isNull();
      case "notnull", "isnotnull" -> expr(node.get(1)).isNotNull();
      case "distinct", "isdistinct" -> expr(node.get(1)).isDistinctFrom(expr(node.get(2)));
      case "notdistinct" -> expr(node.get(1)).isNotDistinctFrom(expr(node.get(2)));
      case "between" -> expr(node.get(1)).between(expr(node.get(2)), expr(node.get(3)));
      case "notbetween" -> expr(node.get(1)).notBetween(expr(node.get(2)), expr(node.get(3)));
      case "in" -> expr(node.get(1)).in(values(node.get(2)));
      case "notin" -> expr(node.get(1)).notIn(values(node.get(2)));
      case "insub" -> expr(node.get(1)).in(queries.values(node.get(2)));
      case "notinsub" -> expr(node.get(1)).notIn(queries.values(node.get(2)));
      case "rowin" -> row(node.get(1)).in(rows(node.get(2)));
      case "rownotin" -> row(node.get(1)).notIn(rows(node.get(2)));
      case "roweq", "rowne", "rowlt", "rowle", "rowgt", "rowge" ->
          rowComparison(op.substring(3), row(node.get(1)), row(node.get(2)));
      case "like" -> expr(node.get(1)).asText().like(text(node.get(2)));
      case "notlike" -> expr(node.get(1)).asText().notLike(text(node.get(2)));
      case "ilike" -> expr(node.get(1)).asText().ilike(text(node.get(2)));
      case "notilike" -> expr(node.get(1)).asText().notIlike(text(node.get(2)));
      case "contains" -> expr(node.get(1)).asText().contains(text(node.get(2)));
      case "icontains" -> expr(node.get(1)).asText().containsIgnoringCase(text(node.get(2)));
      case "startswith" -> expr(node.get(1)).asText().startsWith(text(node.get(2)));
      case "endswith" -> expr(node.get(1)).asText().endsWith(text(node.get(2)));
      case "exists" -> Sql.exists(queries.values(node.get(1)));
      case "notexists" -> Sql.notExists(queries.values(node.get(1)));
      case "jsonhaskey" -> expr(node.get(1)).asJson().hasKey(text(node.get(2)));
      case "jsoncontains", "json@>" -> expr(node.get(1)).asJson().containsJson(json(node.get(2)));
      case "arr@>" -> array(node).containsAll(values(node.get(2)));
      case "arr<@" -> array(node).containedBy(values(node.get(2)));
      case "arr&&" -> array(node).overlaps(values(node.get(2)));
      case "eqany" -> expr(node.get(1)).eqAny(values(node.get(2)));
      default -> expr(node).asCond();
    };
  }

  private List<Cond> conds(JsonNode node) {
    List<Cond> conds = new ArrayList<>();
    for (int i = 1; i < node.size(); i++) {
      conds.add(cond(node.get(i)));
    }
    return conds;
  }

  private Cond comparison(String op, JsonNode node) {
    if (isRow(node.get(1))) {
      return rowComparison(op, row(node.get(1)), row(node.get(2)));
    }
    DynExpr left = expr(node.get(1));
    Object right = node.get(2).get(0).asString().equals("val") ? value(node.get(2).get(1)) : null;
    if (right == null && !node.get(2).get(0).asString().equals("val")) {
      right = expr(node.get(2));
    }
    return switch (op) {
      case "eq" -> left.eq(right);
      case "ne" -> left.ne(right);
      case "lt" -> left.lt(right);
      case "le", "lte" -> left.le(right);
      case "gt" -> left.gt(right);
      default -> left.ge(right);
    };
  }

  private static boolean isRow(JsonNode node) {
    return node.size() > 0 && node.get(0).isString() && node.get(0).asString().equals("row");
  }

  private static Cond rowComparison(String op, RowValue left, RowValue right) {
    return switch (op) {
      case "eq" -> left.eq(right);
      case "ne" -> left.ne(right);
      case "lt" -> left.lt(right);
      case "le", "lte" -> left.le(right);
      case "gt" -> left.gt(right);
      default -> left.ge(right);
    };
  }

  /** A row is a list of expressions, or of plain values. */
  private RowValue row(JsonNode node) {
    List<Expr<?, ?>> parts = new ArrayList<>();
    for (int i = isRow(node) ? 1 : 0; i < node.size(); i++) {
      parts.add(node.get(i).isArray() ? expr(node.get(i)) : val(value(node.get(i))));
    }
    return Sql.tuple(parts);
  }

  private List<RowValue> rows(JsonNode node) {
    List<RowValue> rows = new ArrayList<>();
    node.forEach(each -> rows.add(row(each)));
    return rows;
  }

  private dev.toolkit.db.ArrayExpr<Object, ?> array(JsonNode node) {
    return expr(node.get(1)).asArray(SqlType.DYNAMIC);
  }

  DynExpr expr(JsonNode node) {
    String op = node.get(0).asString();
    return switch (op) {
      case "col" ->
          node.size() == 2
              ? Sql.column(node.get(1).asString())
              : Sql.column(node.get(1).asString(), node.get(2).asString());
      case "val" -> val(value(node.get(1)));
      case "lit" -> literal(node.get(1)).dynamic();
      case "add" -> expr(node.get(1)).plus(expr(node.get(2)));
      case "sub" -> expr(node.get(1)).minus(expr(node.get(2)));
      case "mul" -> expr(node.get(1)).times(expr(node.get(2)));
      case "div" -> expr(node.get(1)).dividedBy(expr(node.get(2)));
      case "mod" -> expr(node.get(1)).mod(expr(node.get(2)));
      case "neg" -> expr(node.get(1)).negated();
      case "concat" -> Sql.concat(exprs(node, 1).toArray(Expr[]::new)).dynamic();
      case "coalesce", "nullif", "lower", "upper", "length", "abs", "trim", "round" ->
          call(op, exprs(node, 1)).dynamic();
      case "fn" -> call(node.get(1).asString(), exprs(node, 2)).dynamic();
      case "count*" -> aggregate(node).dynamic();
      case "agg", "stragg" -> aggregate(node).dynamic();
      case "win" -> window(node);
      case "case" -> conditional(node).dynamic();
      case "casev" -> conditionalOf(node).dynamic();
      case "cast" -> expr(node.get(1)).cast(type(node.get(2).asString())).dynamic();
      case "json" -> jsonAt(node);
      case "scalar" -> queries.values(node.get(1)).scalar().dynamic();
      case "excluded" ->
          Sql.excluded(NamedTable.of("excluded").column(node.get(1).asString())).dynamic();
      case "default" -> Sql.defaultValue();
      case "raw", "sql" ->
          Sql.sql(SqlType.DYNAMIC, node.get(1).asString(), exprs(node, 2).toArray(Expr[]::new))
              .dynamic();
      default -> {
        if (PREDICATES.contains(op)) {
          yield cond(node).dynamic();
        }
        throw new UnsupportedOperationException("unknown operation " + op);
      }
    };
  }

  private static final List<String> PREDICATES =
      List.of(
          "and",
          "or",
          "not",
          "eq",
          "ne",
          "lt",
          "le",
          "lte",
          "gt",
          "ge",
          "gte",
          "isnull",
          "notnull",
          "isnotnull",
          "distinct",
          "isdistinct",
          "notdistinct",
          "between",
          "notbetween",
          "in",
          "notin",
          "insub",
          "notinsub",
          "rowin",
          "rownotin",
          "roweq",
          "rowne",
          "rowlt",
          "rowle",
          "rowgt",
          "rowge",
          "like",
          "notlike",
          "ilike",
          "notilike",
          "contains",
          "icontains",
          "startswith",
          "endswith",
          "exists",
          "notexists",
          "jsonhaskey",
          "jsoncontains",
          "json@>",
          "arr@>",
          "arr<@",
          "arr&&",
          "eqany");

  private static Expr<Object, ?> call(String name, List<DynExpr> arguments) {
    return Sql.fn(name, SqlType.DYNAMIC, arguments.toArray(Expr[]::new));
  }

  private List<DynExpr> exprs(JsonNode node, int from) {
    List<DynExpr> all = new ArrayList<>();
    for (int i = from; i < node.size(); i++) {
      all.add(expr(node.get(i)));
    }
    return all;
  }

  List<DynExpr> exprs(JsonNode list) {
    return exprs(list, 0);
  }

  private static Expr<?, ?> literal(JsonNode value) {
    if (value.isNull()) {
      return Sql.nullOf(SqlType.DYNAMIC);
    }
    if (value.isString()) {
      return Sql.lit(value.asString());
    }
    if (value.isBoolean()) {
      return Sql.lit(value.asBoolean());
    }
    return value.isIntegralNumber() ? Sql.lit(value.asLong()) : Sql.lit(value.decimalValue());
  }

  private Aggregate<Object, ?> aggregate(JsonNode node) {
    String op = node.get(0).asString();
    if (op.equals("stragg")) {
      return joined(node);
    }
    boolean all = op.equals("count*");
    String name = all ? "count" : node.get(1).asString();
    List<Expr<?, ?>> operands = new ArrayList<>();
    boolean distinct = false;
    Cond filter = null;
    for (int i = all ? 1 : 2; i < node.size(); i++) {
      JsonNode part = node.get(i);
      if (part.isArray()) {
        operands.add(expr(part));
      } else if (part.isObject()) {
        distinct |= part.path("distinct").asBoolean(false);
        filter = part.has("filter") ? cond(part.get("filter")) : filter;
      } else {
        distinct |= part.asString().equals("distinct") || part.asString().equals("true");
      }
    }
    Expr<?, ?>[] operandArray = operands.toArray(Expr[]::new);
    Aggregate<Object, ?> aggregate =
        distinct
            ? Sql.aggregateDistinct(name, SqlType.DYNAMIC, operandArray)
            : Sql.aggregate(name, SqlType.DYNAMIC, operandArray);
    return filter == null ? aggregate : aggregate.filter(filter);
  }

  @SuppressWarnings("unchecked")
  private Aggregate<Object, ?> joined(JsonNode node) {
    Order[] order =
        node.size() > 3 && node.get(3).isArray()
            ? orders(node.get(3)).toArray(Order[]::new)
            : new Order[0];
    Aggregate<String, ?> joined =
        Sql.joined(expr(node.get(1)).asText(), node.get(2).asString(), order);
    JsonNode options = node.size() > 4 ? node.get(4) : null;
    if (options != null && options.has("filter")) {
      joined = joined.filter(cond(options.get("filter")));
    }
    return (Aggregate<Object, ?>) (Aggregate<?, ?>) joined;
  }

  private DynExpr window(JsonNode node) {
    JsonNode function = node.get(1);
    JsonNode spec = node.get(2);
    NamedWindow named = spec.isString() ? NamedWindow.of(spec.asString(), w -> w) : null;
    UnaryOperator<Window> described = w -> window(w, spec);
    if (function.get(0).asString().equals("fn")) {
      var call =
          Sql.windowFn(
              function.get(1).asString(), SqlType.DYNAMIC, exprs(function, 2).toArray(Expr[]::new));
      return (named == null ? call.over(described) : call.over(named)).dynamic();
    }
    Aggregate<Object, ?> aggregate = aggregate(function);
    return (named == null ? aggregate.over(described) : aggregate.over(named)).dynamic();
  }

  Window window(Window start, JsonNode spec) {
    Window window = start;
    if (spec.has("partition")) {
      window = window.partitionBy(exprs(spec.get("partition")));
    }
    if (spec.has("order")) {
      window = window.orderBy(orders(spec.get("order")));
    }
    return spec.hasNonNull("frame") ? frame(window, spec.get("frame")) : window;
  }

  private static Window frame(Window window, JsonNode frame) {
    FrameEnd from = end(frame.get("from"));
    FrameEnd to = end(frame.path("to").isMissingNode() ? frame.get("from") : frame.get("to"));
    Window framed =
        switch (frame.get("unit").asString()) {
          case "rows" -> window.rows(from, to);
          case "range" -> window.range(from, to);
          default -> window.groups(from, to);
        };
    return switch (frame.path("exclude").asString("")) {
      case "current row" -> framed.excludeCurrentRow();
      case "group" -> framed.excludeGroup();
      case "ties" -> framed.excludeTies();
      default -> framed;
    };
  }

  private static FrameEnd end(JsonNode bound) {
    if (bound.isNumber()) {
      long offset = bound.asLong();
      return offset == 0
          ? FrameEnd.currentRow()
          : offset < 0 ? FrameEnd.preceding(-offset) : FrameEnd.following(offset);
    }
    return switch (bound.asString()) {
      case "unb-" -> FrameEnd.unboundedPreceding();
      case "unb+" -> FrameEnd.unboundedFollowing();
      default -> FrameEnd.currentRow();
    };
  }

  private Expr<Object, ?> conditional(JsonNode node) {
    CaseStart<Object> start = Sql.caseOf(SqlType.DYNAMIC);
    for (JsonNode branch : node.get(1)) {
      start = start.when(cond(branch.get(0)), expr(branch.get(1)));
    }
    return node.size() > 2 && !node.get(2).isNull()
        ? start.otherwise(expr(node.get(2)))
        : start.otherwiseNull();
  }

  private Expr<Object, ?> conditionalOf(JsonNode node) {
    CaseOf<Object, Object> start = Sql.caseOf(expr(node.get(1)), SqlType.DYNAMIC);
    for (JsonNode branch : node.get(2)) {
      start = start.when(expr(branch.get(0)), expr(branch.get(1)));
    }
    return node.size() > 3 && !node.get(3).isNull()
        ? start.otherwise(expr(node.get(3)))
        : start.otherwiseNull();
  }

  private static SqlType<?> type(String name) {
    return switch (name) {
      case "int", "integer" -> SqlType.INTEGER;
      case "bigint" -> SqlType.BIGINT;
      case "text" -> SqlType.TEXT;
      case "numeric", "decimal" -> SqlType.NUMERIC;
      case "real" -> SqlType.REAL;
      case "double", "float" -> SqlType.DOUBLE;
      case "bool", "boolean" -> SqlType.BOOLEAN;
      case "date" -> SqlType.DATE;
      case "time" -> SqlType.TIME;
      case "timestamp" -> SqlType.TIMESTAMP;
      case "json", "jsonb" -> SqlType.JSON;
      default -> throw new UnsupportedOperationException("unknown type " + name);
    };
  }

  private DynExpr jsonAt(JsonNode node) {
    List<Object> path = new ArrayList<>();
    for (JsonNode step : node.get(2)) {
      if (step.isNumber()) {
        path.add(step.asInt());
      } else {
        path.add(step.asString());
      }
    }
    boolean text = node.size() > 3 && node.get(3).asString().equals("text");
    var json = expr(node.get(1)).asJson();
    return text ? json.textAt(path.toArray()).dynamic() : json.at(path.toArray()).dynamic();
  }

  List<Order> orders(JsonNode list) {
    List<Order> orders = new ArrayList<>();
    for (JsonNode key : list) {
      boolean plain = key.get(0).isString();
      DynExpr operand = expr(plain ? key : key.get(0));
      boolean descending = !plain && key.size() > 1 && key.get(1).asString().equals("desc");
      Order order = descending ? operand.desc() : operand.asc();
      String nulls = !plain && key.size() > 2 ? key.get(2).asString() : "";
      orders.add(
          switch (nulls) {
            case "first" -> order.nullsFirst();
            case "last" -> order.nullsLast();
            default -> order;
          });
    }
    return orders;
  }

  private String text(JsonNode node) {
    JsonNode plain = node.isArray() ? node.get(1) : node;
    return plain.isNull() ? null : plain.asString();
  }

  private static String json(JsonNode node) {
    JsonNode plain =
        node.isArray() && node.size() == 2 && node.get(0).asString().equals("val")
            ? node.get(1)
            : node;
    return plain.toString();
  }

  private static List<Object> values(JsonNode list) {
    List<Object> values = new ArrayList<>();
    for (JsonNode each : list) {
      values.add(each.isArray() ? value(each.get(1)) : value(each));
    }
    return values;
  }

  /** Returns what Java has for the value; objects are JSON. */
  static Object value(JsonNode node) {
    if (node.isNull()) {
      return null;
    }
    if (node.isString()) {
      return node.asString();
    }
    if (node.isBoolean()) {
      return node.asBoolean();
    }
    if (node.isInt()) {
      return node.asInt();
    }
    if (node.isIntegralNumber()) {
      return node.asLong();
    }
    if (node.isNumber()) {
      return new BigDecimal(node.asString());
    }
    if (node.isArray()) {
      List<Object> values = new ArrayList<>();
      node.forEach(each -> values.add(value(each)));
      return values;
    }
    return val(SqlType.JSON, node.toString());
  }

  static Map<String, JsonNode> members(JsonNode object) {
    Map<String, JsonNode> members = new java.util.LinkedHashMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }
}
