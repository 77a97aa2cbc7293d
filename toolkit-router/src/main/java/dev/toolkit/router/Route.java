package dev.toolkit.router;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A method, a path pattern and the target that requests of that kind go to, with a name for reverse
 * URLs if it has been given one.
 *
 * {@snippet :
 * Route<String> route = Route.of("GET", "/users/{id}", "show user").withName("user");
 * }
 *
 * <p>This class is immutable, and safe for use by multiple threads if its target is.
 *
 * @param <T> the type of targets
 * @since 0.1.0
 */
public final class Route<T> {

  /** The method that stands for every method: {@value}. */
  public static final String ANY_METHOD = "*";

  private final String method;
  private final PathPattern pattern;
  private final T target;
  private final @Nullable String name;

  private Route(String method, PathPattern pattern, T target, @Nullable String name) {
    this.method = method;
    this.pattern = pattern;
    this.target = target;
    this.name = name;
  }

  /**
   * Returns a route without a name.
   *
   * @param method an HTTP method, which is case-sensitive, or {@link #ANY_METHOD}
   * @throws IllegalArgumentException if the method is not an HTTP token
   * @throws PathSyntaxException if the pattern cannot be read
   * @since 0.1.0
   */
  public static <T> Route<T> of(String method, String pattern, T target) {
    return of(method, PathPattern.parse(pattern), target);
  }

  /**
   * Returns a route without a name.
   *
   * @param method an HTTP method, which is case-sensitive, or {@link #ANY_METHOD}
   * @throws IllegalArgumentException if the method is not an HTTP token
   * @since 0.1.0
   */
  public static <T> Route<T> of(String method, PathPattern pattern, T target) {
    return new Route<>(
        requireToken(method),
        requireNonNull(pattern, "pattern"),
        requireNonNull(target, "target"),
        null);
  }

  /**
   * Returns a copy of this route with a name, by which {@link Router#path(String, Object...)} finds
   * it.
   *
   * @throws IllegalArgumentException if the name is empty
   * @since 0.1.0
   */
  public Route<T> withName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("The name of route " + this + " must not be empty");
    }
    return new Route<>(method, pattern, target, name);
  }

  /** Returns a copy of this route under a prefix. */
  Route<T> under(PathPattern prefix) {
    return new Route<>(method, prefix.append(pattern), target, name);
  }

  /** Returns the same route for a wider type of targets. */
  @SuppressWarnings("unchecked") // a route hands its target out and takes none in
  static <T> Route<T> widened(Route<? extends T> route) {
    return (Route<T>) route;
  }

  /**
   * Returns the HTTP method, or {@link #ANY_METHOD}.
   *
   * @since 0.1.0
   */
  public String method() {
    return method;
  }

  /**
   * Returns the whole pattern, with the prefixes of all groups around the route.
   *
   * @since 0.1.0
   */
  public PathPattern pattern() {
    return pattern;
  }

  /**
   * Returns what the route leads to.
   *
   * @since 0.1.0
   */
  public T target() {
    return target;
  }

  /**
   * Returns the name, or empty if the route has none.
   *
   * @since 0.1.0
   */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Returns the method and the pattern. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }

  private static String requireToken(String method) {
    if (method.isEmpty()) {
      throw new IllegalArgumentException("HTTP method must not be empty");
    }
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      // RFC 9110, section 5.6.2: a token is visible ASCII without delimiters.
      if (c <= ' ' || c >= 0x7f || "\"(),/:;<=>?@[\\]{}".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "Unexpected character 0x"
                + Integer.toHexString(c)
                + " at index "
                + i
                + " in an HTTP method");
      }
    }
    return method;
  }
}
