package dev.toolkit.router;

/**
 * The root of what this module throws on its own account: a pattern that cannot be read, routes
 * that contradict each other, a path parameter that is not the number asked for.
 *
 * <p>Wrong arguments otherwise give an {@link IllegalArgumentException} or a {@link
 * NullPointerException}. Instances are immutable but for what {@link Throwable} lets change.
 *
 * @since 0.1.0
 */
public abstract sealed class RouterException extends RuntimeException
    permits PathSyntaxException, RouteConflictException, PathNumberException {

  private static final long serialVersionUID = 1L;

  RouterException(String message) {
    super(message);
  }
}
