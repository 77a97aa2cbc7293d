package dev.toolkit.db;

import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.QueryRefusedException;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code case} under construction; values are of the type {@code V}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <V> the type of the value
 * @since 0.1.0
 */
public final class CaseStart<V> {
  private final @Nullable Node operand;
  private final List<Node.When> branches;
  private final SqlType<V> type;

  CaseStart(@Nullable Node operand, List<Node.When> branches, SqlType<V> type) {
    this.operand = operand;
    this.branches = branches;
    this.type = type;
  }

  /** Returns the case with this value where the condition holds and no earlier one did. */
  public CaseStart<V> when(Cond condition, V value) {
    return plus(new Node.When(condition.node, Nodes.value(type, value)));
  }

  /** Returns the case with this expression where the condition holds and no earlier one did. */
  public CaseStart<V> when(Cond condition, Expr<V, ?> value) {
    return plus(new Node.When(condition.node, value.node));
  }

  CaseStart<V> plus(Node condition, V value) {
    return plus(new Node.When(condition, Nodes.value(type, value)));
  }

  CaseStart<V> plus(Node.When branch) {
    List<Node.When> all = new ArrayList<>(branches);
    all.add(branch);
    return new CaseStart<>(operand, all, type);
  }

  /**
   * Returns the expression with this value where no condition holds.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, V> otherwise(V value) {
    return new OrderedExpr<>(
        new Node.Case(operand, branches, Nodes.value(type, value)), type, Reading.REQUIRED, null);
  }

  /**
   * Returns the expression with this expression where no condition holds.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, Optional<V>> otherwise(Expr<V, ?> value) {
    return new OrderedExpr<>(
        new Node.Case(operand, branches, value.node), type, Reading.OPTIONAL, null);
  }

  /**
   * Returns the expression that is null where no condition holds.
   *
   * @throws QueryRefusedException if there is no branch
   */
  public OrderedExpr<V, Optional<V>> otherwiseNull() {
    return new OrderedExpr<>(new Node.Case(operand, branches, null), type, Reading.OPTIONAL, null);
  }
}
