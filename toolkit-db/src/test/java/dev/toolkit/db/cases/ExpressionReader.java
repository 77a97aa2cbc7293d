package dev.toolkit.db.cases;

import static dev.toolkit.db.Sql.val;

import dev.toolkit.db.CaseOf;
import dev.toolkit.db.CaseStart;
import dev.toolkit.db.Cond;
import dev.toolkit.db.DynExpr;
import dev.toolkit.db.Expr;
import dev.toolkit.db.NamedTable;
import dev.toolkit.db.Order;
import dev.toolkit.db.Sql;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Makes expressions of the neutral form of the cases, through the public API only. */
final class ExpressionReader {
  private final QueryReader queries;
  private final ConditionReader conditions;
  private final AggregateReader aggregates = new AggregateReader(this);

  ExpressionReader(QueryReader queries) {
    this.queries = queries;
    this.conditions = new ConditionReader(this, queries);
  }

  Cond cond(JsonNode node) {
    return conditions.cond(node);
  }

  AggregateReader aggregates() {
    return aggregates;
  }

  DynExpr expr(JsonNode node) {
    if (node.isValueNode()) {
      return val(Words.value(node));
    }
    String op = Words.operation(node);
    DynExpr found = operand(op, node);
    if (found == null) {
      found = made(op, node);
    }
    if (found == null) {
      found = aggregates.find(op, node);
    }
    if (found != null) {
      return found;
    }
    Cond cond = conditions.find(node);
    if (cond == null) {
      throw new UnsupportedOperationException("unknown operation " + op);
    }
    return cond.dynamic();
  }

  private DynExpr operand(String op, JsonNode node) {
    return switch (op) {
      case "col", "ref" ->
          node.size() == 2
              ? Sql.column(node.get(1).asString())
              : Sql.column(node.get(1).asString(), node.get(2).asString());
      case "val", "param" -> val(Words.value(node.get(1)));
      case "lit" -> literal(node.get(1)).dynamic();
      case "excluded" ->
          Sql.excluded(NamedTable.of("excluded").column(node.get(1).asString())).dynamic();
      case "default" -> Sql.defaultValue();
      case "scalar", "subquery" -> queries.values(node.get(1)).scalar().dynamic();
      case "raw", "sql" -> raw(node).dynamic();
      default -> null;
    };
  }

  private DynExpr made(String op, JsonNode node) {
    return switch (op) {
      case "add" -> folded(node, DynExpr::plus);
      case "sub" -> folded(node, DynExpr::minus);
      case "mul" -> folded(node, DynExpr::times);
      case "div" -> folded(node, DynExpr::dividedBy);
      case "mod" -> folded(node, DynExpr::mod);
      case "neg" -> expr(node.get(1)).negated();
      case "concat" -> Sql.concat(exprs(node, 1).toArray(Expr[]::new)).dynamic();
      case "coalesce", "nullif", "lower", "upper", "length", "abs", "trim", "round" ->
          call(op, exprs(node, 1)).dynamic();
      case "fn", "call" -> call(node.get(1).asString(), exprs(node, 2)).dynamic();
      case "case" -> conditional(node).dynamic();
      case "casev" -> conditionalOf(node).dynamic();
      case "cast" -> expr(node.get(1)).cast(Words.type(node.get(2).asString())).dynamic();
      case "json" -> jsonAt(node);
      default -> null;
    };
  }

  /** Two operands of one operator, or more from the left. */
  private DynExpr folded(JsonNode node, Operation operation) {
    DynExpr folded = expr(node.get(1));
    if (node.size() == 2) {
      return folded.negated();
    }
    for (int i = 2; i < node.size(); i++) {
      folded = operation.of(folded, expr(node.get(i)));
    }
    return folded;
  }

  /** What is made of two operands. */
  private interface Operation {
    DynExpr of(DynExpr left, Expr<?, ?> right);
  }

  static Expr<Object, ?> call(String name, List<DynExpr> arguments) {
    return Sql.fn(name, SqlType.DYNAMIC, arguments.toArray(Expr[]::new));
  }

  List<DynExpr> exprs(JsonNode node, int from) {
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
    return value.isInt() || value.isLong()
        ? Sql.lit(value.asLong())
        : Sql.lit(value.decimalValue());
  }

  /** A template and its arguments, or text and arguments by turns. */
  private Expr<Object, ?> raw(JsonNode node) {
    StringBuilder template = new StringBuilder(node.get(1).asString());
    List<JsonNode> parts = new ArrayList<>();
    for (int i = 2; i < node.size(); i++) {
      JsonNode part = node.get(i);
      if (part.isString()) {
        template.append(part.asString());
      } else if (part.isArray() && part.size() > 0 && part.get(0).isArray()) {
        part.forEach(parts::add);
      } else {
        parts.add(part);
        if (!template.toString().contains("{" + (parts.size() - 1) + "}")) {
          template.append('{').append(parts.size() - 1).append('}');
        }
      }
    }
    return Sql.sql(
        SqlType.DYNAMIC, template.toString(), parts.stream().map(this::expr).toArray(Expr[]::new));
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

  private DynExpr jsonAt(JsonNode node) {
    List<Object> path = new ArrayList<>();
    JsonNode steps = node.get(2);
    if (steps.isValueNode()) {
      path.add(step(steps));
    }
    steps.forEach(step -> path.add(step(step)));
    boolean text = node.size() > 3 && node.get(3).asString().equals("text");
    var json = expr(node.get(1)).asJson();
    return text ? json.textAt(path.toArray()).dynamic() : json.at(path.toArray()).dynamic();
  }

  private static Object step(JsonNode step) {
    return step.isNumber() ? (Object) step.asInt() : step.asString();
  }

  List<Order> orders(JsonNode list) {
    List<Order> orders = new ArrayList<>();
    for (JsonNode key : list) {
      orders.add(order(key));
    }
    return orders;
  }

  /** A key is an expression, or one with its direction and the place of nulls. */
  private Order order(JsonNode key) {
    boolean plain = key.get(0).isString();
    DynExpr operand = expr(plain ? key : key.get(0));
    Order order = operand.asc();
    for (int i = 1; !plain && i < key.size(); i++) {
      order =
          switch (key.get(i).asString("")) {
            case "desc" -> operand.desc();
            case "first", "nulls first" -> order.nullsFirst();
            case "last", "nulls last" -> order.nullsLast();
            default -> order;
          };
    }
    return order;
  }
}
