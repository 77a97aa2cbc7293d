package dev.toolkit.db.sql;

import java.util.Arrays;
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

  private final boolean plain;

  /** The text so far; put together when it is complete. */
  private String[] parts;

  private int count;
  private final Bindings bindings;
  private @Nullable Scope scope;

  SqlWriter(Dialect dialect) {
    this(dialect, 32, 8);
  }

  /** Makes a writer with room for about so many parts and bindings. */
  private SqlWriter(Dialect dialect, int parts, int bindings) {
    this.dialect = dialect;
    this.backTicks = dialect instanceof MySqlDialect || dialect instanceof MariaDbDialect;
    this.plain = dialect.hasPlainPlaceholders();
    this.parts = new String[parts];
    this.bindings = Bindings.expecting(bindings);
    this.expressions = new ExpressionWriter(this);
    this.queries = new QueryWriter(this);
    this.writes = new WriteWriter(this);
  }

  static SqlWriter of(Dialect dialect, StatementNode statement) {
    return new SqlWriter(dialect, parts(statement), bindings(statement));
  }

  private static int bindings(StatementNode statement) {
    return switch (statement) {
      case StatementNode.Insert insert -> insert.rows().size() * insert.columns().size();
      case QueryNode.Select select -> 1 + conditions(select);
      default -> 8;
    };
  }

  private static int conditions(QueryNode.Select select) {
    return switch (select.where()) {
      case null -> 0;
      case Node.Junction(var all, var operands) -> operands.size();
      default -> 1;
    };
  }

  /** Returns about how many parts the text will have. */
  private static int parts(StatementNode statement) {
    return switch (statement) {
      case QueryNode.Select select ->
          6
              + 2 * select.items().size()
              + 7 * select.joins().size()
              + 4 * select.order().size()
              + 4 * conditions(select)
              + parts(select.with());
      case QueryNode.SetOperation set ->
          parts((StatementNode) set.left())
              + parts((StatementNode) set.right())
              + parts(set.with());
      case StatementNode.Insert insert ->
          6
              + 2 * insert.columns().size()
              + 2 * insert.rows().size()
              + 2 * insert.returning().size()
              + parts(insert.with());
      case StatementNode.Update update -> 24 + 4 * update.assignments().size();
      case StatementNode.Delete delete -> 24;
      case StatementNode.Merge merge -> 64 + parts(merge.with());
    };
  }

  private static int parts(List<QueryNode.With> tables) {
    int parts = 0;
    for (QueryNode.With table : tables) {
      parts += 12 + parts(table.body());
    }
    return parts;
  }

  Rendered rendered() {
    return new Rendered(Texts.joined(parts, count), bindings, dialect);
  }

  /** Returns the statement with the text that is known already, if it is. */
  Rendered rendered(Texts texts) {
    return new Rendered(texts.of(parts, count), bindings, dialect);
  }

  void statement(StatementNode statement) {
    switch (statement) {
      case QueryNode.Select select -> queries.query(select);
      case QueryNode.SetOperation operation -> queries.query(operation);
      case StatementNode.Write write -> writes.write(write);
    }
  }

  SqlWriter text(String text) {
    if (!text.isEmpty()) {
      if (count == parts.length) {
        parts = Arrays.copyOf(parts, 2 * count);
      }
      parts[count++] = text;
    }
    return this;
  }

  SqlWriter name(Identifier name) {
    return text(backTicks ? name.backTicked() : name.doubleQuoted());
  }

  SqlWriter names(List<Identifier> names) {
    text("(");
    for (int i = 0; i < names.size(); i++) {
      text(i == 0 ? "" : ", ").name(names.get(i));
    }
    return text(")");
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
    return text(dialect.stringLiteral(value));
  }

  SqlWriter bind(Binding<?> binding) {
    bindings.add(binding);
    return text(plain ? "?" : dialect.placeholder(binding.type()));
  }

  /** Returns whether the values are bindings, each written as a question mark and nothing else. */
  boolean areQuestionMarks(List<Node> values) {
    if (!plain || values instanceof BoundRow) {
      return plain;
    }
    for (Node value : values) {
      if (!(value instanceof Binding<?>)) {
        return false;
      }
    }
    return true;
  }

  /** Adds the bindings of a text that has their question marks already. */
  SqlWriter bound(String text, List<Node> values) {
    text(text);
    if (values instanceof BoundRow row) {
      bindings.addAll(row);
    } else {
      for (Node value : values) {
        bindings.add((Binding<?>) value);
      }
    }
    return this;
  }

  SqlWriter node(Node node) {
    expressions.write(node);
    return this;
  }

  SqlWriter nodes(List<Node> nodes) {
    for (int i = 0; i < nodes.size(); i++) {
      text(i == 0 ? "" : ", ").node(nodes.get(i));
    }
    return this;
  }

  <T> void separated(List<T> parts, String separator, Consumer<T> part) {
    for (int i = 0; i < parts.size(); i++) {
      if (i > 0) {
        text(separator);
      }
      part.accept(parts.get(i));
    }
  }

  @Nullable Scope scope() {
    return scope;
  }

  /** Runs the action while columns are looked up in the scope. */
  void within(@Nullable Scope inner, Runnable action) {
    Scope before = enter(inner);
    action.run();
    leave(before);
  }

  /** Lets columns be looked up in the scope until {@link #leave}; returns the scope before. */
  @Nullable Scope enter(@Nullable Scope inner) {
    Scope before = scope;
    scope = inner;
    return before;
  }

  void leave(@Nullable Scope before) {
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
