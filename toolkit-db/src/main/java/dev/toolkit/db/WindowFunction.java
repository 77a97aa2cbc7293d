package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.Node;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function that has a value only over a window, such as {@code rowNumber()}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <X> the expression that it becomes
 * @since 0.1.0
 */
public final class WindowFunction<X extends Expr<?, ?>> {
  private final Node function;
  private final Function<Node, X> make;

  WindowFunction(Node function, Function<Node, X> make) {
    this.function = function;
    this.make = make;
  }

  /** Returns the function over the window that is described. */
  public X over(UnaryOperator<Window> window) {
    return make.apply(described(function, window));
  }

  /** Returns the function over the named window. */
  public X over(NamedWindow window) {
    return make.apply(named(function, window));
  }

  /** Returns the function over all rows. */
  public X over() {
    return make.apply(new Node.Over(function, null, Node.Window.ALL));
  }

  static Node described(Node function, UnaryOperator<Window> window) {
    return new Node.Over(function, null, window.apply(Window.ALL).window);
  }

  static Node named(Node function, NamedWindow window) {
    @Nullable Identifier name = window.named.name();
    return new Node.Over(function, name, window.named.window());
  }
}
