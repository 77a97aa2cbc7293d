package dev.toolkit.db.sql;

import dev.toolkit.db.sql.Node.Aggregate;
import dev.toolkit.db.sql.Node.AnyOf;
import dev.toolkit.db.sql.Node.Between;
import dev.toolkit.db.sql.Node.Binary;
import dev.toolkit.db.sql.Node.Call;
import dev.toolkit.db.sql.Node.Case;
import dev.toolkit.db.sql.Node.Cast;
import dev.toolkit.db.sql.Node.Column;
import dev.toolkit.db.sql.Node.Concat;
import dev.toolkit.db.sql.Node.Default;
import dev.toolkit.db.sql.Node.Distinct;
import dev.toolkit.db.sql.Node.Excluded;
import dev.toolkit.db.sql.Node.Exists;
import dev.toolkit.db.sql.Node.Function;
import dev.toolkit.db.sql.Node.GroupingSets;
import dev.toolkit.db.sql.Node.InList;
import dev.toolkit.db.sql.Node.InQuery;
import dev.toolkit.db.sql.Node.IsNull;
import dev.toolkit.db.sql.Node.IsSubtotal;
import dev.toolkit.db.sql.Node.JsonAggregate;
import dev.toolkit.db.sql.Node.JsonAt;
import dev.toolkit.db.sql.Node.JsonContains;
import dev.toolkit.db.sql.Node.JsonHasKey;
import dev.toolkit.db.sql.Node.JsonPart;
import dev.toolkit.db.sql.Node.JsonRows;
import dev.toolkit.db.sql.Node.Junction;
import dev.toolkit.db.sql.Node.Like;
import dev.toolkit.db.sql.Node.Literal;
import dev.toolkit.db.sql.Node.Negation;
import dev.toolkit.db.sql.Node.Not;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.Node.OrderedSet;
import dev.toolkit.db.sql.Node.Over;
import dev.toolkit.db.sql.Node.Precedence;
import dev.toolkit.db.sql.Node.Quantified;
import dev.toolkit.db.sql.Node.Raw;
import dev.toolkit.db.sql.Node.RowValue;
import dev.toolkit.db.sql.Node.Scalar;
import dev.toolkit.db.sql.Node.SortKey;
import dev.toolkit.db.sql.Node.StringAggregate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes expressions, with parentheses where an operand binds looser than its place demands. */
final class ExpressionWriter {
  private final SqlWriter out;

  /** The table whose columns are written without it, or null. */
  private @Nullable Identifier bare;

  /**
   * The columns of this table that the statement has set already, where it sees their new value.
   */
  private @Nullable Identifier target;

  private List<Identifier> changed = List.of();

  ExpressionWriter(SqlWriter out) {
    this.out = out;
  }

  /** Lets columns of the table go without it until {@link #leaveBare}; returns the one before. */
  @Nullable Identifier enterBare(Identifier table) {
    Identifier before = bare;
    bare = table;
    return before;
  }

  void leaveBare(@Nullable Identifier before) {
    bare = before;
  }

  /** Most nodes are of these kinds; a switch over types costs more than asking for them. */
  void write(Node node) {
    if (node instanceof Column column) {
      column(column);
    } else if (node instanceof Binding<?> binding) {
      out.bind(binding);
    } else if (node instanceof Binary(var operator, var left, var right)) {
      binary(operator, left, right);
    } else {
      writeAny(node);
    }
  }

  private void writeAny(Node node) {
    // No default branch: a new kind of node must not compile until it is written here.
    switch (node) {
      case Column column -> column(column);
      case Binding<?> binding -> out.bind(binding);
      case Literal(var value) -> literal(value);
      case Binary(var operator, var left, var right) -> binary(operator, left, right);
      case Concat concat -> out.dialect.concat(out, concat);
      case Negation(var operand) -> negation(operand);
      case Not(var operand) -> parenthesized("not ", operand);
      case Junction(var all, var operands) -> junction(all, operands);
      case IsNull(var operand, var negated) ->
          compared(operand).text(negated ? " is not null" : " is null");
      case Distinct distinct -> out.dialect.distinct(out, distinct);
      case Between between -> between(between);
      case InList in -> inList(in);
      case InQuery(var operand, var query, var negated) -> {
        compared(operand).text(negated ? " not in (" : " in (");
        out.queries.comparedWith(query);
        out.text(")");
      }
      case RowValue(var values) -> {
        out.text("(");
        comparedValues(values);
        out.text(")");
      }
      case Like like -> out.dialect.like(out, like);
      case Exists(var query, var negated) -> {
        out.text(negated ? "not exists (" : "exists (");
        out.queries.subquery(query);
        out.text(")");
      }
      case Scalar(var query) -> {
        out.text("(");
        out.queries.subquery(query);
        out.text(")");
      }
      case AnyOf(var operator, var operand, var array) -> {
        out.require(Feature.ANY_ARRAY);
        compared(operand).text(" ").text(operator.sql).text(" any(");
        out.node(array).text(")");
      }
      case Quantified quantified -> quantified(quantified);
      case Call(var name, var arguments) -> out.text(name).text("(").nodes(arguments).text(")");
      case Function(var function, var arguments) ->
          template(out.dialect.template(function), arguments);
      case Aggregate aggregate -> aggregate(aggregate);
      case OrderedSet aggregate -> orderedSet(aggregate);
      case GroupingSets sets -> groupingSets(sets);
      case IsSubtotal(var key) -> {
        out.require(Feature.GROUPING);
        out.text("grouping(").node(key).text(")");
      }
      case StringAggregate aggregate -> {
        if (aggregate.distinct()) {
          out.require(Feature.DISTINCT_TEXT_AGGREGATE);
        }
        out.dialect.stringAggregate(out, aggregate);
      }
      case JsonAggregate json -> {
        out.require(Feature.JSON_AGGREGATE);
        out.dialect.jsonAggregate(out, json);
      }
      case JsonPart(var operand) -> out.dialect.jsonPart(out, operand);
      case JsonRows rows -> {
        out.require(Feature.JSON_ROWS);
        out.dialect.jsonRows(out, rows);
      }
      case Over over -> new WindowWriter(out).over(over);
      case Case conditional -> conditional(conditional);
      case Cast cast -> out.dialect.cast(out, cast);
      case JsonAt at -> {
        out.require(Feature.JSON_PATH);
        out.dialect.jsonAt(out, at);
      }
      case JsonHasKey has -> {
        out.require(Feature.JSON_PATH);
        out.dialect.jsonHasKey(out, has);
      }
      case JsonContains contains -> {
        out.require(Feature.JSON_CONTAINMENT);
        out.dialect.jsonContains(out, contains);
      }
      case Excluded(var column) -> out.dialect.excluded(out, column);
      case Node.NextValue(var schema, var sequence) -> out.dialect.nextValue(out, schema, sequence);
      case Default() -> {
        out.require(Feature.DEFAULT_VALUE);
        out.text("default");
      }
      case Raw raw -> raw(raw);
    }
  }

  /** Writes an operand, in parentheses if it binds looser than this. */
  SqlWriter operand(Node node, Precedence least) {
    // Most operands are these, and the switch of precedences has them last.
    if (node instanceof Column column) {
      column(column);
    } else if (node instanceof Binding<?> binding) {
      out.bind(binding);
    } else if (precedence(node).compareTo(least) >= 0) {
      write(node);
    } else {
      parenthesized("", node);
    }
    return out;
  }

  /** Writes an operand of a comparison. */
  SqlWriter compared(Node node) {
    if (node instanceof Binding<?> binding) {
      out.dialect.comparedValue(out, binding);
      return out;
    }
    return operand(node, Precedence.OTHER);
  }

  private Precedence precedence(Node node) {
    if (node instanceof Binary binary) {
      return binary.operator().precedence;
    }
    return switch (node) {
      case Junction(var all, var operands) when operands.isEmpty() -> Precedence.PREDICATE;
      case Junction(var all, var operands) when operands.size() == 1 ->
          precedence(operands.getFirst());
      case Junction(var all, var operands) -> all ? Precedence.AND : Precedence.OR;
      case Not n -> Precedence.NOT;
      case Binary(var operator, var left, var right) -> operator.precedence;
      case IsNull n -> Precedence.PREDICATE;
      case Distinct n -> Precedence.PREDICATE;
      case Between n -> Precedence.PREDICATE;
      case InList n -> Precedence.PREDICATE;
      case InQuery n -> Precedence.PREDICATE;
      case Like n -> Precedence.PREDICATE;
      case AnyOf n -> Precedence.PREDICATE;
      case Quantified n -> Precedence.PREDICATE;
      case JsonHasKey n -> Precedence.PREDICATE;
      case JsonContains n -> Precedence.PREDICATE;
      case Exists n -> Precedence.NOT;
      case Concat n -> out.dialect.concatPrecedence();
      case JsonAt n -> out.dialect.jsonPrecedence();
      case Negation n -> Precedence.SIGN;
      case Literal(Number number) when new BigDecimal(number.toString()).signum() < 0 ->
          Precedence.SIGN;
      default -> Precedence.PRIMARY;
    };
  }

  /** Runs the action while columns of the table that are changed already are refused. */
  void afterChange(Identifier table, List<Identifier> columns, Runnable action) {
    target = table;
    changed = columns;
    action.run();
    changed = List.of();
  }

  private void requireUnchanged(Column column) {
    boolean own = column.source() == null || Objects.equals(column.source(), target);
    if (own && changed.contains(column.name())) {
      throw out.unsupported(
          "old value of "
              + Node.describe(column)
              + " behind its new one, since it sets columns from left to right",
          "set the column after those that read it, or use two statements");
    }
  }

  private void column(Column column) {
    Identifier source = column.source();
    if (!changed.isEmpty()) {
      requireUnchanged(column);
    }
    if (source != null) {
      requireInScope(column, source);
      if (bare == null || !source.equals(bare)) {
        String qualified = column.qualified(out.backTicks);
        if (qualified != null) {
          out.text(qualified);
          return;
        }
        out.name(source).text(".");
      }
    }
    out.name(column.name());
  }

  private void requireInScope(Column column, Identifier source) {
    Scope scope = out.scope();
    if (scope != null && !scope.has(source)) {
      if (scope.hides(source)) {
        throw out.unsupported(
            Feature.OUTER_COLUMN.text() + ", as " + Node.describe(column) + " is here",
            "join with the subquery instead");
      }
      throw new QueryRefusedException(
          Refusal.MISSING_SOURCE,
          Node.describe(column)
              + " is used, but "
              + source
              + " is not part of the query: add it with from(…) or join(…)");
    }
  }

  private void literal(@Nullable Object value) {
    switch (value) {
      case null -> out.text("null");
      case String text -> out.string(text);
      case Boolean truth -> out.text(truth ? "true" : "false");
      case BigDecimal number -> out.text(number.toPlainString());
      case Number number -> out.text(number.toString());
      default ->
          throw new IllegalArgumentException(
              "Literal must be a string, a number, a boolean or null: " + value.getClass());
    }
  }

  private void binary(Operator operator, Node left, Node right) {
    if (operator == Operator.ARRAY_CONTAINS
        || operator == Operator.ARRAY_CONTAINED
        || operator == Operator.ARRAY_OVERLAPS) {
      out.require(Feature.ARRAY);
    }
    if (operator.precedence == Precedence.PREDICATE) {
      compared(left).text(operator.spaced);
      compared(right);
    } else {
      operand(left, operator.left).text(operator.spaced);
      operand(right, operator.right);
    }
  }

  /** A sign before another sign, or before a negative constant, would start a comment. */
  private void negation(Node operand) {
    if (operand instanceof Literal) {
      boolean signed = precedence(operand) == Precedence.SIGN;
      out.text(signed ? "- " : "-").node(operand);
    } else {
      out.text("-");
      operand(operand, Precedence.PRIMARY);
    }
  }

  private void parenthesized(String before, Node node) {
    out.text(before).text("(").node(node).text(")");
  }

  private void junction(boolean all, List<Node> operands) {
    if (operands.isEmpty()) {
      out.text(all ? "1 = 1" : "1 = 0");
    } else if (operands.size() == 1) {
      out.node(operands.getFirst());
    } else {
      String between = all ? " and " : " or ";
      for (int i = 0; i < operands.size(); i++) {
        out.text(i == 0 ? "" : between);
        operand(operands.get(i), Precedence.NOT);
      }
    }
  }

  private void between(Between between) {
    compared(between.operand()).text(between.negated() ? " not between " : " between ");
    compared(between.low()).text(" and ");
    compared(between.high());
  }

  private void inList(InList in) {
    if (in.values().isEmpty()) {
      out.text(in.negated() ? "1 = 1" : "1 = 0");
      return;
    }
    compared(in.operand()).text(in.negated() ? " not in (" : " in (");
    boolean rows = in.values().getFirst() instanceof RowValue;
    out.text(rows ? out.dialect.rowListPrefix() : "");
    comparedValues(in.values());
    out.text(")");
  }

  private void comparedValues(List<Node> values) {
    for (int i = 0; i < values.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      compared(values.get(i));
    }
  }

  private void quantified(Quantified quantified) {
    out.require(Feature.QUANTIFIED_QUERY);
    compared(quantified.operand())
        .text(" ")
        .text(quantified.operator().sql)
        .text(quantified.all() ? " all (" : " any (");
    out.queries.comparedWith(quantified.query());
    out.text(")");
  }

  private void aggregate(Aggregate aggregate) {
    if (aggregate.name().equals("array_agg")) {
      out.require(Feature.ARRAY_AGGREGATE);
    }
    Node filter = aggregate.filter();
    boolean emulated = out.dialect.support(Feature.FILTER) == Feature.Support.EMULATED;
    out.text(out.dialect.aggregateName(out, aggregate.name())).text("(");
    out.text(aggregate.distinct() ? "distinct " : "");
    if (filter != null && emulated) {
      filtered(filter, aggregate.arguments());
    } else if (aggregate.arguments().isEmpty()) {
      out.text("*");
    } else {
      out.nodes(aggregate.arguments());
    }
    if (!aggregate.order().isEmpty()) {
      out.text(" ");
      orderBy(aggregate.order());
    }
    out.text(")");
    if (filter != null && !emulated) {
      filter(filter);
    }
  }

  private void orderedSet(OrderedSet aggregate) {
    out.require(Feature.ORDERED_SET);
    out.text(aggregate.name()).text("(").nodes(aggregate.arguments()).text(") within group (");
    orderBy(List.of(aggregate.order()));
    out.text(")");
    if (aggregate.filter() != null) {
      filter(aggregate.filter());
    }
  }

  private void groupingSets(GroupingSets grouping) {
    if (out.backTicks && grouping.kind() == Node.GroupingKind.ROLLUP) {
      throw out.unsupported(
          "rollup beside other keys", "put together a select for each grouping with unionAll(…)");
    }
    out.require(
        grouping.kind().feature, "put together a select for each grouping with unionAll(…)");
    boolean sets = grouping.kind() == Node.GroupingKind.SETS;
    out.text(grouping.kind().sql).text(" (");
    out.separated(
        grouping.sets(),
        ", ",
        set -> {
          boolean single = !sets && set.size() == 1;
          out.text(single ? "" : "(").nodes(set).text(single ? "" : ")");
        });
    out.text(")");
  }

  /** Writes the arguments so that they are null, and not aggregated, where the filter fails. */
  void filtered(Node filter, List<Node> arguments) {
    List<Node> values = arguments.isEmpty() ? List.of(new Node.Literal(1)) : arguments;
    out.separated(
        values,
        ", ",
        value -> out.text("case when ").node(filter).text(" then ").node(value).text(" end"));
  }

  void filter(Node filter) {
    out.text(" filter (where ").node(filter).text(")");
  }

  private void conditional(Case conditional) {
    out.text("case");
    if (conditional.operand() != null) {
      out.text(" ").node(conditional.operand());
    }
    for (Node.When branch : conditional.branches()) {
      out.text(" when ").node(branch.condition()).text(" then ").node(branch.value());
    }
    if (conditional.otherwise() != null) {
      out.text(" else ").node(conditional.otherwise());
    }
    out.text(" end");
  }

  private void raw(Raw raw) {
    out.text(raw.parts().getFirst());
    for (int i = 0; i < raw.indexes().size(); i++) {
      operand(raw.arguments().get(raw.indexes().get(i)), Precedence.PRIMARY);
      out.text(raw.parts().get(i + 1));
    }
  }

  /** Writes the template with the arguments in the place of {@code {0}} and {@code {1}}. */
  private void template(String template, List<Node> arguments) {
    int end = 0;
    for (int open = template.indexOf('{'); open >= 0; open = template.indexOf('{', end)) {
      out.text(template.substring(end, open));
      operand(arguments.get(template.charAt(open + 1) - '0'), Precedence.PRIMARY);
      end = open + 3;
    }
    out.text(template.substring(end));
  }

  void orderBy(List<SortKey> order) {
    out.text("order by ");
    for (int i = 0; i < order.size(); i++) {
      out.text(i == 0 ? "" : ", ");
      out.dialect.sortKey(out, order.get(i));
    }
  }

  /** Writes a key in the standard form, with nulls where the database has words for it. */
  void sortKey(SortKey key) {
    out.node(key.operand()).text(key.descending() ? " desc" : " asc");
    switch (key.nulls()) {
      case UNSPECIFIED -> {}
      case FIRST -> out.text(" nulls first");
      case LAST -> out.text(" nulls last");
    }
  }
}
