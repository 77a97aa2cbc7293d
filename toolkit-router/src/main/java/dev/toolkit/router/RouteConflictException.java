package dev.toolkit.router;

/**
 * Thrown when two routes of one router cannot be told apart: they have the same method and the same
 * shape, or the same name.
 *
 * <p>Instances are immutable but for what {@link Throwable} lets change.
 *
 * @since 0.1.0
 */
public final class RouteConflictException extends RouterException {

  private static final long serialVersionUID = 1L;

  private final String earlier;
  private final String later;

  RouteConflictException(Route<?> earlier, Route<?> later, String reason) {
    super(later + " conflicts with " + earlier + ": " + reason);
    this.earlier = earlier.toString();
    this.later = later.toString();
  }

  /**
   * Returns the route that was added first, as method and pattern.
   *
   * @since 0.1.0
   */
  public String earlier() {
    return earlier;
  }

  /**
   * Returns the route that was added last, as method and pattern.
   *
   * @since 0.1.0
   */
  public String later() {
    return later;
  }
}
