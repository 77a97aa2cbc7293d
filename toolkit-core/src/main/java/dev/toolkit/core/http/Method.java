package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A request method, as defined by RFC 9110, section 9. Names are case-sensitive, and every token is
 * a method: {@code Method.of("PURGE")}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Method {

  /** RFC 9110, section 9.3.1. */
  public static final Method GET = new Method("GET", true, true);

  /** RFC 9110, section 9.3.2. */
  public static final Method HEAD = new Method("HEAD", true, true);

  /** RFC 9110, section 9.3.3. */
  public static final Method POST = new Method("POST", false, false);

  /** RFC 9110, section 9.3.4. */
  public static final Method PUT = new Method("PUT", false, true);

  /** RFC 9110, section 9.3.5. */
  public static final Method DELETE = new Method("DELETE", false, true);

  /** RFC 9110, section 9.3.7. */
  public static final Method OPTIONS = new Method("OPTIONS", true, true);

  /** RFC 9110, section 9.3.8. */
  public static final Method TRACE = new Method("TRACE", true, true);

  /** RFC 5789. */
  public static final Method PATCH = new Method("PATCH", false, false);

  private final String name;
  private final boolean isSafe;
  private final boolean isIdempotent;

  private Method(String name, boolean isSafe, boolean isIdempotent) {
    this.name = name;
    this.isSafe = isSafe;
    this.isIdempotent = isIdempotent;
  }

  /**
   * Returns the method of this name.
   *
   * @throws IllegalArgumentException if the name is not a token (RFC 9110, section 5.6.2)
   */
  public static Method of(String name) {
    return switch (requireNonNull(name, "name")) {
      case "GET" -> GET;
      case "HEAD" -> HEAD;
      case "POST" -> POST;
      case "PUT" -> PUT;
      case "DELETE" -> DELETE;
      case "OPTIONS" -> OPTIONS;
      case "TRACE" -> TRACE;
      case "PATCH" -> PATCH;
      default -> new Method(Tokens.require(name, "Method"), false, false);
    };
  }

  /** Returns the name, for example {@code GET}. */
  public String name() {
    return name;
  }

  /** Returns whether the method only reads, as defined by RFC 9110, section 9.2.1. */
  public boolean isSafe() {
    return isSafe;
  }

  /** Returns whether sending the request twice means the same as once: RFC 9110, section 9.2.2. */
  public boolean isIdempotent() {
    return isIdempotent;
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return this == object || (object instanceof Method other && name.equals(other.name));
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  @Override
  public String toString() {
    return name;
  }
}
