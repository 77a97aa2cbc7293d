package dev.toolkit.router;

import static java.util.Objects.checkFromToIndex;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the route for a method and a path.
 *
 * {@snippet :
 * Router<String> router = Router.<String>builder()
 *     .get("/users", "list")
 *     .get("/users/{id}", "show")
 *     .build();
 *
 * if (router.match("GET", "/users/7") instanceof Match.Found<String> found) {
 *   found.target();          // "show"
 *   found.longParam("id");   // 7
 * }
 * }
 *
 * <p>Of several routes whose pattern matches, the most specific one is found, in whatever order
 * they were added; {@link PathPattern#compareTo} has the order. Routes without the method are
 * passed over. On one path, a route of exactly the method comes before GET for a HEAD request, and
 * that before a route of any method.
 *
 * <p>This class is immutable and safe for use by multiple threads, if its targets are. Its builder
 * is not.
 *
 * @param <T> the type of targets
 * @since 0.1.0
 */
public final class Router<T> {

  private final RouteTree<T> tree;
  private final List<Route<T>> routes;
  private final Map<String, Route<T>> routesByName;
  private final MethodTable methods;

  /** Looks plain paths up, or is null if none can be. */
  private final @Nullable CompiledTree<T> compiled;

  private final Match.NotFound<T> notFound = new Match.NotFound<>();

  private Router(Builder<T> builder) {
    this.routes = List.copyOf(builder.routes);
    this.routesByName = routesByName(routes);
    this.tree = new RouteTree<>(routes, builder.options);
    this.methods = new MethodTable(tree.methods);
    this.compiled = CompiledTree.of(tree);
  }

  /**
   * Returns a builder for a router with the default options.
   *
   * @since 0.1.0
   */
  public static <T> Builder<T> builder() {
    return builder(RouterOptions.defaults());
  }

  /**
   * Returns a builder for a router with the given options.
   *
   * @since 0.1.0
   */
  public static <T> Builder<T> builder(RouterOptions options) {
    return new Builder<>(requireNonNull(options, "options"), new ArrayList<>(), "");
  }

  private static <T> Map<String, Route<T>> routesByName(List<Route<T>> routes) {
    Map<String, Route<T>> byName = new LinkedHashMap<>();
    for (Route<T> route : routes) {
      String name = route.name().orElse(null);
      Route<T> earlier = name == null ? null : byName.putIfAbsent(name, route);
      if (earlier != null) {
        throw new RouteConflictException(earlier, route, "both are named \"" + name + "\"");
      }
    }
    return byName;
  }

  /**
   * Finds the route for a method and a path. Never throws, whatever the path.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public Match<T> match(String method, String rawPath) {
    int number = methods.index(requireNonNull(method, "method"));
    if (compiled != null) {
      Match<T> match = TextWalk.match(compiled, rawPath, number, notFound);
      if (match != null) {
        return match;
      }
    }
    return matchAny(number, rawPath, rawPath, 0);
  }

  /**
   * Finds the route for a method and a path of ASCII bytes, such as those of a request line.
   * Offsets in the match count from the start of the array, which must not change as long as the
   * match is read.
   *
   * @throws IndexOutOfBoundsException if {@code ascii} does not have the range
   * @since 0.1.0
   */
  public Match<T> match(String method, byte[] ascii, int from, int to) {
    checkFromToIndex(from, to, ascii.length);
    int number = methods.index(requireNonNull(method, "method"));
    if (compiled != null) {
      Match<T> match = ByteWalk.match(compiled, ascii, from, to, number, notFound);
      if (match != null) {
        return match;
      }
    }
    String path = Ascii.text(ascii, from, to);
    int foreign = firstForeign(path);
    return foreign < 0 ? matchAny(number, path, path, from) : new Match.BadPath<>(from + foreign);
  }

  /** Returns the index of the first malformed escape or character that is not ASCII, if one is. */
  private static int firstForeign(String path) {
    int end = PathText.endOf(path);
    for (int i = 0; i < end; i++) {
      if (path.charAt(i) >= 0x80) {
        int malformed = PercentEncoding.firstMalformed(path, 0, i);
        return malformed < 0 ? i : malformed;
      }
    }
    return -1;
  }

  private Match<T> matchAny(int method, String rawPath, Object source, int base) {
    int end = PathText.endOf(rawPath);
    int malformed = PercentEncoding.firstMalformed(rawPath, 0, end);
    if (malformed >= 0) {
      return new Match.BadPath<>(base + malformed);
    }
    PathText path = PathText.split(rawPath, end, options(), options().maxSegments());
    if (path == null) {
      return notFound;
    }
    TreeWalk<T> walk = new TreeWalk<>(tree, path, method);
    Match<T> found = walk.found(source, base);
    Match<T> match = found == null ? walk.notAllowed() : found;
    return match == null ? notFound : match;
  }

  /**
   * Returns the methods of all routes whose pattern the path matches, in the order of their
   * characters: HEAD where GET implies it, and {@code *} if there is a route for any method. The
   * set is empty if no route matches or the path has a malformed escape.
   *
   * @param rawPath a path as it stands in a request, which may be followed by a query
   * @since 0.1.0
   */
  public Set<String> allowed(String rawPath) {
    return matchAny(TreeWalk.NO_METHOD, rawPath, rawPath, 0)
            instanceof Match.NotAllowed<T> notAllowed
        ? notAllowed.allow()
        : Set.of();
  }

  /**
   * Returns all routes, in the order in which they were added.
   *
   * @since 0.1.0
   */
  public List<Route<T>> routes() {
    return routes;
  }

  /**
   * Returns the route of that name.
   *
   * @since 0.1.0
   */
  public Optional<Route<T>> route(String name) {
    return Optional.ofNullable(routesByName.get(name));
  }

  /**
   * Returns the path of a named route for these values of its parameters, as {@link
   * PathPattern#expand} has it.
   *
   * @throws IllegalArgumentException if there is no such route, or the values do not fit it
   * @since 0.1.0
   */
  public String path(String name, Map<String, ?> params) {
    return named(name).pattern().expand(params);
  }

  /**
   * Returns the path of a named route for these values of its parameters, in the order of the
   * pattern. Optional parameters may be left out from the right.
   *
   * @throws IllegalArgumentException if there is no such route, or the values do not fit it
   * @since 0.1.0
   */
  public String path(String name, Object... params) {
    PathPattern pattern = named(name).pattern();
    List<String> names = pattern.paramNames();
    if (params.length > names.size()) {
      throw new IllegalArgumentException(
          "Path pattern \""
              + pattern
              + "\" has "
              + names.size()
              + " parameters, but there are "
              + params.length
              + " values");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < params.length; i++) {
      values.put(names.get(i), requireNonNull(params[i], "params"));
    }
    return pattern.expand(values);
  }

  private Route<T> named(String name) {
    Route<T> route = routesByName.get(name);
    if (route == null) {
      throw new IllegalArgumentException("No route is named \"" + name + "\"");
    }
    return route;
  }

  /**
   * Returns a description of how the route for a method and a path is searched for, one line for
   * each segment of a pattern that was compared. The text is for people and may change; it holds
   * the path.
   *
   * @since 0.1.0
   */
  public String explain(String method, String rawPath) {
    int end = PathText.endOf(rawPath);
    int malformed = PercentEncoding.firstMalformed(rawPath, 0, end);
    String request = method + " " + rawPath;
    if (malformed >= 0) {
      return request + "\nbad path: malformed escape at index " + malformed + "\n";
    }
    PathText path = PathText.split(rawPath, end, options(), options().maxSegments());
    return path == null
        ? request + "\nnot found: no leading slash, or too many segments\n"
        : new Explanation<>(tree, path, method, methods.index(method)).of(request);
  }

  /**
   * Returns the options that the router was built with.
   *
   * @since 0.1.0
   */
  public RouterOptions options() {
    return tree.options;
  }

  /**
   * Returns all routes as a tree over the segments of their patterns, one segment a line, in an
   * order that does not depend on that of their declaration.
   */
  @Override
  public String toString() {
    return TreePrinter.print(tree);
  }

  /**
   * Collects the routes of a {@link Router}. Patterns are read when they are added, and compared
   * with each other when the router is built.
   *
   * <p>Instances are not safe for use by multiple threads.
   *
   * @param <T> the type of targets
   * @since 0.1.0
   */
  public static final class Builder<T> {
    private final RouterOptions options;
    private final List<Route<T>> routes;
    private final PathPattern prefix;

    private Builder(RouterOptions options, List<Route<T>> routes, String prefix) {
      this.options = options;
      this.routes = routes;
      this.prefix = PathPattern.prefix(prefix);
    }

    /**
     * Adds a route for GET.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> get(String pattern, T target) {
      return add("GET", pattern, target);
    }

    /**
     * Adds a route for POST.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> post(String pattern, T target) {
      return add("POST", pattern, target);
    }

    /**
     * Adds a route for PUT.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> put(String pattern, T target) {
      return add("PUT", pattern, target);
    }

    /**
     * Adds a route for PATCH.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> patch(String pattern, T target) {
      return add("PATCH", pattern, target);
    }

    /**
     * Adds a route for DELETE.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> delete(String pattern, T target) {
      return add("DELETE", pattern, target);
    }

    /**
     * Adds a route for OPTIONS.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> options(String pattern, T target) {
      return add("OPTIONS", pattern, target);
    }

    /**
     * Adds a route for every method.
     *
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> any(String pattern, T target) {
      return add(Route.ANY_METHOD, pattern, target);
    }

    /**
     * Adds a route for a method.
     *
     * @param method an HTTP method, which is case-sensitive, or {@link Route#ANY_METHOD}
     * @throws IllegalArgumentException if the method is not an HTTP token
     * @throws PathSyntaxException if the pattern cannot be read
     * @since 0.1.0
     */
    public Builder<T> add(String method, String pattern, T target) {
      boolean top = prefix.equals(PathPattern.prefix(""));
      PathPattern whole = top ? PathPattern.parse(pattern) : prefix.append(pattern);
      return append(Route.of(method, whole, target));
    }

    /**
     * Adds a route, which may have a name, under the prefix of this group.
     *
     * @throws PathSyntaxException if the pattern cannot follow the prefix
     * @since 0.1.0
     */
    public Builder<T> add(Route<? extends T> route) {
      Route<T> widened = Route.widened(route);
      return append(widened.under(prefix));
    }

    /**
     * Adds the routes of a group, with a prefix before each of their patterns. In a group, the
     * empty pattern is the path of the group itself, and {@code /} is that path with a slash.
     *
     * @param group adds the routes to the builder it is given
     * @throws PathSyntaxException if the prefix cannot be read
     * @since 0.1.0
     */
    public Builder<T> group(String prefix, Consumer<Builder<T>> group) {
      group.accept(new Builder<>(options, routes, this.prefix.append(prefix).text()));
      return this;
    }

    /**
     * Adds all routes of another router, with a prefix before each of their patterns. The options
     * of that router are not taken over.
     *
     * @throws PathSyntaxException if the prefix cannot be read, or cannot be followed by the routes
     * @since 0.1.0
     */
    public Builder<T> mount(String prefix, Router<? extends T> child) {
      PathPattern whole = this.prefix.append(prefix);
      for (Route<? extends T> route : child.routes()) {
        Route<T> widened = Route.widened(route);
        append(widened.under(whole));
      }
      return this;
    }

    private Builder<T> append(Route<T> route) {
      routes.add(route);
      return this;
    }

    /**
     * Returns a router with the routes that have been added so far.
     *
     * @throws RouteConflictException if two routes have the same method and the same shape, or the
     *     same name
     * @since 0.1.0
     */
    public Router<T> build() {
      return new Router<>(this);
    }
  }
}
