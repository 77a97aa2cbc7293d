package dev.toolkit.auth;

import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets requests in that prove who makes them in any one of several ways, and passes the principal
 * inward under {@link Principal#KEY}.
 *
 * {@snippet :
 * routes.group("/api", api -> api
 *     .use(Authenticate.by(sessions, apiKeys))
 *     .get("/me", c -> c.text(c.require(Principal.KEY).id())));
 * }
 *
 * <p>The schemes are asked in order, and the first that finds credentials of its kind decides: a
 * request with a bad token is refused even if it has a good cookie. A request without any is
 * answered 401, as is one whose credentials are refused; the challenges of all schemes are in
 * {@code WWW-Authenticate} (RFC 9110, section 11.6.1). The client learns no reason, the {@link
 * AuditLog} does. Of the codes of a refusal, {@code REQUEST} is answered 400, {@code FORBIDDEN}
 * 403, {@code RATE_LIMITED} 429 and {@code PROVIDER} 503.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Authenticate implements Middleware {

  /** The challenges for a 401 that is decided further inside, if nobody has signed in. */
  private static final Key<Headers> CHALLENGES = Key.of("challenges");

  private static final Authentication ABSENT = new Authentication.Absent();

  private final List<AuthScheme> schemes;
  private final boolean isOptional;

  private Authenticate(List<AuthScheme> schemes, boolean isOptional) {
    this.schemes = schemes;
    this.isOptional = isOptional;
  }

  /**
   * Returns middleware that asks these schemes, in this order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Authenticate by(AuthScheme... schemes) {
    if (schemes.length == 0) {
      throw new IllegalArgumentException("Authenticate.by needs at least one scheme");
    }
    return new Authenticate(List.of(schemes), false);
  }

  /**
   * Returns this middleware, letting requests without credentials pass, without a principal. Bad
   * credentials are refused as before.
   */
  public Authenticate optional() {
    return new Authenticate(schemes, true);
  }

  @Override
  public Response handle(Context c, Next next) throws Exception {
    Principal signedIn = SignedIn.find(c);
    if (signedIn != null) {
      return next.handle(c.with(Principal.KEY, signedIn));
    }
    for (AuthScheme scheme : schemes) {
      switch (scheme.authenticate(c)) {
        case Authentication.Absent absent -> {}
        case Authentication.Accepted accepted -> {
          return accepted.middleware().handle(c.with(Principal.KEY, accepted.principal()), next);
        }
        case Authentication.Rejected rejected -> {
          return refused(c, scheme, rejected);
        }
      }
    }
    Headers challenges = challenges(null, ABSENT);
    return isOptional ? next.handle(c.with(CHALLENGES, challenges)) : challenged(401, challenges);
  }

  /**
   * Returns the response 401 for a request that nobody has signed in for, with the challenges of
   * the schemes that let it pass.
   *
   * @throws IllegalStateException if no middleware of this class is around: the challenges, and who
   *     it is, are not known then
   */
  public static Response required(Context c) {
    Headers challenges = c.find(CHALLENGES).orElse(null);
    if (challenges == null) {
      throw new IllegalStateException(
          "The context has no principal, and no Authenticate is around this route: add"
              + " use(Authenticate.by(…)) to a group that contains it");
    }
    return challenged(401, challenges);
  }

  private Response refused(Context c, AuthScheme scheme, Authentication.Rejected rejected) {
    SecurityEvent.Type type =
        switch (rejected.code()) {
          case FORBIDDEN -> SecurityEvent.Type.CROSS_SITE_REFUSED;
          case PROVIDER -> SecurityEvent.Type.CREDENTIALS_UNDECIDED;
          default -> SecurityEvent.Type.CREDENTIALS_REFUSED;
        };
    AuditLog.of(c)
        .record(
            SecurityEvent.of(type, c)
                .with("scheme", scheme.getClass().getSimpleName())
                .with("code", rejected.code().name())
                .with("reason", rejected.reason()));
    return switch (rejected.code()) {
      case FORBIDDEN -> Problem.of(403).toResponse();
      case PROVIDER -> Problem.of(503).toResponse().withHeader("Retry-After", "5");
      case REQUEST -> challenged(400, challenges(scheme, rejected));
      case RATE_LIMITED -> tooMany(rejected.retryAfter());
      default -> challenged(401, challenges(scheme, rejected));
    };
  }

  private static Response tooMany(@Nullable Duration retryAfter) {
    Response response = Problem.of(429).toResponse();
    return retryAfter == null
        ? response
        : response.withHeader("Retry-After", Long.toString(roundedUp(retryAfter)));
  }

  /** A client that comes back a fraction of a second early is refused again. */
  private static long roundedUp(Duration duration) {
    return Math.max(1, duration.plusMillis(999).toSeconds());
  }

  private static Response challenged(int status, Headers challenges) {
    Response response = Problem.of(status).toResponse();
    return response.withHeaders(response.headers().withAll(challenges));
  }

  private Headers challenges(@Nullable AuthScheme refusing, Authentication refusal) {
    Headers.Builder headers = Headers.builder();
    for (AuthScheme scheme : schemes) {
      String challenge = scheme.challenge(scheme.equals(refusing) ? refusal : ABSENT);
      if (!challenge.isEmpty()) {
        headers.add("WWW-Authenticate", challenge);
      }
    }
    return headers.build();
  }
}
