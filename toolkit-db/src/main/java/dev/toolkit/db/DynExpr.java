package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression whose type is known at run time only. It has the operations of all kinds, which the
 * database checks; values are bound with the type of their class.
 *
 * <p>The comparisons that all expressions have, such as {@link #in}, take any objects here.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public class DynExpr extends OrderedExpr<Object, Optional<Object>> {

  DynExpr(Node node, @Nullable Identifier alias) {
    super(node, SqlType.DYNAMIC, Reading.OPTIONAL, alias);
  }

  @Override
  public DynExpr as(String name) {
    return new DynExpr(node, Identifier.of(name));
  }

  @Override
  public DynExpr opt() {
    return this;
  }

  /** Returns this as text. */
  public final TextExpr<Optional<String>> asText() {
    return new TextExpr<>(node, SqlType.TEXT, Reading.OPTIONAL, alias);
  }

  /** Returns this as JSON. */
  public final JsonExpr<String, Optional<String>> asJson() {
    return new JsonExpr<>(node, SqlType.JSON, Reading.OPTIONAL, alias);
  }

  /** Returns this as an array of these elements. */
  public final <E> ArrayExpr<E, Optional<java.util.List<E>>> asArray(SqlType<E> element) {
    return new ArrayExpr<>(node, SqlType.array(element), Reading.OPTIONAL, alias);
  }

  /** Returns this as a number of this type. */
  public final <N extends Number> NumExpr<N, Optional<N>> asNumber(SqlType<N> number) {
    return new NumExpr<>(node, number, Reading.OPTIONAL, alias);
  }

  /** Returns this as a condition. */
  public final Cond asCond() {
    return new Cond(node);
  }

  /** Returns the sum with the other expression. */
  public final DynExpr plus(Expr<?, ?> other) {
    return with(Operator.ADD, other);
  }

  /** Returns the difference to the other expression. */
  public final DynExpr minus(Expr<?, ?> other) {
    return with(Operator.SUB, other);
  }

  /** Returns the product with the other expression. */
  public final DynExpr times(Expr<?, ?> other) {
    return with(Operator.MUL, other);
  }

  /** Returns the quotient by the other expression. */
  public final DynExpr dividedBy(Expr<?, ?> other) {
    return with(Operator.DIV, other);
  }

  /** Returns the remainder of the division by the other expression. */
  public final DynExpr mod(Expr<?, ?> other) {
    return with(Operator.MOD, other);
  }

  /** Returns the number with the other sign. */
  public final DynExpr negated() {
    return new DynExpr(new Node.Negation(node), null);
  }

  private DynExpr with(Operator operator, Expr<?, ?> other) {
    return new DynExpr(new Node.Binary(operator, node, other.node), null);
  }
}
