package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.router.PathPattern;
import dev.toolkit.router.RouterOptions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the declarations of an {@link App} or of a group in it: routes, middleware, error mappings.
 * It exists inside the lambda of {@link App#of} and is of no use after it.
 *
 * <p>A pattern in a group stands after the group's prefix as it is: in {@code group("/api", …)},
 * {@code ""} is {@code /api} and {@code "/"} is {@code /api/}. Routes are found by how specific
 * they are, never by the order of declaration, and the middleware of a group covers all of the
 * group, wherever in it it is declared.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Routes {

  private final Group group;
  private final RouterOptions options;
  private final @Nullable List<UnaryOperator<Request>> rewrites;

  Routes(Group group, RouterOptions options, @Nullable List<UnaryOperator<Request>> rewrites) {
    this.group = group;
    this.options = options;
    this.rewrites = rewrites;
  }

  /**
   * Adds a route for GET, which answers HEAD as well unless a HEAD route of its own is there.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes get(String pattern, Handler handler, RouteOption... options) {
    return on(Method.GET, pattern, handler, options);
  }

  /**
   * Adds a route for POST that reads the body itself or has none.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes post(String pattern, Handler handler, RouteOption... options) {
    return on(Method.POST, pattern, handler, options);
  }

  /**
   * Adds a route for POST whose JSON body is decoded and validated.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public <T> Routes post(
      String pattern, Class<T> type, BodyHandler<T> handler, RouteOption... options) {
    return on(Method.POST, pattern, BodyType.of(type), handler, options);
  }

  /**
   * Adds a route for PUT that reads the body itself or has none.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes put(String pattern, Handler handler, RouteOption... options) {
    return on(Method.PUT, pattern, handler, options);
  }

  /**
   * Adds a route for PUT whose JSON body is decoded and validated.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public <T> Routes put(
      String pattern, Class<T> type, BodyHandler<T> handler, RouteOption... options) {
    return on(Method.PUT, pattern, BodyType.of(type), handler, options);
  }

  /**
   * Adds a route for PATCH that reads the body itself or has none.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes patch(String pattern, Handler handler, RouteOption... options) {
    return on(Method.PATCH, pattern, handler, options);
  }

  /**
   * Adds a route for PATCH whose JSON body is decoded and validated.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public <T> Routes patch(
      String pattern, Class<T> type, BodyHandler<T> handler, RouteOption... options) {
    return on(Method.PATCH, pattern, BodyType.of(type), handler, options);
  }

  /**
   * Adds a route for DELETE.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes delete(String pattern, Handler handler, RouteOption... options) {
    return on(Method.DELETE, pattern, handler, options);
  }

  /**
   * Adds a route for every method that no other route of the same pattern has.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes any(String pattern, Handler handler, RouteOption... options) {
    return add(RouteDraft.of("*", pattern, handler, options));
  }

  /**
   * Adds a route for any one method.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public Routes on(Method method, String pattern, Handler handler, RouteOption... options) {
    return add(RouteDraft.of(method.name(), pattern, handler, options));
  }

  /**
   * Adds a route for any one method whose JSON body is decoded and validated.
   *
   * @throws dev.toolkit.router.PathSyntaxException if the pattern is malformed
   */
  public <T> Routes on(
      Method method,
      String pattern,
      BodyType<T> type,
      BodyHandler<T> handler,
      RouteOption... options) {
    return add(RouteDraft.of(method.name(), pattern, type, handler, options));
  }

  private Routes add(RouteDraft route) {
    requireSyntax(route.pattern);
    group.entries.add(route);
    return this;
  }

  /**
   * Adds middleware around the whole group, the first one outermost. It runs for the group's routes
   * and for requests under its prefix that no route matches.
   */
  public Routes use(Middleware... middleware) {
    for (Middleware one : middleware) {
      group.middleware.add(requireNonNull(one, "middleware"));
    }
    return this;
  }

  /**
   * Adds a group whose patterns start with a prefix. For requests under the prefix that no route
   * matches, the middleware of the group with the longest prefix runs, counted in segments.
   *
   * @param prefix starts with a slash and does not end with one; may hold path parameters
   * @throws IllegalArgumentException if the prefix ends with a slash, or holds an optional
   *     parameter or a catch-all
   * @throws dev.toolkit.router.PathSyntaxException if the prefix is malformed
   */
  public Routes group(String prefix, Consumer<Routes> routes) {
    return nest(Prefixes.require(prefix), declare(routes));
  }

  /** Adds a group without a prefix: its middleware covers its own routes and nothing else. */
  public Routes group(Consumer<Routes> routes) {
    return nest(null, declare(routes));
  }

  /**
   * Adds all routes of another application under a prefix. It keeps its own error mappings and its
   * own answer to requests that no route matches; where it has none, those around it serve. Its
   * handlers see whole paths. It starts and stops with this application.
   *
   * @param prefix starts with a slash and does not end with one; may hold path parameters
   * @throws IllegalArgumentException if the prefix is not fit for a group, or the application has
   *     rewrites or other router options
   */
  public Routes mount(String prefix, App app) {
    app.requireMountable(options);
    return nest(Prefixes.require(prefix), app.root());
  }

  private Group declare(Consumer<Routes> routes) {
    var nested = new Group();
    routes.accept(new Routes(nested, options, null));
    return nested;
  }

  private Routes nest(@Nullable String prefix, Group nested) {
    group.entries.add(new Group.Nested(prefix, nested));
    return this;
  }

  /**
   * Says how exceptions of a type become responses, for the handlers and middleware of this group.
   * The narrowest type decides; groups inside come before groups outside.
   *
   * @throws IllegalStateException if the group has a mapping for the type
   */
  public <E extends Exception> Routes onError(Class<E> type, ErrorHandler<? super E> handler) {
    for (ErrorMapping<?> mapping : group.errorMappings) {
      if (mapping.type() == type) {
        throw new IllegalStateException(
            "onError(" + type.getSimpleName() + ".class, …) is declared twice in one group");
      }
    }
    group.errorMappings.add(
        new ErrorMapping<>(requireNonNull(type, "type"), requireNonNull(handler, "handler")));
    return this;
  }

  /**
   * Sets the answer to requests under the prefix of this group whose path no route matches. The
   * default is that of the group around it, and in the end a problem document with status 404.
   *
   * @throws IllegalStateException if it is set already
   */
  public Routes notFound(Handler handler) {
    if (group.notFound != null) {
      throw new IllegalStateException("notFound(…) is declared twice in one group");
    }
    group.notFound = requireNonNull(handler, "handler");
    return this;
  }

  /** Adds metadata to all routes of the group, readable by {@link Context#metadata}. */
  public <T> Routes with(Key<T> key, T value) {
    group.metadata.put(requireNonNull(key, "key"), requireNonNull(value, "value"));
    return this;
  }

  /** Names keys that the {@link Env} must have values for when the application starts. */
  public Routes requires(Key<?>... keys) {
    group.requiredKeys.addAll(Arrays.asList(keys));
    return this;
  }

  /**
   * Adds a step that may replace the request before anything is matched, such as a method override.
   * Steps run in the order of their declaration.
   *
   * @throws IllegalStateException inside a group: steps come before groups are known
   */
  public Routes rewrite(UnaryOperator<Request> step) {
    if (rewrites == null) {
      throw new IllegalStateException("rewrite(…) must be declared outside of all groups");
    }
    rewrites.add(requireNonNull(step, "step"));
    return this;
  }

  /** Adds what runs when the application starts, in the order of declaration. */
  public Routes onStart(StartHook hook) {
    group.startHooks.add(requireNonNull(hook, "hook"));
    return this;
  }

  /** Adds what runs when the application stops, in the reverse order of declaration. */
  public Routes onStop(StopHook hook) {
    group.stopHooks.add(requireNonNull(hook, "hook"));
    return this;
  }

  /** Fails here, where the pattern is written, rather than when the App is built. */
  private static void requireSyntax(String pattern) {
    if (!pattern.isEmpty()) {
      PathPattern.parse(pattern);
    }
  }
}
