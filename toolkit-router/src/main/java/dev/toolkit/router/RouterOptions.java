package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * How a router compares paths with its patterns.
 *
 * <p>By {@linkplain #defaults() default} a trailing slash counts, slashes are not merged, literals
 * compare case-sensitively, HEAD is answered by GET, and a path has at most 256 segments.
 *
 * {@snippet :
 * RouterOptions options = RouterOptions.defaults().withIgnoreTrailingSlash(true);
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RouterOptions {

  private static final RouterOptions DEFAULTS = new RouterOptions(false, false, true, true, 256);

  private final boolean ignoreTrailingSlash;
  private final boolean ignoreDuplicateSlashes;
  private final boolean caseSensitive;
  private final boolean headAsGet;
  private final int maxSegments;

  private RouterOptions(
      boolean ignoreTrailingSlash,
      boolean ignoreDuplicateSlashes,
      boolean caseSensitive,
      boolean headAsGet,
      int maxSegments) {
    this.ignoreTrailingSlash = ignoreTrailingSlash;
    this.ignoreDuplicateSlashes = ignoreDuplicateSlashes;
    this.caseSensitive = caseSensitive;
    this.headAsGet = headAsGet;
    this.maxSegments = maxSegments;
  }

  /**
   * Returns the default options: {@code ignoreTrailingSlash} and {@code ignoreDuplicateSlashes} are
   * false, {@code caseSensitive} and {@code headAsGet} are true, {@code maxSegments} is 256.
   *
   * @since 0.1.0
   */
  public static RouterOptions defaults() {
    return DEFAULTS;
  }

  /**
   * Returns whether a path and the same path with one more slash at its end are the same. The
   * default is false.
   *
   * @since 0.1.0
   */
  public boolean ignoreTrailingSlash() {
    return ignoreTrailingSlash;
  }

  /**
   * Returns whether several slashes in a row count as one. The default is false.
   *
   * @since 0.1.0
   */
  public boolean ignoreDuplicateSlashes() {
    return ignoreDuplicateSlashes;
  }

  /**
   * Returns whether the case of letters in the literal parts of a pattern counts. The default is
   * true. Constraints and the values of parameters keep their case in either way.
   *
   * @since 0.1.0
   */
  public boolean caseSensitive() {
    return caseSensitive;
  }

  /**
   * Returns whether a HEAD request that has no route of its own is answered by the GET route. The
   * default is true.
   *
   * @since 0.1.0
   */
  public boolean headAsGet() {
    return headAsGet;
  }

  /**
   * Returns how many segments a path can have and still be found. The default is 256.
   *
   * @since 0.1.0
   */
  public int maxSegments() {
    return maxSegments;
  }

  /**
   * Returns a copy that ignores a trailing slash or does not. Routes whose patterns differ in a
   * trailing slash only are then in conflict, a catch-all value has no trailing slash, and {@code
   * /files/{*path}} matches {@code /files} as it does {@code /files/}.
   *
   * @since 0.1.0
   */
  public RouterOptions withIgnoreTrailingSlash(boolean ignore) {
    return new RouterOptions(ignore, ignoreDuplicateSlashes, caseSensitive, headAsGet, maxSegments);
  }

  /**
   * Returns a copy that merges slashes or does not. Patterns are merged too, and so are the slashes
   * in the value of a catch-all; an encoded slash is text and never merged.
   *
   * @since 0.1.0
   */
  public RouterOptions withIgnoreDuplicateSlashes(boolean ignore) {
    return new RouterOptions(ignoreTrailingSlash, ignore, caseSensitive, headAsGet, maxSegments);
  }

  /**
   * Returns a copy for which the case of literals counts or does not. Characters are then compared
   * one by one, in the way of {@link String#equalsIgnoreCase}.
   *
   * @since 0.1.0
   */
  public RouterOptions withCaseSensitive(boolean sensitive) {
    return new RouterOptions(
        ignoreTrailingSlash, ignoreDuplicateSlashes, sensitive, headAsGet, maxSegments);
  }

  /**
   * Returns a copy for which GET routes answer HEAD or do not.
   *
   * @since 0.1.0
   */
  public RouterOptions withHeadAsGet(boolean implied) {
    return new RouterOptions(
        ignoreTrailingSlash, ignoreDuplicateSlashes, caseSensitive, implied, maxSegments);
  }

  /**
   * Returns a copy with another limit on the number of segments. The path {@code /} has one segment
   * and {@code /a/} has two, the second being empty.
   *
   * @throws IllegalArgumentException if the limit is less than 1
   * @since 0.1.0
   */
  public RouterOptions withMaxSegments(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("maxSegments must be at least 1: " + limit);
    }
    return new RouterOptions(
        ignoreTrailingSlash, ignoreDuplicateSlashes, caseSensitive, headAsGet, limit);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof RouterOptions other
        && ignoreTrailingSlash == other.ignoreTrailingSlash
        && ignoreDuplicateSlashes == other.ignoreDuplicateSlashes
        && caseSensitive == other.caseSensitive
        && headAsGet == other.headAsGet
        && maxSegments == other.maxSegments;
  }

  @Override
  public int hashCode() {
    int flags =
        (ignoreTrailingSlash ? 1 : 0)
            | (ignoreDuplicateSlashes ? 2 : 0)
            | (caseSensitive ? 4 : 0)
            | (headAsGet ? 8 : 0);
    return 31 * maxSegments + flags;
  }

  @Override
  public String toString() {
    return "RouterOptions[ignoreTrailingSlash="
        + ignoreTrailingSlash
        + ", ignoreDuplicateSlashes="
        + ignoreDuplicateSlashes
        + ", caseSensitive="
        + caseSensitive
        + ", headAsGet="
        + headAsGet
        + ", maxSegments="
        + maxSegments
        + "]";
  }
}
