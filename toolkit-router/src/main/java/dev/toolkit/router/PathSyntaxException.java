package dev.toolkit.router;

/**
 * Thrown when the text of a path pattern cannot be read.
 *
 * <p>Instances are immutable but for what {@link Throwable} lets change.
 *
 * @since 0.1.0
 */
public final class PathSyntaxException extends RouterException {

  private static final long serialVersionUID = 1L;

  private final String pattern;
  private final int index;

  PathSyntaxException(String pattern, int index, String fault) {
    super("Path pattern \"" + pattern + "\": " + fault);
    this.pattern = pattern;
    this.index = index;
  }

  /**
   * Returns the text that could not be read.
   *
   * @since 0.1.0
   */
  public String pattern() {
    return pattern;
  }

  /**
   * Returns the index of the fault in {@link #pattern()}.
   *
   * @since 0.1.0
   */
  public int index() {
    return index;
  }
}
