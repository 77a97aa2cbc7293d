package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.Node.Operator;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of arrays, whose operators PostgreSQL has.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <E> the type of the elements
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class ArrayExpr<E, R extends @Nullable Object> extends Expr<List<E>, R> {

  ArrayExpr(Node node, SqlType<List<E>> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public ArrayExpr<E, R> as(String alias) {
    return new ArrayExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public ArrayExpr<E, Optional<List<E>>> opt() {
    return new ArrayExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public ArrayExpr<E, @Nullable List<E>> orNull() {
    return new ArrayExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /**
   * Holds if this has all of the elements.
   *
   * @throws QueryRefusedException if one of them is null, which equals no element
   */
  public final Cond containsAll(List<E> elements) {
    return with(Operator.ARRAY_CONTAINS, "containsAll", elements);
  }

  /**
   * Holds if all elements of this are among those.
   *
   * @throws QueryRefusedException if one of those is null, which equals no element
   */
  public final Cond containedBy(List<E> elements) {
    return with(Operator.ARRAY_CONTAINED, "containedBy", elements);
  }

  /**
   * Holds if this has any of the elements.
   *
   * @throws QueryRefusedException if one of them is null, which equals no element
   */
  public final Cond overlaps(List<E> elements) {
    return with(Operator.ARRAY_OVERLAPS, "overlaps", elements);
  }

  private Cond with(Operator operator, String method, List<E> elements) {
    for (E each : elements) {
      requireValue(each, method);
    }
    List<E> copy = List.copyOf(elements);
    SqlType<?> element = type.element();
    boolean known = element != null && element.kind() != SqlType.Kind.DYNAMIC;
    Node array = known ? bound(copy, operator) : Nodes.value(copy);
    return new Cond(new Node.Binary(operator, node, array));
  }
}
