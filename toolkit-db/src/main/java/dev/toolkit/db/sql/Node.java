package dev.toolkit.db.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An SQL expression. Nodes are immutable and hold identifiers and values, never SQL text; the
 * exception is {@link Raw}, whose template the application wrote.
 *
 * <p>Immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface Node {

  /** A column, with the alias or table that it belongs to unless it is a bare output name. */
  final class Column implements Node {
    private final @Nullable Identifier source;
    private final Identifier name;

    /** Both names in the quotes of the dialects, for columns that are written often. */
    private final @Nullable String doubleQuoted;

    private final @Nullable String backTicked;

    /** Makes a column that is used a few times, as those of subqueries are. */
    public Column(@Nullable Identifier source, Identifier name) {
      this(source, name, null, null);
    }

    private Column(
        @Nullable Identifier source,
        Identifier name,
        @Nullable String doubleQuoted,
        @Nullable String backTicked) {
      this.source = source;
      this.name = name;
      this.doubleQuoted = doubleQuoted;
      this.backTicked = backTicked;
    }

    /** Returns a column that lives as long as its table, so that its text is made once. */
    public static Column of(Identifier table, Identifier name) {
      return new Column(
          table,
          name,
          table.doubleQuoted() + "." + name.doubleQuoted(),
          table.backTicked() + "." + name.backTicked());
    }

    /** Returns the alias or table, or null for an output name. */
    public @Nullable Identifier source() {
      return source;
    }

    /** Returns the name. */
    public Identifier name() {
      return name;
    }

    boolean isOf(List<Identifier> sources) {
      return source != null && sources.contains(source);
    }

    /** Returns the text with the source before the name, or null if it was not made. */
    @Nullable String qualified(boolean backTicks) {
      return backTicks ? backTicked : doubleQuoted;
    }

    @Override
    public boolean equals(Object other) {
      return this == other
          || (other instanceof Column that
              && Objects.equals(source, that.source)
              && name.equals(that.name));
    }

    @Override
    public int hashCode() {
      return Objects.hash(source, name);
    }
  }

  /** A bound value, which may be null, or a parameter that waits for one. */
  sealed interface Value extends Node permits Binding {}

  /** A constant in the text: null, a string, a boolean or a number. */
  record Literal(@Nullable Object value) implements Node {}

  /** An operator between two operands. */
  record Binary(Operator operator, Node left, Node right) implements Node {}

  /** Text put together. */
  record Concat(List<Node> operands) implements Node {
    public Concat {
      operands = List.copyOf(operands);
    }
  }

  /** The number with the other sign. */
  record Negation(Node operand) implements Node {}

  /** Holds if the operand does not, in the three-valued sense of SQL. */
  record Not(Node operand) implements Node {}

  /** Holds if all operands do, or if any does; without operands that is always, or never. */
  record Junction(boolean all, List<Node> operands) implements Node {
    public Junction {
      operands = flat(all, operands);
    }

    private static List<Node> flat(boolean all, List<Node> operands) {
      for (Node operand : operands) {
        if (operand instanceof Junction) {
          return flattened(all, operands);
        }
      }
      return List.copyOf(operands);
    }

    private static List<Node> flattened(boolean all, List<Node> operands) {
      List<Node> flat = new ArrayList<>(operands.size());
      for (Node operand : operands) {
        if (operand instanceof Junction nested && (nested.all == all || nested.isSingle())) {
          flat.addAll(flat(all, nested.operands));
        } else {
          flat.add(operand);
        }
      }
      return List.copyOf(flat);
    }

    private boolean isSingle() {
      return operands.size() == 1;
    }
  }

  /** Holds if the operand is null, or is not. */
  record IsNull(Node operand, boolean negated) implements Node {}

  /** Holds if the operands differ, where null equals null, or do not. */
  record Distinct(Node left, Node right, boolean negated) implements Node {}

  /** Holds if the operand is within the bounds, both included, or is not. */
  record Between(Node operand, Node low, Node high, boolean negated) implements Node {}

  /** Holds if the operand equals one of the values, so never if there are none, or does not. */
  record InList(Node operand, List<Node> values, boolean negated) implements Node {
    public InList {
      values = List.copyOf(values);
    }
  }

  /** Holds if the operand is a row of the query, or is not. */
  record InQuery(Node operand, QueryNode query, boolean negated) implements Node {}

  /** Several values as one. */
  record RowValue(List<Node> values) implements Node {
    public RowValue {
      values = List.copyOf(values);
    }
  }

  /** Holds if the text fits the pattern, or does not. */
  record Like(Node operand, Node pattern, boolean escaped, boolean ignoresCase, boolean negated)
      implements Node {}

  /** Holds if the query has a row, or has none. */
  record Exists(QueryNode query, boolean negated) implements Node {}

  /** The only value of the only row of the query, or null. */
  record Scalar(QueryNode query) implements Node {}

  /** Holds if the operand compares so with any element of the array. */
  record AnyOf(Operator operator, Node operand, Node array) implements Node {}

  /** A call of a function that the dialects write differently. */
  record Function(ScalarFunction function, List<Node> arguments) implements Node {
    public Function {
      arguments = List.copyOf(arguments);
    }
  }

  /** Holds if the operand compares so with any, or with all, rows of the query. */
  record Quantified(Operator operator, Node operand, boolean all, QueryNode query)
      implements Node {}

  /** A call of a function by its plain name. */
  record Call(String name, List<Node> arguments) implements Node {
    public Call {
      arguments = List.copyOf(arguments);
      requirePlainName(name);
    }

    private static void requirePlainName(String name) {
      for (int i = 0; i < name.length(); i++) {
        char c = name.charAt(i);
        boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        boolean inside = (c >= '0' && c <= '9') || (c == '.' && i < name.length() - 1);
        boolean first = i == 0 || name.charAt(i - 1) == '.';
        if (!letter && (first || !inside)) {
          throw badName(name, i);
        }
      }
      if (name.isEmpty()) {
        throw badName(name, 0);
      }
    }

    private static QueryRefusedException badName(String name, int index) {
      return new QueryRefusedException(
          Refusal.BAD_FUNCTION_NAME,
          "Function name of "
              + name.length()
              + " characters is no plain identifier at index "
              + index
              + ": use letters, digits and underscores, with a dot after a schema");
    }
  }

  /** An aggregate function over the rows of a group; no argument means {@code count(*)}. */
  record Aggregate(
      String name,
      List<Node> arguments,
      boolean distinct,
      List<SortKey> order,
      @Nullable Node filter)
      implements Node {
    public Aggregate {
      arguments = List.copyOf(arguments);
      order = List.copyOf(order);
    }
  }

  /**
   * An aggregate of the values in an order, such as the one in the middle (SQL:2016, 10.9 {@code
   * <ordered set function>}).
   */
  record OrderedSet(String name, List<Node> arguments, SortKey order, @Nullable Node filter)
      implements Node {
    public OrderedSet {
      arguments = List.copyOf(arguments);
    }
  }

  /** Several groupings of one select, one after the other. */
  record GroupingSets(GroupingKind kind, List<List<Node>> sets) implements Node {
    public GroupingSets {
      sets = sets.stream().map(List::copyOf).toList();
    }

    /** Returns whether the key is null in the rows of at least one of the groupings. */
    boolean leavesOut(Node key) {
      boolean anywhere = sets.stream().anyMatch(set -> set.contains(key));
      boolean everywhere =
          kind == GroupingKind.SETS && sets.stream().allMatch(set -> set.contains(key));
      return anywhere && !everywhere;
    }
  }

  /** How keys make several groupings (SQL:2016, 7.13). */
  enum GroupingKind {
    /** All keys, all but the last, and so on to none. */
    ROLLUP("rollup", Feature.ROLLUP),
    /** All subsets of the keys. */
    CUBE("cube", Feature.GROUPING_SETS),
    /** These sets of keys. */
    SETS("grouping sets", Feature.GROUPING_SETS);

    final String sql;
    final Feature feature;

    GroupingKind(String sql, Feature feature) {
      this.sql = sql;
      this.feature = feature;
    }
  }

  /** One in rows over all values of the key, and zero in those of one value. */
  record IsSubtotal(Node key) implements Node {}

  /** The texts of a group, put together with a separator. */
  record StringAggregate(
      Node operand, String separator, boolean distinct, List<SortKey> order, @Nullable Node filter)
      implements Node {
    public StringAggregate {
      order = List.copyOf(order);
    }
  }

  /** The values of a group as a JSON array. */
  record JsonAggregate(Node operand, List<SortKey> order, @Nullable Node filter) implements Node {
    public JsonAggregate {
      order = List.copyOf(order);
    }
  }

  /** A JSON value as a part of another, where a text of it would be a string. */
  record JsonPart(Node operand) implements Node {

    /** Returns the expression as a part of JSON, which it is itself if its type is. */
    public static Node of(Node node, SqlType<?> type) {
      return type.kind() == SqlType.Kind.JSON ? new JsonPart(node) : node;
    }
  }

  /** The rows of a group as a JSON array of arrays, empty for no rows. */
  record JsonRows(List<Node> columns, List<SortKey> order) implements Node {
    public JsonRows {
      columns = List.copyOf(columns);
      order = List.copyOf(order);
    }
  }

  /** A function over a window, which is named or described. */
  record Over(Node function, @Nullable Identifier name, Window window) implements Node {}

  /** The first branch whose condition holds, or whose value equals the operand. */
  record Case(@Nullable Node operand, List<When> branches, @Nullable Node otherwise)
      implements Node {
    public Case {
      branches = List.copyOf(branches);
      if (branches.isEmpty()) {
        throw new QueryRefusedException(
            Refusal.EMPTY_CASE, "Case without a branch: add when(condition, value)");
      }
    }
  }

  /** A branch of a {@link Case}. */
  record When(Node condition, Node value) {}

  /** The operand as a value of another type. */
  record Cast(Node operand, SqlType<?> type) implements Node {}

  /** What a JSON value holds at a path of keys and indexes, as JSON or as text. */
  record JsonAt(Node operand, List<Object> path, boolean asText) implements Node {
    public JsonAt {
      path = List.copyOf(path);
    }
  }

  /** Holds if a JSON object has the key. */
  record JsonHasKey(Node operand, String key) implements Node {}

  /** Holds if a JSON value contains another. */
  record JsonContains(Node left, Node right) implements Node {}

  /** The value that an upsert wanted to insert. */
  record Excluded(Identifier column) implements Node {}

  /** The default of the column, as a value of an insert or update. */
  record Default() implements Node {}

  /** The next number of a sequence. */
  record NextValue(@Nullable Identifier schema, Identifier sequence) implements Node {}

  /** A template of the application, with {@code {0}}, {@code {1}}, … for its arguments. */
  record Raw(List<String> parts, List<Integer> indexes, List<Node> arguments) implements Node {
    public Raw {
      parts = List.copyOf(parts);
      indexes = List.copyOf(indexes);
      arguments = List.copyOf(arguments);
    }
  }

  /** A key of an order. */
  record SortKey(Node operand, boolean descending, Nulls nulls) {}

  /** Where nulls go in an order. */
  enum Nulls {
    /** Where the database puts them. */
    UNSPECIFIED,
    /** Before all values. */
    FIRST,
    /** After all values. */
    LAST
  }

  /** Partition, order and frame of a window; the base is the name of a window that it extends. */
  record Window(
      @Nullable Identifier base, List<Node> partition, List<SortKey> order, @Nullable Frame frame) {
    public Window {
      partition = List.copyOf(partition);
      order = List.copyOf(order);
    }

    /** The window of all rows. */
    public static final Window ALL = new Window(null, List.of(), List.of(), null);
  }

  /** The rows of a window that a function sees. */
  record Frame(FrameUnit unit, Bound from, Bound to, @Nullable Exclusion exclusion) {}

  /** What the offsets of a frame count. */
  enum FrameUnit {
    /** Rows. */
    ROWS("rows"),
    /** Values of the sort key. */
    RANGE("range"),
    /** Groups of rows with equal sort keys. */
    GROUPS("groups");

    final String sql;

    FrameUnit(String sql) {
      this.sql = sql;
    }
  }

  /** What a frame leaves out. */
  enum Exclusion {
    /** The current row. */
    CURRENT_ROW("current row"),
    /** The current row and its peers. */
    GROUP("group"),
    /** The peers of the current row. */
    TIES("ties"),
    /** Nothing. */
    NO_OTHERS("no others");

    final String sql;

    Exclusion(String sql) {
      this.sql = sql;
    }
  }

  /** An end of a frame: so many units before (negative) or after the current row. */
  record Bound(long offset, boolean unbounded) {
    /** The first row of the partition. */
    public static final Bound START = new Bound(-1, true);

    /** The last row of the partition. */
    public static final Bound END = new Bound(1, true);

    /** The current row. */
    public static final Bound CURRENT = new Bound(0, false);
  }

  /** How tightly a node binds, from the loosest. */
  enum Precedence {
    /** {@code or}. */
    OR,
    /** {@code and}. */
    AND,
    /** {@code not}. */
    NOT,
    /** Comparisons and other predicates. */
    PREDICATE,
    /** Operators that standard SQL does not rank: {@code ||}, {@code ->}, {@code @>}. */
    OTHER,
    /** {@code +} and {@code -}. */
    SUM,
    /** {@code *}, {@code /} and {@code %}. */
    PRODUCT,
    /** The sign. */
    SIGN,
    /** Columns, values, calls and everything in parentheses. */
    PRIMARY
  }

  /** An operator between two operands, with its spelling. */
  enum Operator {
    /** Equal. */
    EQ("="),
    /** Not equal. */
    NE("<>"),
    /** Less. */
    LT("<"),
    /** Less or equal. */
    LE("<="),
    /** Greater. */
    GT(">"),
    /** Greater or equal. */
    GE(">="),
    /** Sum. */
    ADD("+", Precedence.SUM, Precedence.PRODUCT),
    /** Difference. */
    SUB("-", Precedence.SUM, Precedence.PRODUCT),
    /** Product. */
    MUL("*", Precedence.PRODUCT, Precedence.SIGN),
    /** Quotient. */
    DIV("/", Precedence.PRODUCT, Precedence.SIGN),
    /** Remainder. */
    MOD("%", Precedence.PRODUCT, Precedence.SIGN),
    /** Array contains all elements of another. */
    ARRAY_CONTAINS("@>"),
    /** All elements of the array are in another. */
    ARRAY_CONTAINED("<@"),
    /** Arrays have an element in common. */
    ARRAY_OVERLAPS("&&");

    final String sql;

    /** The spelling between blanks. */
    final String spaced;

    final Precedence precedence;

    /** How tightly the operands must bind to stand without parentheses. */
    final Precedence left;

    final Precedence right;

    Operator(String sql) {
      this.sql = sql;
      this.spaced = " " + sql + " ";
      this.precedence = Precedence.PREDICATE;
      this.left = Precedence.OTHER;
      this.right = Precedence.OTHER;
    }

    Operator(String sql, Precedence precedence, Precedence right) {
      this.sql = sql;
      this.spaced = " " + sql + " ";
      this.precedence = precedence;
      this.left = precedence;
      this.right = right;
    }
  }

  /** Returns whether the condition would hold or fail for every row because its parts dropped. */
  static boolean isVacuous(@Nullable Node condition) {
    return switch (condition) {
      case null -> true;
      case Junction(var all, var operands) ->
          operands.isEmpty() || operands.stream().anyMatch(Node::isVacuous);
      case Not(var operand) -> isVacuous(operand);
      case IsNull(var operand, var negated) -> isVacuous(operand);
      case Binary(var operator, var left, var right) -> isVacuous(left) || isVacuous(right);
      default -> false;
    };
  }

  /** Returns whether the node is null whenever one of these sources has no row for it. */
  static boolean isNullWith(Node node, List<Identifier> sources) {
    if (sources.isEmpty()) {
      return false;
    }
    // Most nodes are columns, for which there need not be a test.
    if (node instanceof Column column) {
      return column.isOf(sources);
    }
    return isNullIf(node, part -> part instanceof Column column && column.isOf(sources));
  }

  /** Returns whether the node is null whenever those of its parts are that the test accepts. */
  static boolean isNullIf(Node node, Predicate<Node> isNull) {
    if (isNull.test(node)) {
      return true;
    }
    return switch (node) {
      case Binary(var operator, var left, var right) ->
          isNullIf(left, isNull) || isNullIf(right, isNull);
      case Negation(var operand) -> isNullIf(operand, isNull);
      case Cast(var operand, var type) -> isNullIf(operand, isNull);
      case JsonAt(var operand, var path, var asText) -> isNullIf(operand, isNull);
      default -> false;
    };
  }

  /** Returns a short description for messages: the column's name, or the kind of expression. */
  static String describe(Node node) {
    return switch (node) {
      case Column column -> (column.source() == null ? "" : column.source() + ".") + column.name();
      default -> "an expression of kind " + node.getClass().getSimpleName();
    };
  }
}
