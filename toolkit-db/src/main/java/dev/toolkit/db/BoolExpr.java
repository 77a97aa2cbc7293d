package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An expression of truth values.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <R> the type that a row yields
 * @since 0.1.0
 */
public class BoolExpr<R extends @Nullable Object> extends Expr<Boolean, R> {

  BoolExpr(Node node, SqlType<Boolean> type, Reading reading, @Nullable Identifier alias) {
    super(node, type, reading, alias);
  }

  @Override
  public BoolExpr<R> as(String alias) {
    return new BoolExpr<>(node, type, reading, Identifier.of(alias));
  }

  @Override
  public BoolExpr<Optional<Boolean>> opt() {
    return new BoolExpr<>(node, type, Reading.OPTIONAL, alias);
  }

  @Override
  public BoolExpr<@Nullable Boolean> orNull() {
    return new BoolExpr<>(node, type, Reading.NULLABLE, alias);
  }

  /** Holds if this is true. */
  public final Cond isTrue() {
    return new Cond(node);
  }

  /** Holds if this is false. */
  public final Cond isFalse() {
    return new Cond(new Node.Not(node));
  }
}
