package dev.toolkit.db;

import dev.toolkit.db.sql.Identifier;
import dev.toolkit.db.sql.QueryNode;
import java.util.function.UnaryOperator;

/**
 * A window with a name, declared by {@link Selection#window} and used by {@code over(window)}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class NamedWindow {
  final QueryNode.NamedWindow named;

  private NamedWindow(QueryNode.NamedWindow named) {
    this.named = named;
  }

  /** Returns a window of this name. */
  public static NamedWindow of(String name, UnaryOperator<Window> window) {
    return new NamedWindow(
        new QueryNode.NamedWindow(Identifier.of(name), window.apply(Window.ALL).window));
  }
}
