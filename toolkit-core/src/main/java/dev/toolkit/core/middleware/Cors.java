package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lets pages of other origins call the application: the CORS protocol of the Fetch Standard,
 * section 3.2.
 *
 * {@snippet :
 * Cors.allowing("https://app.example.com").withCredentials().withMaxAge(Duration.ofHours(1));
 * }
 *
 * <p>By default: the methods GET, HEAD, POST, PUT, PATCH and DELETE, whatever request headers the
 * preflight asks for, no exposed response headers, no credentials, and no {@code max-age}. Origins
 * compare exactly. A request of another origin is handled as if there were no CORS, and its browser
 * keeps the answer from the page. {@code Vary: Origin} is set on every response, so that no cache
 * hands the answer for one origin to another.
 *
 * <p>Preflights are answered here. Declare this middleware outside of authentication, which
 * browsers do not send with a preflight. This class is immutable and safe for use by multiple
 * threads.
 *
 * @since 0.1.0
 */
public final class Cors implements Middleware {

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String REQUEST_METHOD = "Access-Control-Request-Method";
  private static final String REQUEST_HEADERS = "Access-Control-Request-Headers";

  /** The origins, or null for any. */
  private final @Nullable Set<String> origins;

  private final String methods;

  /** The request headers, or null for those that the preflight asks for. */
  private final @Nullable String requestHeaders;

  private final @Nullable String exposedHeaders;
  private final @Nullable Duration maxAge;
  private final boolean credentials;

  private Cors(
      @Nullable Set<String> origins,
      String methods,
      @Nullable String requestHeaders,
      @Nullable String exposedHeaders,
      @Nullable Duration maxAge,
      boolean credentials) {
    this.origins = origins;
    this.methods = methods;
    this.requestHeaders = requestHeaders;
    this.exposedHeaders = exposedHeaders;
    this.maxAge = maxAge;
    this.credentials = credentials;
  }

  private static Cors of(@Nullable Set<String> origins) {
    return new Cors(origins, "GET, HEAD, POST, PUT, PATCH, DELETE", null, null, null, false);
  }

  /**
   * Returns the middleware for these origins.
   *
   * @param origins scheme, host and port if it is not the scheme's own: {@code
   *     https://app.example.com}
   * @throws IllegalArgumentException if there is none, or one is not an origin
   */
  public static Cors allowing(String... origins) {
    if (origins.length == 0) {
      throw new IllegalArgumentException("Cors.allowing needs at least one origin");
    }
    Set<String> distinct = new LinkedHashSet<>();
    for (String origin : origins) {
      requireOrigin(origin);
      distinct.add(origin);
    }
    return of(distinct);
  }

  /** Returns the middleware for pages of every origin, for data that is public. */
  public static Cors allowingAnyOrigin() {
    return of(null);
  }

  /** Browsers send origins in one form only, so another one here would never be equal to any. */
  private static void requireOrigin(String origin) {
    int host = origin.indexOf("://") + 3;
    if (host <= 3 || host == origin.length() || !isSerialized(origin, host)) {
      throw new IllegalArgumentException(
          "Origin must be a scheme, a host and a port if it is not the scheme's own, in lower case,"
              + " such as https://example.com: \""
              + origin
              + "\"");
    }
  }

  private static boolean isSerialized(String origin, int host) {
    for (int i = 0; i < origin.length(); i++) {
      char c = origin.charAt(i);
      boolean isUpper = c >= 'A' && c <= 'Z';
      if (c <= ' ' || c >= 0x7f || isUpper || (i >= host && "/?#@*\\".indexOf(c) >= 0)) {
        return false;
      }
    }
    boolean hasOwnPort =
        (origin.startsWith("https://") && origin.endsWith(":443"))
            || (origin.startsWith("http://") && origin.endsWith(":80"));
    return !hasOwnPort && !origin.endsWith(":");
  }

  private static String joinedNames(String[] names) {
    Headers checked = Headers.empty();
    for (String name : names) {
      checked = checked.with(name, "");
    }
    return String.join(", ", names);
  }

  /**
   * Returns this middleware with the methods that preflights allow.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Cors withMethods(Method... methods) {
    if (methods.length == 0) {
      throw new IllegalArgumentException("Cors.withMethods needs at least one method");
    }
    var names = new String[methods.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = methods[i].name();
    }
    String joined = String.join(", ", names);
    return new Cors(origins, joined, requestHeaders, exposedHeaders, maxAge, credentials);
  }

  /**
   * Returns this middleware with the request headers that preflights allow, and no others.
   *
   * @throws IllegalArgumentException if one is not the name of a header
   */
  public Cors withRequestHeaders(String... names) {
    String joined = joinedNames(names);
    return new Cors(origins, methods, joined, exposedHeaders, maxAge, credentials);
  }

  /**
   * Returns this middleware with the response headers that pages may read besides the usual.
   *
   * @throws IllegalArgumentException if one is not the name of a header
   */
  public Cors withExposedHeaders(String... names) {
    String joined = joinedNames(names);
    return new Cors(origins, methods, requestHeaders, joined, maxAge, credentials);
  }

  /**
   * Returns this middleware with how long browsers may keep the answer to a preflight.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  public Cors withMaxAge(Duration maxAge) {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException("Cors max-age must not be negative: " + maxAge);
    }
    return new Cors(origins, methods, requestHeaders, exposedHeaders, maxAge, credentials);
  }

  /**
   * Returns this middleware, letting pages send cookies and read the answers to them.
   *
   * @throws IllegalStateException if any origin is allowed: every page on the web could then act as
   *     the user
   */
  public Cors withCredentials() {
    if (origins == null) {
      throw new IllegalStateException(
          "withCredentials() cannot be combined with allowingAnyOrigin(): name the origins");
    }
    return new Cors(origins, methods, requestHeaders, exposedHeaders, maxAge, true);
  }

  @Override
  public Response handle(Context c, Next next) {
    String origin = c.header("Origin").orElse("");
    if (isPreflight(c)) {
      return preflight(c, origin);
    }
    Response response = varied(next.handle(c));
    if (!isAllowed(origin)) {
      return response;
    }
    Response allowed = allowed(response, origin);
    return exposedHeaders == null
        ? allowed
        : allowed.withHeader("Access-Control-Expose-Headers", exposedHeaders);
  }

  private static boolean isPreflight(Context c) {
    return c.request().method().equals(Method.OPTIONS)
        && c.header("Origin").isPresent()
        && c.header(REQUEST_METHOD).isPresent();
  }

  @SuppressWarnings("JavaDurationGetSecondsToToSeconds") // the edge has no toSeconds()
  private Response preflight(Context c, String origin) {
    Response response = varied(Response.noContent());
    if (!isAllowed(origin)) {
      return response;
    }
    response = allowed(response, origin).withHeader("Access-Control-Allow-Methods", methods);
    String headers = allowedRequestHeaders(c);
    if (!headers.isEmpty()) {
      response = response.withHeader("Access-Control-Allow-Headers", headers);
    }
    if (requestHeaders == null) {
      response = response.withVary(REQUEST_HEADERS);
    }
    return maxAge == null
        ? response
        : response.withHeader("Access-Control-Max-Age", Long.toString(maxAge.getSeconds()));
  }

  private String allowedRequestHeaders(Context c) {
    return requestHeaders != null
        ? requestHeaders
        : c.request().headers().joined(REQUEST_HEADERS).orElse("");
  }

  private boolean isAllowed(String origin) {
    return !origin.isEmpty() && (origins == null || origins.contains(origin));
  }

  private Response varied(Response response) {
    return origins == null ? response : response.withVary("Origin");
  }

  private Response allowed(Response response, String origin) {
    Response allowed = response.withHeader(ALLOW_ORIGIN, origins == null ? "*" : origin);
    return credentials ? allowed.withHeader("Access-Control-Allow-Credentials", "true") : allowed;
  }
}
