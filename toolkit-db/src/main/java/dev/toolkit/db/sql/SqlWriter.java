package dev.toolkit.db.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects the text and the bindings of one statement while its parts are written. Not thread-safe.
 */
final class SqlWriter {
  final Dialect dialect;
  final ExpressionWriter expressions;
  final QueryWriter queries;
  final WriteWriter writes;

  final boolean backTicks;

  /** Whether every placeholder is a question mark and nothing else. */
  private final boolean plain;

  private final StringBuilder sql;
  private final List<Binding<?>> bindings;
  private @Nullable Scope scope;

  SqlWriter(Dialect dialect) {
    this(dialect, 256, 10);
  }

  /** Makes a writer with room for a text and bindings of about these sizes. */
  private SqlWriter(Dialect dialect, int length, int bindings) {
    this.dialect = dialect;
    this.backTicks = dialect instanceof MySqlDialect || dialect instanceof MariaDbDialect;
    this.plain = !(dialect instanceof H2Dialect);
    this.sql = new StringBuilder(length);
    this.bindings = new ArrayList<>(bindings);
    this.expressions = new ExpressionWriter(this);
    this.queries = new QueryWriter(this);
    this.writes = new WriteWriter(this);
  }

  static SqlWriter of(Dialect dialect, StatementNode statement) {
    int bindings =
        statement instanceof StatementNode.Insert insert
            ? insert.rows().size() * insert.columns().size()
            : 10;
    return new SqlWriter(dialect, length(statement), bindings);
  }

  /** Returns about how long the text will be: growing a text costs more than some room. */
  private static int length(StatementNode statement) {
    return switch (statement) {
      case QueryNode.Select select ->
          64
              + 24 * select.items().size()
              + 72 * select.joins().size()
              + 24 * select.order().size()
              + (select.where() instanceof Node.Junction(var all, var operands)
                  ? 28 * operands.size()
                  : 28)
              + length(select.with());
      case QueryNode.SetOperation set ->
          length((StatementNode) set.left())
              + length((StatementNode) set.right())
              + length(set.with());
      case StatementNode.Insert insert ->
          48
              + 11 * insert.columns().size()
              + insert.rows().size() * (3 * insert.columns().size() + 2)
              + length(insert.with());
      case StatementNode.Update update -> 128 + 32 * update.assignments().size();
      case StatementNode.Delete delete -> 128;
      case StatementNode.Merge merge -> 256 + length(merge.with());
    };
  }

  private static int length(List<QueryNode.With> tables) {
    int length = 0;
    for (QueryNode.With table : tables) {
      length += 64 + length(table.body());
    }
    return length;
  }

  Rendered rendered() {
    return new Rendered(sql.toString(), bindings, dialect);
  }

  void statement(StatementNode statement) {
    switch (statement) {
      case QueryNode.Select select -> queries.query(select);
      case QueryNode.SetOperation operation -> queries.query(operation);
      case StatementNode.Write write -> writes.write(write);
    }
  }

  SqlWriter text(String text) {
    sql.append(text);
    return this;
  }

  SqlWriter name(Identifier name) {
    sql.append(backTicks ? name.backTicked() : name.doubleQuoted());
    return this;
  }

  SqlWriter names(List<Identifier> names) {
    sql.append('(');
    separated(names, ", ", this::name);
    sql.append(')');
    return this;
  }

  /** Writes a string as a constant of the dialect. */
  SqlWriter string(String value) {
    int nul = value.indexOf('\0');
    if (nul >= 0) {
      throw new QueryRefusedException(
          Refusal.NUL_IN_LITERAL,
          "Constant of "
              + value.length()
              + " characters has a NUL at index "
              + nul
              + ", where databases would end the statement: bind it with val(…)");
    }
    sql.append(dialect.stringLiteral(value));
    return this;
  }

  SqlWriter bind(Binding<?> binding) {
    sql.append(dialect.placeholder(binding.type()));
    bindings.add(binding);
    return this;
  }

  /** Returns whether the values are bindings, each written as a question mark and nothing else. */
  boolean areQuestionMarks(List<Node> values) {
    if (!plain) {
      return false;
    }
    for (Node value : values) {
      if (!(value instanceof Binding<?>)) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return sql.length();
  }

  String textFrom(int start) {
    return sql.substring(start);
  }

  /** Adds the bindings of a text that has their question marks already. */
  SqlWriter bound(String text, List<Node> values) {
    sql.append(text);
    for (Node value : values) {
      bindings.add((Binding<?>) value);
    }
    return this;
  }

  SqlWriter node(Node node) {
    expressions.write(node);
    return this;
  }

  SqlWriter nodes(List<Node> nodes) {
    separated(nodes, ", ", expressions::write);
    return this;
  }

  <T> void separated(List<T> parts, String separator, Consumer<T> part) {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        sql.append(separator);
      }
      part.accept(parts.get(i));
    }
  }

  @Nullable Scope scope() {
    return scope;
  }

  /** Runs the action while columns are looked up in the scope. */
  void within(@Nullable Scope inner, Runnable action) {
    Scope before = scope;
    scope = inner;
    action.run();
    scope = before;
  }

  /** Refuses the statement if the dialect cannot do this at all. */
  void require(Feature feature) {
    if (dialect.support(feature) == Feature.Support.REFUSED) {
      throw unsupported(feature.text());
    }
  }

  /** Refuses the statement if the dialect cannot do this at all, and says what else does. */
  void require(Feature feature, String instead) {
    if (dialect.support(feature) == Feature.Support.REFUSED) {
      throw unsupported(feature.text(), instead);
    }
  }

  QueryRefusedException unsupported(String what) {
    return unsupported(what, "write the query without it, or use another dialect");
  }

  QueryRefusedException unsupported(String what, String instead) {
    return new QueryRefusedException(
        Refusal.UNSUPPORTED, dialect.name() + " has no " + what + ": " + instead);
  }
}
