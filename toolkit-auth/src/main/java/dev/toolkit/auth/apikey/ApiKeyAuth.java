package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.AuthScheme;
import dev.toolkit.auth.Authentication;
import dev.toolkit.auth.Principal;
import dev.toolkit.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Authenticates requests by an API key in {@code Authorization: Bearer} or in {@value #HEADER}.
 * Keys in URLs are not looked at: URLs end up in logs.
 *
 * {@snippet :
 * routes.use(Authenticate.by(ApiKeyAuth.of(keys, users::find), JwtAuth.bearer(verifier)));
 * }
 *
 * <p>A bearer token that does not begin as the application's keys do is left to other schemes.
 *
 * <p>This class is safe for use by multiple threads, if the function is.
 *
 * @since 0.1.0
 */
public final class ApiKeyAuth implements AuthScheme {

  /** The header for a key alone: {@value}. */
  public static final String HEADER = "X-API-Key";

  private static final String BEARER = "Bearer ";

  private final ApiKeys keys;
  private final Function<? super String, ? extends Optional<? extends Principal>> owners;

  private ApiKeyAuth(
      ApiKeys keys, Function<? super String, ? extends Optional<? extends Principal>> owners) {
    this.keys = requireNonNull(keys, "keys");
    this.owners = requireNonNull(owners, "owners");
  }

  /**
   * Returns the scheme.
   *
   * @param owners finds a principal by its identifier, with the roles it has now, or empty if it is
   *     gone or blocked, which ends its keys
   */
  public static ApiKeyAuth of(
      ApiKeys keys, Function<? super String, ? extends Optional<? extends Principal>> owners) {
    return new ApiKeyAuth(keys, owners);
  }

  @Override
  public Authentication authenticate(Context c) {
    List<String> own = c.request().headers().all(HEADER);
    List<String> bearer =
        c.request().headers().all("Authorization").stream().filter(this::isBearerKey).toList();
    if (own.isEmpty() && bearer.isEmpty()) {
      return new Authentication.Absent();
    }
    if (own.size() + bearer.size() > 1) {
      return new Authentication.Rejected(
          AuthException.Code.REQUEST, "The request has several API keys");
    }
    return check(own.isEmpty() ? token(bearer.getFirst()) : own.getFirst());
  }

  private static String token(String authorization) {
    return authorization.substring(BEARER.length()).strip();
  }

  private boolean isBearerKey(String authorization) {
    return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        && token(authorization).startsWith(keys.start());
  }

  private Authentication check(String text) {
    return switch (keys.verify(text)) {
      case ApiKeyResult.Accepted accepted -> ownerOf(accepted.key());
      case ApiKeyResult.Rejected rejected -> {
        String which = rejected.keyId() == null ? "API key" : "API key " + rejected.keyId();
        yield new Authentication.Rejected(
            rejected.code(), which + " " + reason(rejected.code()), rejected.retryAfter());
      }
    };
  }

  private static String reason(AuthException.Code code) {
    return switch (code) {
      case MALFORMED -> "has not the form of a key of this application and environment";
      case KEY -> "is unknown";
      case REVOKED -> "is revoked or disabled";
      case EXPIRED -> "has expired";
      case RATE_LIMITED -> "has reached its limit";
      default -> "is refused";
    };
  }

  private Authentication ownerOf(ApiKey key) {
    Principal owner = owners.apply(key.ownerId()).orElse(null);
    return owner == null
        ? new Authentication.Rejected(
            AuthException.Code.REVOKED, "API key " + key.id() + " has no owner any more")
        : new Authentication.Accepted(new ApiKeyPrincipal(owner, key));
  }

  /** Returns a challenge of the bearer scheme: RFC 6750, section 3. */
  @Override
  public String challenge(Authentication result) {
    if (!(result instanceof Authentication.Rejected rejected)) {
      return "Bearer realm=\"api\"";
    }
    return rejected.code() == AuthException.Code.REQUEST
        ? "Bearer realm=\"api\", error=\"invalid_request\""
        : "Bearer realm=\"api\", error=\"invalid_token\"";
  }
}
