package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.auth.session.OriginCheck;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Response;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets only requests through that bring a valid token (RFC 6750), in {@code Authorization: Bearer}
 * or, if that is asked for, in a cookie.
 *
 * {@snippet :
 * routes.group("/api", api -> api
 *     .use(JwtAuth.bearer(verifier))
 *     .get("/me", c -> c.text(c.require(Principal.KEY).id())));
 * }
 *
 * <p>Handlers find the principal under {@link Principal#KEY} and the claims under {@link #CLAIMS}.
 * Others are answered 401 with a challenge, without saying why; the log has the reason. A request
 * with several {@code Authorization} headers is answered 400, and 503 one that cannot be decided
 * because the issuer's keys cannot be obtained.
 *
 * <p>A token in a cookie is sent by browsers whoever makes them send it. A request that has its
 * token there and an unsafe method must therefore pass an {@link OriginCheck}, or is answered 403.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JwtAuth implements AuthScheme, Middleware {

  /** The key under which a context has the claims of the token. */
  public static final Key<Claims> CLAIMS = Key.of("claims");

  private static final String SCHEME = "Bearer ";

  private final TokenVerifier verifier;
  private final Function<Claims, ? extends Principal> principals;
  private final String realm;
  private final @Nullable String cookie;
  private final OriginCheck originCheck;

  private JwtAuth(
      TokenVerifier verifier,
      Function<Claims, ? extends Principal> principals,
      String realm,
      @Nullable String cookie,
      OriginCheck originCheck) {
    this.verifier = verifier;
    this.principals = principals;
    this.realm = realm;
    this.cookie = cookie;
    this.originCheck = originCheck;
  }

  /** Returns the middleware that verifies tokens with this verifier, in the realm {@code api}. */
  public static JwtAuth bearer(TokenVerifier verifier) {
    return new JwtAuth(
        requireNonNull(verifier, "verifier"), JwtPrincipal::of, "api", null, OriginCheck.create());
  }

  /**
   * Returns this middleware with another realm in its challenges.
   *
   * @throws IllegalArgumentException if it has quotes, backslashes or others than visible ASCII
   */
  public JwtAuth withRealm(String realm) {
    for (int i = 0; i < realm.length(); i++) {
      char c = realm.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            "Unexpected character 0x" + Integer.toHexString(c) + " at index " + i + " in realm");
      }
    }
    return new JwtAuth(verifier, principals, realm, cookie, originCheck);
  }

  /** Returns this middleware, taking the token from a cookie if there is no header. */
  public JwtAuth withCookie(String name) {
    return new JwtAuth(verifier, principals, realm, requireNonNull(name, "name"), originCheck);
  }

  /** Returns this middleware with another check of requests that have their token in a cookie. */
  public JwtAuth withOriginCheck(OriginCheck originCheck) {
    return new JwtAuth(
        verifier, principals, realm, cookie, requireNonNull(originCheck, "originCheck"));
  }

  /**
   * Returns this middleware, making principals in another way than {@link JwtPrincipal#of}.
   *
   * @param principals throws an {@link AuthException} for claims that make no principal
   */
  public JwtAuth withPrincipals(Function<Claims, ? extends Principal> principals) {
    return new JwtAuth(
        verifier, requireNonNull(principals, "principals"), realm, cookie, originCheck);
  }

  /** Answers as {@link Authenticate} does with this scheme alone. */
  @Override
  public Response handle(Context c, Next next) throws Exception {
    return Authenticate.by(this).handle(c, next);
  }

  @Override
  public Authentication authenticate(Context c) {
    List<String> fields = c.request().headers().all("Authorization");
    if (fields.size() > 1) {
      return new Authentication.Rejected(Code.REQUEST, "request has several Authorization headers");
    }
    if (fields.isEmpty()) {
      return byCookie(c);
    }
    String token = bearerToken(fields.get(0));
    return token == null ? new Authentication.Absent() : verify(token);
  }

  private Authentication byCookie(Context c) {
    String token = cookie == null ? null : c.cookie(cookie).orElse(null);
    if (token == null) {
      return new Authentication.Absent();
    }
    return originCheck.allows(c)
        ? verify(token)
        : new Authentication.Rejected(Code.FORBIDDEN, "a page of another origin sent the cookie");
  }

  /** Names of schemes have no case: RFC 9110, section 11.1. */
  private static @Nullable String bearerToken(String field) {
    return field.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        ? field.substring(SCHEME.length()).strip()
        : null;
  }

  private Authentication verify(String token) {
    return switch (verifier.tryVerify(token)) {
      case TokenResult.Valid valid -> accept(valid.claims());
      case TokenResult.Rejected rejected ->
          new Authentication.Rejected(rejected.code(), rejected.reason());
    };
  }

  private Authentication accept(Claims claims) {
    try {
      Principal principal = principals.apply(claims);
      return new Authentication.Accepted(
          principal, (c, next) -> next.handle(c.with(CLAIMS, claims)));
    } catch (AuthException e) {
      return new Authentication.Rejected(e.code(), String.valueOf(e.getMessage()));
    }
  }

  /** Returns the challenge of RFC 6750, section 3. */
  @Override
  public String challenge(Authentication result) {
    String challenge = SCHEME + "realm=\"" + realm + '"';
    if (!(result instanceof Authentication.Rejected rejected)) {
      return challenge;
    }
    return switch (rejected.code()) {
      case REQUEST -> challenge + ", error=\"invalid_request\"";
      default -> challenge + ", error=\"invalid_token\"";
    };
  }
}
