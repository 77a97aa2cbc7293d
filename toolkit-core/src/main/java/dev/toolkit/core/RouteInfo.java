package dev.toolkit.core;

import dev.toolkit.router.PathPattern;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a route besides its handler: method, pattern, name and metadata.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RouteInfo {

  private final String method;
  private final PathPattern pattern;
  private final @Nullable String name;
  private final @Nullable Bindings metadata;

  RouteInfo(
      String method, PathPattern pattern, @Nullable String name, @Nullable Bindings metadata) {
    this.method = method;
    this.pattern = pattern;
    this.name = name;
    this.metadata = metadata;
  }

  /** Returns the name of the method, or {@code *} for a route of any method. */
  public String method() {
    return method;
  }

  /** Returns the pattern of whole paths, the prefixes of groups included. */
  public PathPattern pattern() {
    return pattern;
  }

  /** Returns the name under which {@link App#path} makes its URLs, or empty if it has none. */
  public Optional<String> name() {
    return Optional.ofNullable(name);
  }

  /** Returns the route's metadata under the key, else that of the innermost group that has it. */
  public <T> Optional<T> metadata(Key<T> key) {
    return Optional.ofNullable(Bindings.find(metadata, key));
  }

  /** Returns method and pattern, for example {@code GET /users/{id}}. */
  @Override
  public String toString() {
    return method + " " + pattern;
  }
}
