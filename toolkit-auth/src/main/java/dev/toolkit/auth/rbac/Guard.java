package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.core.App;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.RouteInfo;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets those requests in whose principal a {@link Policy} allows what is required.
 *
 * {@snippet :
 * Guard guard = Guard.of(policy);
 *
 * routes.group("/api", api -> api
 *     .use(Authenticate.by(sessions, apiKeys))
 *     .get("/orders", list, use(guard.require("orders:read")))
 *     .put("/docs/{id}", write, use(guard.require("doc:write", DOC, c -> docs.load(c.param("id"))))));
 * }
 *
 * <p>As middleware of a group, a guard itself enforces what the {@linkplain #REQUIRES metadata} of
 * each route says; a route that says nothing is refused, so that none is forgotten.
 *
 * <p>A request without a principal is answered 401, one that is not allowed 403 without detail; the
 * deciding rule goes to the {@link AuditLog}. A principal that {@linkplain
 * Principal#isLimitedToScopes() is limited to its scopes} needs both: a rule that allows and a
 * scope that describes the permission. It meets no requirement of a role, which is more than any
 * scope can give.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the conditions of the policy
 * are.
 *
 * @since 0.1.0
 */
public final class Guard implements Middleware {

  /** The key of a route's metadata, or its group's, for what it demands of its callers. */
  public static final Key<Requirement> REQUIRES = Key.of("requirement");

  private static final Decision SIGNED_IN = new Decision(true, "somebody has signed in");

  /** Which rule allows it is of no interest: only refusals are recorded. */
  private static final Decision ALLOWED = new Decision(true, "a rule allows it");

  private static final Decision UNDECLARED =
      new Decision(false, "the route has no metadata under Guard.REQUIRES");
  private static final Decision NO_SCOPE =
      new Decision(false, "the credential's scopes do not include it");

  private final LivePolicy policy;
  private final @Nullable Function<? super Context, String> tenant;

  private Guard(LivePolicy policy, @Nullable Function<? super Context, String> tenant) {
    this.policy = policy;
    this.tenant = tenant;
  }

  /** Returns a guard by a policy that does not change. */
  public static Guard of(Policy policy) {
    return of(LivePolicy.of(policy));
  }

  /** Returns a guard by whatever policy holds at the time of a request. */
  public static Guard of(LivePolicy policy) {
    return new Guard(requireNonNull(policy, "policy"), null);
  }

  /**
   * Returns this guard, judging by the principal's roles in the tenant that a request is about:
   * {@code guard.inTenant(c -> c.param("org"))}.
   *
   * @param tenant what it throws becomes the response, as in a handler
   */
  public Guard inTenant(Function<? super Context, String> tenant) {
    return new Guard(policy, requireNonNull(tenant, "tenant"));
  }

  /**
   * Returns middleware that requires a permission, about no resource in particular.
   *
   * @throws IllegalArgumentException if the policy does not declare the permission
   */
  public Middleware require(String permission) {
    policy.requirePermission(permission);
    return (c, next) -> withPrincipal(c, next, permission, who -> decide(c, who, permission, null));
  }

  /**
   * Returns middleware that requires a permission on the resource that a request is about, and
   * passes the resource inward. It is loaded for principals only, and a request that is denied
   * cannot tell what it is, only by the 404 of a missing one that there is none.
   *
   * @param resource where the handler finds the resource: {@code c.require(resource)}
   * @param load finds the resource; what it throws, such as a problem 404, becomes the response
   * @throws IllegalArgumentException if the policy does not declare the permission
   */
  public <R> Middleware require(String permission, Key<R> resource, ResourceLoader<R> load) {
    policy.requirePermission(permission);
    requireNonNull(resource, "resource");
    requireNonNull(load, "load");
    return (c, next) -> {
      Principal principal = c.find(Principal.KEY).orElse(null);
      if (principal == null) {
        return Authenticate.required(c);
      }
      R loaded = load.load(c);
      Decision decision = decide(c, principal, permission, loaded);
      return decision.allowed()
          ? next.handle(c.with(resource, loaded))
          : denied(c, permission, decision);
    };
  }

  /**
   * Returns middleware that requires a role. Prefer permissions, which can be given to other roles
   * later without touching routes.
   *
   * @throws IllegalArgumentException if the policy does not declare the role
   */
  public Middleware requireRole(String role) {
    policy.requireRole(role);
    return (c, next) -> withPrincipal(c, next, role, who -> decideRole(c, who, role));
  }

  /**
   * Decides whether the principal of the request has the permission on the resource, for handlers
   * that find the resource themselves.
   *
   * @throws IllegalStateException if the context has no principal
   */
  public Decision check(Context c, String permission, Object resource) {
    return decide(c, c.require(Principal.KEY), permission, requireNonNull(resource, "resource"));
  }

  /** Enforces what the route requires. A request that no route matches passes, to its 404. */
  @Override
  public Response handle(Context c, Next next) {
    RouteInfo route = c.route().orElse(null);
    if (route == null) {
      return next.handle(c);
    }
    Requirement requirement = route.metadata(REQUIRES).orElse(null);
    return switch (requirement) {
      case null -> denied(c, route.toString(), UNDECLARED);
      case Requirement.Nothing nothing -> next.handle(c);
      case Requirement.SignedIn signedIn -> withPrincipal(c, next, "", who -> SIGNED_IN);
      case Requirement.HasRole(String role) ->
          withPrincipal(c, next, role, who -> decideRole(c, who, role));
      case Requirement.HasPermission(String permission) ->
          withPrincipal(c, next, permission, who -> decide(c, who, permission, null));
    };
  }

  /**
   * Checks that the routes of the application require only what the policy declares. Call it where
   * the application is made, or in a test: a requirement of an unknown permission is never met.
   *
   * @return the application
   * @throws IllegalArgumentException if a route requires a permission or role that is not declared,
   *     naming all of these routes
   */
  public App verify(App app) {
    List<String> faults = new ArrayList<>();
    for (RouteInfo route : app.routes()) {
      route.metadata(REQUIRES).ifPresent(requirement -> verify(route, requirement, faults));
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "Routes require what the policy does not declare: " + String.join("; ", faults));
    }
    return app;
  }

  private void verify(RouteInfo route, Requirement requirement, List<String> faults) {
    try {
      switch (requirement) {
        case Requirement.HasPermission(String permission) -> policy.requirePermission(permission);
        case Requirement.HasRole(String role) -> policy.requireRole(role);
        case Requirement.SignedIn signedIn -> {}
        case Requirement.Nothing nothing -> {}
      }
    } catch (IllegalArgumentException e) {
      faults.add(route + ": " + requirement);
    }
  }

  private static Response withPrincipal(
      Context c, Next next, String what, Function<Principal, Decision> decide) {
    Principal principal = c.find(Principal.KEY).orElse(null);
    if (principal == null) {
      return Authenticate.required(c);
    }
    Decision decision = decide.apply(principal);
    return decision.allowed() ? next.handle(c) : denied(c, what, decision);
  }

  private Decision decide(
      Context c, Principal principal, String permission, @Nullable Object resource) {
    if (principal.isLimitedToScopes() && !Scopes.include(principal.scopes(), permission)) {
      return NO_SCOPE;
    }
    Policy now = policy.current();
    Access access = tenant == null ? now.access(principal) : now.access(principal, tenant.apply(c));
    if (resource != null) {
      return access.check(permission, resource);
    }
    return access.allows(permission) ? ALLOWED : access.check(permission);
  }

  private Decision decideRole(Context c, Principal principal, String role) {
    if (principal.isLimitedToScopes()) {
      return NO_SCOPE;
    }
    boolean has =
        (tenant == null ? principal.roles() : principal.roles(tenant.apply(c))).contains(role);
    return new Decision(has, has ? "role \"" + role + "\"" : "no role \"" + role + "\"");
  }

  private static Response denied(Context c, String what, Decision decision) {
    AuditLog.of(c)
        .record(
            SecurityEvent.of(SecurityEvent.Type.PERMISSION_DENIED, c)
                .with("permission", what)
                .with("rule", decision.rule()));
    return Problem.of(403).toResponse();
  }
}
