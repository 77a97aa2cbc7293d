package dev.toolkit.db;

import static java.util.Objects.requireNonNull;

import dev.toolkit.db.sql.Binding;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.Refusal;
import dev.toolkit.db.sql.SqlType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes the nodes that several kinds of expressions share. */
final class Nodes {
  /** From the narrowest. */
  private static final List<SqlType<?>> NUMBERS =
      List.of(
          SqlType.SMALLINT,
          SqlType.INTEGER,
          SqlType.BIGINT,
          SqlType.NUMERIC,
          SqlType.REAL,
          SqlType.DOUBLE);

  private Nodes() {}

  static <V> Node value(SqlType<V> type, @Nullable V value) {
    return type.kind() == SqlType.Kind.DYNAMIC ? value(value) : Binding.of(type, value);
  }

  /** Binds a value whose type is known at run time only; an expression stays one. */
  static Node value(@Nullable Object value) {
    return switch (value) {
      case null -> Binding.of(SqlType.DYNAMIC, null);
      case Expr<?, ?> expression -> expression.node;
      default -> binding(value);
    };
  }

  static Binding<?> binding(Object value) {
    return switch (value) {
      case String text -> Binding.of(SqlType.TEXT, text);
      case Short number -> Binding.of(SqlType.SMALLINT, (int) number);
      case Integer number -> Binding.of(SqlType.INTEGER, number);
      case Long number -> Binding.of(SqlType.BIGINT, number);
      case BigDecimal number -> Binding.of(SqlType.NUMERIC, number);
      case Double number -> Binding.of(SqlType.DOUBLE, number);
      case Float number -> Binding.of(SqlType.REAL, number);
      case Boolean truth -> Binding.of(SqlType.BOOLEAN, truth);
      case UUID id -> Binding.of(SqlType.UUID, id);
      case Instant time -> Binding.of(SqlType.TIMESTAMPTZ, time);
      case LocalDate date -> Binding.of(SqlType.DATE, date);
      case LocalTime time -> Binding.of(SqlType.TIME, time);
      case LocalDateTime time -> Binding.of(SqlType.TIMESTAMP, time);
      case byte[] bytes -> Binding.of(SqlType.BYTES, bytes);
      case List<?> list -> array(list);
      default -> Binding.of(SqlType.DYNAMIC, value);
    };
  }

  /** Elements of several kinds of numbers become the widest of them, as in the database. */
  private static Binding<?> array(List<?> list) {
    List<? extends Binding<?>> elements = list.stream().map(Nodes::element).toList();
    SqlType<?> type =
        elements.stream().<SqlType<?>>map(Binding::type).reduce(Nodes::wider).orElse(SqlType.TEXT);
    List<?> values = elements.stream().map(element -> widened(element.value(), type)).toList();
    return array(type, values);
  }

  private static Binding<?> element(@Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException(
          "Array of unknown type must not have null elements: give its type with val(type, list)");
    }
    return binding(value);
  }

  private static SqlType<?> wider(SqlType<?> one, SqlType<?> other) {
    if (one.equals(other)) {
      return one;
    }
    int wider = Math.max(NUMBERS.indexOf(one), NUMBERS.indexOf(other));
    if (!NUMBERS.contains(one) || !NUMBERS.contains(other)) {
      throw new IllegalArgumentException(
          "Array has elements of type " + one + " and of type " + other + ": they must be alike");
    }
    // A real has fewer digits than an integer, and so the database compares both as doubles.
    SqlType<?> type = NUMBERS.get(wider);
    return type.equals(SqlType.REAL) ? SqlType.DOUBLE : type;
  }

  private static Object widened(@Nullable Object value, SqlType<?> type) {
    Object element = requireNonNull(value);
    if (!(element instanceof Number number)) {
      return element;
    }
    return switch (type.kind()) {
      case SMALLINT, INTEGER -> number.intValue();
      case BIGINT -> number.longValue();
      case NUMERIC -> new BigDecimal(number.toString());
      case DOUBLE -> number.doubleValue();
      default -> number;
    };
  }

  // The elements are of the type: see above.
  @SuppressWarnings("unchecked")
  private static <E> Binding<?> array(SqlType<E> element, List<?> list) {
    return Binding.of(SqlType.array(element), (List<E>) list);
  }

  /** Every column is an expression of its table: see the kinds of columns. */
  @SuppressWarnings("unchecked")
  static <V> Expr<V, ?> expression(Col<?, V> column) {
    return (Expr<V, ?>) column;
  }

  static void requireComparable(@Nullable Object value, Node node, Operator operator) {
    if (value == null || isNull(value)) {
      throw new QueryRefusedException(
          Refusal.NULL_COMPARISON,
          Node.describe(node)
              + " is compared with null, which holds for no row: use "
              + (operator == Operator.NE ? "isNotNull()" : "isNull()")
              + ", or isDistinctFrom(…) and isNotDistinctFrom(…) for values that may be null");
    }
  }

  static boolean isNull(Object value) {
    if (value instanceof Expr<?, ?> expression) {
      return isNull(expression.node);
    }
    if (value instanceof Binding<?> binding) {
      return binding.value() == null && binding.parameter() == null;
    }
    return value instanceof Node.Literal(var constant) && constant == null;
  }

  static List<Node> of(List<? extends Expr<?, ?>> expressions) {
    List<Node> nodes = new ArrayList<>(expressions.size());
    for (Expr<?, ?> expression : expressions) {
      nodes.add(expression.node);
    }
    return nodes;
  }

  /** Puts a backslash-free escape before what {@code like} takes for patterns. */
  static String escaped(String text) {
    return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
  }

  /** Returns the same of a text that only the database knows. */
  static Node escaped(Node text) {
    Node escaped = text;
    for (String special : List.of("!", "%", "_")) {
      escaped =
          new Node.Call(
              "replace",
              List.of(escaped, new Node.Literal(special), new Node.Literal("!" + special)));
    }
    return escaped;
  }
}
