package dev.toolkit.db.cases;

import dev.toolkit.db.Aggregate;
import dev.toolkit.db.Cond;
import dev.toolkit.db.DynExpr;
import dev.toolkit.db.Expr;
import dev.toolkit.db.FrameEnd;
import dev.toolkit.db.NamedWindow;
import dev.toolkit.db.Order;
import dev.toolkit.db.Sql;
import dev.toolkit.db.Window;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Makes aggregates and window functions of the neutral form of the cases. */
final class AggregateReader {
  private final ExpressionReader expressions;

  AggregateReader(ExpressionReader expressions) {
    this.expressions = expressions;
  }

  /** Returns the expression, or null if the operation is none of these. */
  DynExpr find(String op, JsonNode node) {
    if (op.equals("win") || op.equals("over")) {
      return window(node);
    }
    Aggregate<?, ?> aggregate = aggregate(op, node);
    return aggregate == null ? null : aggregate.dynamic();
  }

  private Aggregate<?, ?> aggregate(String op, JsonNode node) {
    return switch (op) {
      case "count*", "agg" -> plain(op, node);
      case "aggdistinct", "countdistinct" -> distinct(op, node);
      case "stragg", "listagg" -> joined(node);
      case "jsonagg" -> jsonAgg(node);
      case "arragg", "arrayagg" -> arrayAgg(node);
      case "filter" -> {
        JsonNode of = node.get(1);
        yield aggregate(Words.operation(of), of).filter(expressions.cond(node.get(2)));
      }
      default -> null;
    };
  }

  /** What stands behind the operand: distinct, a filter, an order. */
  private final class Options {
    private boolean distinct;
    private Cond filter;
    private List<Order> order = List.of();

    Options(JsonNode node, int from) {
      for (int i = from; i < node.size(); i++) {
        read(node.get(i));
      }
    }

    private void read(JsonNode part) {
      if (part.isObject()) {
        distinct |= Words.flag(part, "distinct");
        filter = part.hasNonNull("filter") ? expressions.cond(part.get("filter")) : filter;
        order = part.hasNonNull("order") ? expressions.orders(part.get("order")) : order;
        order = part.hasNonNull("orderBy") ? expressions.orders(part.get("orderBy")) : order;
      } else if (part.isArray() && part.size() > 0 && part.get(0).isArray()) {
        order = expressions.orders(part);
      } else {
        distinct |= part.asString("").equals("distinct") || part.asBoolean(false);
      }
    }

    Order[] keys() {
      return order.toArray(Order[]::new);
    }

    <V> Aggregate<V, ?> filtered(Aggregate<V, ?> aggregate) {
      return filter == null ? aggregate : aggregate.filter(filter);
    }
  }

  private Aggregate<Object, ?> plain(String op, JsonNode node) {
    boolean all = op.equals("count*");
    String name = all ? "count" : node.get(1).asString();
    List<Expr<?, ?>> operands = new ArrayList<>();
    int i = all ? 1 : 2;
    boolean distinct = false;
    while (i < node.size() && isExpression(node.get(i))) {
      JsonNode operand = node.get(i++);
      boolean wrapped = Words.operation(operand).equals("distinct") && operand.size() == 2;
      distinct |= wrapped;
      operands.add(expressions.expr(wrapped ? operand.get(1) : operand));
    }
    Options options = new Options(node, i);
    return options.filtered(of(name, distinct || options.distinct, operands));
  }

  private static boolean isExpression(JsonNode node) {
    return node.isArray() && node.size() > 0 && node.get(0).isString();
  }

  private static Aggregate<Object, ?> of(
      String name, boolean distinct, List<? extends Expr<?, ?>> operands) {
    Expr<?, ?>[] array = operands.toArray(Expr[]::new);
    return distinct
        ? Sql.aggregateDistinct(name, SqlType.DYNAMIC, array)
        : Sql.aggregate(name, SqlType.DYNAMIC, array);
  }

  private Aggregate<Object, ?> distinct(String op, JsonNode node) {
    boolean count = op.equals("countdistinct");
    String name = count ? "count" : node.get(1).asString();
    int at = count ? 1 : 2;
    Options options = new Options(node, at + 1);
    return options.filtered(of(name, true, List.of(expressions.expr(node.get(at)))));
  }

  private Aggregate<String, ?> joined(JsonNode node) {
    Options options = new Options(node, 3);
    var operand = expressions.expr(node.get(1)).asText();
    String separator = node.get(2).asString();
    return options.filtered(
        options.distinct
            ? Sql.joinedDistinct(operand, separator, options.keys())
            : Sql.joined(operand, separator, options.keys()));
  }

  private Aggregate<?, ?> jsonAgg(JsonNode node) {
    Options options = new Options(node, 2);
    return options.filtered(Sql.jsonArray(expressions.expr(node.get(1)), options.keys()));
  }

  private Aggregate<?, ?> arrayAgg(JsonNode node) {
    Options options = new Options(node, 2);
    return options.filtered(Sql.arrayOf(expressions.expr(node.get(1)), options.keys()));
  }

  private DynExpr window(JsonNode node) {
    JsonNode function = node.get(1);
    JsonNode spec = node.size() > 2 ? node.get(2) : null;
    String name = name(spec);
    NamedWindow named = name == null ? null : NamedWindow.of(name, w -> w);
    UnaryOperator<Window> described = w -> spec == null ? w : window(w, spec);
    String op = Words.operation(function);
    if (op.equals("fn")) {
      var call =
          Sql.windowFn(
              function.get(1).asString(),
              SqlType.DYNAMIC,
              expressions.exprs(function, 2).toArray(Expr[]::new));
      return (named == null ? call.over(described) : call.over(named)).dynamic();
    }
    Aggregate<?, ?> aggregate = aggregate(op, function);
    return (named == null ? aggregate.over(described) : aggregate.over(named)).dynamic();
  }

  /** A window that is only named is a text, or an object with nothing but its name. */
  private static String name(JsonNode spec) {
    if (spec == null) {
      return null;
    }
    if (spec.isString()) {
      return spec.asString();
    }
    for (String key : List.of("name", "window", "ref")) {
      if (spec.path(key).isString() && spec.size() == 1) {
        return spec.get(key).asString();
      }
    }
    return null;
  }

  Window window(Window start, JsonNode spec) {
    Window window = start;
    for (String key : List.of("base", "extends", "window", "ref")) {
      if (spec.path(key).isString()) {
        window = window.extending(NamedWindow.of(spec.get(key).asString(), w -> w));
      }
    }
    for (String key : List.of("partition", "partitionBy")) {
      window = spec.hasNonNull(key) ? window.partitionBy(expressions.exprs(spec.get(key))) : window;
    }
    for (String key : List.of("order", "orderBy")) {
      window = spec.hasNonNull(key) ? window.orderBy(expressions.orders(spec.get(key))) : window;
    }
    return spec.hasNonNull("frame") ? frame(window, spec.get("frame")) : window;
  }

  private static Window frame(Window window, JsonNode frame) {
    FrameEnd from = end(frame.get("from"));
    FrameEnd to = frame.hasNonNull("to") ? end(frame.get("to")) : FrameEnd.currentRow();
    Window framed =
        switch (frame.get("unit").asString()) {
          case "rows" -> window.rows(from, to);
          case "range" -> window.range(from, to);
          default -> window.groups(from, to);
        };
    return switch (frame.path("exclude").asString("")) {
      case "current row", "current" -> framed.excludeCurrentRow();
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
      case "unb-", "unbounded preceding" -> FrameEnd.unboundedPreceding();
      case "unb+", "unbounded following" -> FrameEnd.unboundedFollowing();
      default -> FrameEnd.currentRow();
    };
  }
}
