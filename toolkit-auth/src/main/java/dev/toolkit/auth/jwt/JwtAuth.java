package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authenticate;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Response;
import java.util.List;
import java.util.Optional;
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
 * <p>A token in a cookie is sent by browsers whoever makes them send it: protect such routes
 * against forged requests as well.
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

  private JwtAuth(
      TokenVerifier verifier,
      Function<Claims, ? extends Principal> principals,
      String realm,
      @Nullable String cookie) {
    this.verifier = verifier;
    this.principals = principals;
    this.realm = realm;
    this.cookie = cookie;
  }

  /** Returns the middleware that verifies tokens with this verifier, in the realm {@code api}. */
  public static JwtAuth bearer(TokenVerifier verifier) {
    return new JwtAuth(requireNonNull(verifier, "verifier"), JwtPrincipal::of, "api", null);
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
    return new JwtAuth(verifier, principals, realm, cookie);
  }

  /** Returns this middleware, taking the token from a cookie if there is no header. */
  public JwtAuth withCookie(String name) {
    return new JwtAuth(verifier, principals, realm, requireNonNull(name, "name"));
  }

  /**
   * Returns this middleware, making principals in another way than {@link JwtPrincipal#of}.
   *
   * @param principals throws an {@link AuthException} for claims that make no principal
   */
  public JwtAuth withPrincipals(Function<Claims, ? extends Principal> principals) {
    return new JwtAuth(verifier, requireNonNull(principals, "principals"), realm, cookie);
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
    Optional<String> token =
        fields.isEmpty() ? cookieToken(c) : Optional.ofNullable(bearerToken(fields.get(0)));
    return token.isEmpty() ? new Authentication.Absent() : verify(token.get());
  }

  private Optional<String> cookieToken(Context c) {
    return cookie == null ? Optional.empty() : c.cookie(cookie);
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
