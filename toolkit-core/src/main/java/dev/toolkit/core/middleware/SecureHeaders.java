package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.RandomSource;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Response;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Sets the headers that make browsers careful with what they get.
 *
 * {@snippet :
 * SecureHeaders.create().withPolicy(ContentSecurityPolicy.sameOrigin()
 *     .with("img-src", "'self'", "https://images.example.com"));
 * }
 *
 * <p>The defaults:
 *
 * <ul>
 *   <li>{@code Content-Security-Policy}: {@link ContentSecurityPolicy#sameOrigin()};
 *   <li>{@code Strict-Transport-Security}: 180 days with subdomains, on responses to https only, as
 *       RFC 6797, section 7.2 demands; behind a proxy, see {@link TrustedProxies};
 *   <li>{@code X-Content-Type-Options: nosniff}, {@code X-Frame-Options: SAMEORIGIN}, {@code
 *       Referrer-Policy: no-referrer};
 *   <li>{@code Cross-Origin-Opener-Policy: same-origin}, {@code Cross-Origin-Resource-Policy:
 *       same-origin}, {@code Origin-Agent-Cluster: ?1};
 *   <li>{@code X-Permitted-Cross-Domain-Policies: none}, {@code X-XSS-Protection: 0}, which turns
 *       off a filter of old browsers that did harm.
 * </ul>
 *
 * <p>A header that a handler has set itself is left as it is. {@code X-Powered-By} and {@code
 * Server} are removed. This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class SecureHeaders implements Middleware {

  /** The nonce of the response, there if the policy asks for one: 128 random bits in base64. */
  public static final Key<String> NONCE = Key.of("contentSecurityPolicyNonce");

  private static final String POLICY = "Content-Security-Policy";
  private static final String REPORT_ONLY = "Content-Security-Policy-Report-Only";
  private static final String TRANSPORT = "Strict-Transport-Security";

  private static final Headers DEFAULTS =
      Headers.builder()
          .add("X-Content-Type-Options", "nosniff")
          .add("X-Frame-Options", "SAMEORIGIN")
          .add("Referrer-Policy", "no-referrer")
          .add("Cross-Origin-Opener-Policy", "same-origin")
          .add("Cross-Origin-Resource-Policy", "same-origin")
          .add("Origin-Agent-Cluster", "?1")
          .add("X-Permitted-Cross-Domain-Policies", "none")
          .add("X-XSS-Protection", "0")
          .build();

  private static final String DEFAULT_TRANSPORT = "max-age=15552000; includeSubDomains";

  /** What is the same on every response. */
  private final Headers plain;

  /** The same for https, and with the policies in it unless they have a nonce. */
  private final Headers secure;

  private final @Nullable String transport;
  private final ContentSecurityPolicy policy;
  private final ContentSecurityPolicy reportOnly;

  private SecureHeaders(
      Headers plain,
      @Nullable String transport,
      ContentSecurityPolicy policy,
      ContentSecurityPolicy reportOnly) {
    this.policy = policy;
    this.reportOnly = reportOnly;
    this.transport = transport;
    this.plain = hasNonce() ? plain : withPolicies(plain, null);
    this.secure = transport == null ? this.plain : this.plain.with(TRANSPORT, transport);
  }

  /** Returns the middleware with its defaults. */
  public static SecureHeaders create() {
    ContentSecurityPolicy none = ContentSecurityPolicy.empty();
    return new SecureHeaders(DEFAULTS, DEFAULT_TRANSPORT, ContentSecurityPolicy.sameOrigin(), none);
  }

  /** Returns this middleware with another policy; an empty one is not sent. */
  public SecureHeaders withPolicy(ContentSecurityPolicy policy) {
    requireNonNull(policy, "policy");
    return new SecureHeaders(withoutPolicies(), transport, policy, reportOnly);
  }

  /**
   * Returns this middleware with a policy that browsers report on and do not enforce, to be tried
   * out beside the one that they do. There is none by default.
   */
  public SecureHeaders withReportOnly(ContentSecurityPolicy policy) {
    requireNonNull(policy, "policy");
    return new SecureHeaders(withoutPolicies(), transport, this.policy, policy);
  }

  /**
   * Returns this middleware with how long browsers use nothing but https for this host and those
   * below it.
   *
   * @throws IllegalArgumentException if the duration is negative
   */
  @SuppressWarnings("JavaDurationGetSecondsToToSeconds") // the edge has no toSeconds()
  public SecureHeaders withStrictTransport(Duration maxAge) {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException("Duration of https must not be negative: " + maxAge);
    }
    String value = "max-age=" + maxAge.getSeconds() + "; includeSubDomains";
    return new SecureHeaders(withoutPolicies(), value, policy, reportOnly);
  }

  /** Returns this middleware without {@code Strict-Transport-Security}. */
  public SecureHeaders withoutStrictTransport() {
    return new SecureHeaders(withoutPolicies(), null, policy, reportOnly);
  }

  /**
   * Returns this middleware with another value of one of its headers, or with a further one such as
   * {@code Permissions-Policy} or {@code Cross-Origin-Embedder-Policy}.
   *
   * @throws IllegalArgumentException if the name or the value holds a character that is not
   *     allowed, or the header has an option of its own
   */
  public SecureHeaders with(String header, String value) {
    requirePlain(header);
    return new SecureHeaders(withoutPolicies().with(header, value), transport, policy, reportOnly);
  }

  /**
   * Returns this middleware without one of its headers.
   *
   * @throws IllegalArgumentException if the header has an option of its own
   */
  public SecureHeaders without(String header) {
    requirePlain(header);
    return new SecureHeaders(withoutPolicies().without(header), transport, policy, reportOnly);
  }

  private static void requirePlain(String header) {
    if (header.equalsIgnoreCase(POLICY)
        || header.equalsIgnoreCase(REPORT_ONLY)
        || header.equalsIgnoreCase(TRANSPORT)) {
      throw new IllegalArgumentException(
          header + " has options of its own: withPolicy, withReportOnly, withStrictTransport");
    }
  }

  private Headers withoutPolicies() {
    return plain.without(POLICY).without(REPORT_ONLY);
  }

  private Headers withPolicies(Headers headers, @Nullable String nonce) {
    Headers changed =
        policy.headerValue(nonce).map(value -> headers.with(POLICY, value)).orElse(headers);
    return reportOnly
        .headerValue(nonce)
        .map(value -> changed.with(REPORT_ONLY, value))
        .orElse(changed);
  }

  private boolean hasNonce() {
    return policy.hasNonce() || reportOnly.hasNonce();
  }

  @Override
  public Response handle(Context c, Next next) {
    Headers headers = c.request().scheme().equals("https") ? secure : plain;
    if (!hasNonce()) {
      return with(headers, next.handle(c));
    }
    String nonce = nonce(c.env().random());
    return with(withPolicies(headers, nonce), next.handle(c.with(NONCE, nonce)));
  }

  /** What the handler has set replaces what is set here. */
  private static Response with(Headers headers, Response response) {
    Headers own = response.headers().without("X-Powered-By").without("Server");
    return response.withHeaders(headers.withAll(own));
  }

  private static String nonce(RandomSource random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
