package dev.toolkit.router;

/**
 * Thrown when a path parameter is read as a number and is not one, or not one of that size. The
 * message names the parameter and never contains its value.
 *
 * <p>Instances are immutable but for what {@link Throwable} lets change.
 *
 * @since 0.1.0
 */
public final class PathNumberException extends RouterException {

  private static final long serialVersionUID = 1L;

  private final String paramName;

  PathNumberException(String paramName, String expectation) {
    super("Path parameter \"" + paramName + "\" " + expectation);
    this.paramName = paramName;
  }

  /**
   * Returns the name of the parameter.
   *
   * @since 0.1.0
   */
  public String paramName() {
    return paramName;
  }
}
