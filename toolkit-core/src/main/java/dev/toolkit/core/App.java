package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.router.Match;
import dev.toolkit.router.PathPattern;
import dev.toolkit.router.Route;
import dev.toolkit.router.Router;
import dev.toolkit.router.RouterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An application: routes, the middleware around them, and how errors are answered.
 *
 * {@snippet :
 * App app = App.of(routes -> routes
 *     .use(RequestId.create(), AccessLog.create())
 *     .get("/health", c -> c.json(Map.of("status", "ok")))
 *     .group("/api", api -> api
 *         .get("/users/{id:[0-9]+}", c -> c.json(users.byId(c.longParam("id"))))
 *         .post("/users", NewUser.class, (c, body) -> c.json(users.add(body)).withStatus(201))));
 * }
 *
 * <p>An App answers HEAD by GET, OPTIONS by itself, a wrong method with 405 and {@code Allow}, and
 * a path that no route has with 404. To run it, give it to a server, or to a {@code TestClient}.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the handlers and middleware
 * in it are.
 *
 * @since 0.1.0
 */
public final class App {

  /*
   * All that can be decided before a request is decided when the App is built: each route has the
   * middleware around it bound into one chain of links, which nothing allocates later. A request
   * costs one walk through the router, one Context, and what handlers and middleware do.
   */

  private final Group root;
  private final RouterOptions options;
  private final List<UnaryOperator<Request>> rewrites;
  private final Router<Endpoint> router;
  private final List<Scope> scopes;
  private final Misses misses;
  private final Errors errors;

  /** What a route of the router leads to. */
  private record Endpoint(RouteInfo info, Next chain, @Nullable BodyType<?> bodyType) {}

  private App(Group root, RouterOptions options, List<UnaryOperator<Request>> rewrites) {
    this.root = root;
    this.options = options;
    this.rewrites = List.copyOf(rewrites);
    this.scopes = new ArrayList<>();
    Router.Builder<Endpoint> builder = Router.builder(options);
    addTo(builder, Scope.root(root));
    this.router = builder.build();
    this.misses = new Misses(scopes, options);
    this.errors = scopes.getFirst().errors;
  }

  /**
   * Returns the application that the lambda declares, with the router's default options.
   *
   * @throws dev.toolkit.router.RouteConflictException if two routes match the same requests
   * @throws dev.toolkit.router.PathSyntaxException if a pattern is malformed
   */
  public static App of(Consumer<Routes> routes) {
    return of(RouterOptions.defaults(), routes);
  }

  /**
   * Returns the application that the lambda declares.
   *
   * @throws dev.toolkit.router.RouteConflictException if two routes match the same requests
   * @throws dev.toolkit.router.PathSyntaxException if a pattern is malformed
   */
  public static App of(RouterOptions options, Consumer<Routes> routes) {
    var root = new Group();
    List<UnaryOperator<Request>> rewrites = new ArrayList<>();
    routes.accept(new Routes(root, requireNonNull(options, "options"), rewrites));
    return new App(root, options, rewrites);
  }

  private void addTo(Router.Builder<Endpoint> builder, Scope scope) {
    scopes.add(scope);
    for (Group.Entry entry : scope.group.entries) {
      switch (entry) {
        case RouteDraft route -> addTo(builder, scope, route);
        case Group.Nested nested -> addTo(builder, scope.inside(nested));
      }
    }
  }

  private static void addTo(Router.Builder<Endpoint> builder, Scope scope, RouteDraft draft) {
    Next end = Link.end(draft.handler, scope.errors);
    Next own = Scope.around(draft.middleware, end, scope.errors);
    Next chain = Scope.chain(scope.fromRoot(), own);
    PathPattern pattern = PathPattern.parse(scope.prefix + draft.pattern);
    @Nullable Bindings metadata = draft.metadata.inside(scope.metadata);
    var info = new RouteInfo(draft.method, pattern, draft.name, metadata);
    var endpoint = new Endpoint(info, chain, draft.bodyType);
    Route<Endpoint> route = Route.of(draft.method, pattern, endpoint);
    builder.add(draft.name == null ? route : route.withName(draft.name));
  }

  /**
   * Answers a request. No {@code Exception} comes out of it: whatever a handler throws has become a
   * response. An {@code Error} does come out.
   *
   * <p>This does not run the application's start hooks: {@link #start} does, and checks that the
   * environment has what the application needs.
   */
  public Response handle(Request request, Env env) {
    // Framed for the method that the client knows of, whatever a rewrite made of it.
    return answer(request, env).framedFor(request.method());
  }

  private Response answer(Request request, Env env) {
    try {
      return route(rewritten(request), env);
    } catch (Exception e) {
      return errors.toResponse(new Context(request, env), e);
    }
  }

  private Request rewritten(Request request) {
    Request rewritten = request;
    for (UnaryOperator<Request> rewrite : rewrites) {
      rewritten = requireNonNull(rewrite.apply(rewritten), "request of a rewrite");
    }
    return rewritten;
  }

  private Response route(Request request, Env env) {
    return switch (router.match(request.method().name(), request.path())) {
      case Match.Found<Endpoint> found -> {
        Endpoint endpoint = found.target();
        yield endpoint.chain.handle(new Context(request, env, endpoint.info, found));
      }
      case Match.NotFound<Endpoint> none -> missed(request, env, Miss.NotFound.INSTANCE);
      case Match.NotAllowed<Endpoint> other -> missed(request, env, notAllowed(request, other));
      case Match.BadPath<Endpoint> bad -> missed(request, env, new Miss.BadPath(bad.offset()));
    };
  }

  private Response missed(Request request, Env env, Miss miss) {
    return misses.answer(new Context(request, env), miss);
  }

  private static Miss notAllowed(Request request, Match.NotAllowed<?> match) {
    var methods = new TreeSet<>(match.allow());
    methods.add(Method.OPTIONS.name());
    String allow = String.join(", ", methods);
    return request.method().equals(Method.OPTIONS)
        ? new Miss.Options(allow)
        : new Miss.NotAllowed(allow);
  }

  /**
   * Starts the application: checks that the environment has what it needs, then runs its start
   * hooks. If a hook fails, the stop hooks run before the exception is thrown.
   *
   * <p>Part of the former is that the JSON codec can read each type that a route decodes, as far as
   * {@link JsonCodec#requireReadable} tells.
   *
   * @throws IllegalStateException if the environment lacks something or the codec cannot read a
   *     type, naming all such faults, or if a start hook fails
   */
  public RunningApp start(Env env) {
    requireComplete(env);
    var running = new RunningApp(this, env);
    try {
      for (Scope scope : scopes) {
        for (StartHook hook : scope.group.startHooks) {
          hook.run(env);
        }
      }
    } catch (Exception e) {
      running.close();
      throw new IllegalStateException("The application did not start: a start hook failed", e);
    } catch (Error e) {
      running.close();
      throw e;
    }
    return running;
  }

  private void requireComplete(Env env) {
    List<String> faults = new ArrayList<>();
    for (Route<Endpoint> route : router.routes()) {
      Endpoint endpoint = route.target();
      if (endpoint.bodyType != null) {
        addBodyFaults(endpoint.info, endpoint.bodyType, env, faults);
      }
    }
    for (Scope scope : scopes) {
      for (Key<?> key : scope.group.requiredKeys) {
        if (env.find(key).isEmpty()) {
          faults.add("The key \"" + key + "\" is required, but the Env has no value for it");
        }
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalStateException(
          "The application cannot start:\n  " + String.join("\n  ", faults));
    }
  }

  private static void addBodyFaults(
      RouteInfo route, BodyType<?> type, Env env, List<String> faults) {
    String decodes = route + " decodes " + type;
    if (env.hasJson()) {
      try {
        env.json().requireReadable(type);
      } catch (IllegalStateException unreadable) {
        faults.add(decodes + ": " + unreadable.getMessage());
      }
    } else {
      faults.add(decodes + ", but the Env has no JSON codec");
    }
    if (!env.hasValidator()) {
      faults.add(route + " validates " + type + ", but " + env.validatorHint());
    }
  }

  /** Returns the stop hooks in the order in which they run. */
  List<StopHook> stopHooks() {
    List<StopHook> hooks = new ArrayList<>();
    for (Scope scope : scopes) {
      hooks.addAll(scope.group.stopHooks);
    }
    return hooks.reversed();
  }

  Group root() {
    return root;
  }

  void requireMountable(RouterOptions outer) {
    if (!rewrites.isEmpty()) {
      throw new IllegalArgumentException(
          "An App with rewrite(…) cannot be mounted: declare the step in the outer App");
    }
    if (!options.equals(outer)) {
      throw new IllegalArgumentException(
          "An App can be mounted only under the same router options: " + options + " in " + outer);
    }
  }

  /** Returns all routes, in the order of declaration. */
  public List<RouteInfo> routes() {
    List<RouteInfo> routes = new ArrayList<>();
    for (Route<Endpoint> route : router.routes()) {
      routes.add(route.target().info);
    }
    return List.copyOf(routes);
  }

  /**
   * Returns the URL path of a named route, its parameters percent-encoded.
   *
   * <p>A parameter that is {@code "."} or {@code ".."} gives a path that clients resolve before
   * they send it, also if its dots are percent-encoded (RFC 3986, section 5.2.4, and the URL
   * Standard), and that the server would refuse: keep such values out where others choose them.
   *
   * @throws IllegalArgumentException if no route has the name, or a parameter is missing or does
   *     not fit
   */
  public String path(String name, Map<String, ?> params) {
    return router.path(name, params);
  }

  /** Returns a table of all routes for people: method, pattern, name. */
  @Override
  public String toString() {
    int width = 0;
    for (RouteInfo route : routes()) {
      width = Math.max(width, route.method().length());
    }
    var table = new StringBuilder();
    for (RouteInfo route : routes()) {
      table.append(route.method()).repeat(' ', width - route.method().length() + 2);
      table.append(route.pattern());
      route.name().ifPresent(name -> table.append("  (").append(name).append(')'));
      table.append('\n');
    }
    return table.toString();
  }
}
