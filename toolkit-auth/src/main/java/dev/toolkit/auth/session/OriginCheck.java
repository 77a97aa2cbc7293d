package dev.toolkit.auth.session;

import dev.toolkit.auth.AuditLog;
import dev.toolkit.auth.SecurityEvent;
import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that change something and come from a page of another site, which the browser
 * would send with the user's cookies (cross-site request forgery).
 *
 * <p>It goes by what browsers say of a request and pages cannot change: {@code Sec-Fetch-Site}, and
 * where that is missing, {@code Origin}, which must have the host of the request. A request with
 * neither is not from a browser of this decade, so nobody's cookies can be abused by it, and it
 * passes. Requests with safe methods (GET, HEAD, OPTIONS, TRACE) pass always: routes for them must
 * not change anything.
 *
 * <p>{@link SessionAuth} has one built in. Put one around a login route as well, or somebody may be
 * signed in to an attacker's account without noticing. A refused request is answered 403.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class OriginCheck implements Middleware {

  private final Set<String> allowed;

  private OriginCheck(Set<String> allowed) {
    this.allowed = allowed;
  }

  /** Returns a check that allows the application's own origin only. */
  public static OriginCheck create() {
    return new OriginCheck(Set.of());
  }

  /**
   * Returns this check, allowing pages of these origins as well, and no others but its own.
   *
   * @param origins scheme, host, and port if it is not the scheme's own: {@code
   *     https://app.example.com}
   * @throws IllegalArgumentException if one is not such a text in lower case
   */
  public OriginCheck allowing(String... origins) {
    for (String origin : origins) {
      String host = hostOf(origin);
      if (host == null || host.isEmpty() || !origin.equals(origin.toLowerCase(Locale.ROOT))) {
        throw new IllegalArgumentException(
            "Origin must be a scheme, a host and a port if needed, such as https://example.com:"
                + " \""
                + origin
                + "\"");
      }
    }
    return new OriginCheck(Set.of(origins));
  }

  @Override
  public Response handle(Context c, Next next) {
    String fault = findFault(c);
    if (fault == null) {
      return next.handle(c);
    }
    AuditLog.of(c)
        .record(SecurityEvent.of(SecurityEvent.Type.CROSS_SITE_REFUSED, c).with("reason", fault));
    return Problem.of(403).toResponse();
  }

  /** Returns whether the request is not one that this check refuses, for schemes of your own. */
  public boolean allows(Context c) {
    return findFault(c) == null;
  }

  /** Returns why the request is refused, or null if it is not. */
  @Nullable String findFault(Context c) {
    if (c.request().method().isSafe()) {
      return null;
    }
    // Joined, so that a second field does not hide behind the first.
    String site = c.request().headers().joined("Sec-Fetch-Site").orElse("");
    String origin = c.request().headers().joined("Origin").orElse("");
    if (site.equals("same-origin") || site.equals("none") || allowed.contains(origin)) {
      return null;
    }
    if (!site.isEmpty()) {
      return "The browser says that a page of another origin sent it";
    }
    return origin.isEmpty() || isOwn(origin, c) ? null : "Its origin is another one";
  }

  /**
   * Returns whether an origin is that of the request. A proxy may have ended TLS, so that the
   * scheme here is http for pages of https; the other way round it is another origin.
   */
  private static boolean isOwn(String origin, Context c) {
    Optional<String> host = c.request().host();
    boolean isDowngraded = c.request().scheme().equals("https") && !origin.startsWith("https://");
    return !isDowngraded && host.isPresent() && host.get().equalsIgnoreCase(hostOf(origin));
  }

  /** Returns host and port of an origin, or null if it is opaque or malformed. */
  private static @Nullable String hostOf(String origin) {
    for (String scheme : new String[] {"https://", "http://"}) {
      if (origin.startsWith(scheme)) {
        String host = origin.substring(scheme.length());
        return host.indexOf('/') < 0 && host.indexOf('*') < 0 ? host : null;
      }
    }
    return null;
  }
}
