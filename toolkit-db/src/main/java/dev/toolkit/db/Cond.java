package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import dev.toolkit.db.sql.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A condition, which holds, fails, or is unknown (SQL:2016, 6.39 {@code <boolean value
 * expression>}); read from a row, unknown is empty.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Cond extends BoolExpr<Optional<Boolean>> {

  Cond(Node node) {
    super(node, SqlType.BOOLEAN, Reading.OPTIONAL, null);
  }

  static Cond junction(boolean all, List<? extends @Nullable Cond> conditions) {
    List<Node> nodes = new ArrayList<>(conditions.size());
    for (Cond condition : conditions) {
      if (condition != null) {
        nodes.add(condition.node);
      }
    }
    return new Cond(new Node.Junction(all, nodes));
  }

  /** Holds if this and the other condition do; a null is as if it was never written. */
  public Cond and(@Nullable Cond other) {
    return junction(true, Arrays.asList(this, other));
  }

  /** Holds if this or the other condition does; a null is as if it was never written. */
  public Cond or(@Nullable Cond other) {
    return junction(false, Arrays.asList(this, other));
  }

  /** Holds if this fails; unknown stays unknown. */
  public Cond not() {
    return new Cond(new Node.Not(node));
  }

  @Override
  public BoolExpr<Optional<Boolean>> as(String alias) {
    return new BoolExpr<>(node, type, reading, Identifier.of(alias));
  }
}
