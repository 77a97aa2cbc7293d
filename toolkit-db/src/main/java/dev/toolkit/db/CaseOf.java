package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import java.util.Optional;

/**
 * A {@code case} under construction that compares one expression with values.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <K> the type of the compared values
 * @param <V> the type of the value
 * @since 0.1.0
 */
public final class CaseOf<K, V> {
  private final Expr<K, ?> operand;
  private final CaseStart<V> branches;

  CaseOf(Expr<K, ?> operand, CaseStart<V> branches) {
    this.operand = operand;
    this.branches = branches;
  }

  /** Returns the case with this value where the expression equals the key. */
  public CaseOf<K, V> when(K key, V value) {
    return new CaseOf<>(operand, branches.plus(key(key), value));
  }

  /** Returns the case with this expression where the other one equals the key. */
  public CaseOf<K, V> when(Expr<K, ?> key, Expr<V, ?> value) {
    return new CaseOf<>(operand, branches.plus(new Node.When(key.node, value.node)));
  }

  private Node key(K key) {
    return operand.bound(key, Node.Operator.EQ);
  }

  /**
   * Returns the expression with this value where the key is another.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, V> otherwise(V value) {
    return branches.otherwise(value);
  }

  /**
   * Returns the expression with this expression where the key is another.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, Optional<V>> otherwise(Expr<V, ?> value) {
    return branches.otherwise(value);
  }

  /**
   * Returns the expression that is null where the key is another.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, Optional<V>> otherwiseNull() {
    return branches.otherwiseNull();
  }
}
