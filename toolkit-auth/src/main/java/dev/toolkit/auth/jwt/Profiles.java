package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException.Code;
import dev.toolkit.auth.jwt.TokenResult.Rejected;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kinds of tokens must be like, beyond what all tokens must. */
final class Profiles {

  static final String ACCESS_TOKEN_TYPE = "at+jwt";
  static final String LOGOUT_TOKEN_TYPE = "logout+jwt";

  /** RFC 9068, section 2.2. */
  static final String[] ACCESS_TOKEN_CLAIMS = {
    "iss", "exp", "aud", "sub", "client_id", "iat", "jti"
  };

  /** OpenID Connect Core 1.0, section 2. */
  static final String[] ID_TOKEN_CLAIMS = {"iss", "sub", "aud", "exp", "iat"};

  /** OpenID Connect Back-Channel Logout 1.0, section 2.4. */
  static final String[] LOGOUT_TOKEN_CLAIMS = {"iss", "aud", "iat", "exp", "jti", "events"};

  private static final String LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout";

  private Profiles() {}

  static @Nullable Rejected none(Claims claims) {
    return null;
  }

  /** The client must be named by a text: RFC 8693, section 4.3. */
  static @Nullable Rejected accessToken(Claims claims) {
    return claims.string("client_id").filter(id -> !id.isEmpty()).isPresent()
        ? null
        : new Rejected(Code.CLAIM, "claim client_id is not a text");
  }

  /** Section 3.1.3.7, steps 4 and 5: whom a token for several clients was issued to. */
  static @Nullable Rejected idToken(Claims claims, List<String> clients) {
    if (!claims.contains("azp")) {
      return claims.audience().size() > 1
          ? new Rejected(Code.CLAIM, "claim azp is missing in a token for several audiences")
          : null;
    }
    Optional<String> party = claims.string("azp");
    return party.isPresent() && (clients.isEmpty() || clients.contains(party.get()))
        ? null
        : new Rejected(Code.AUDIENCE, "issued to another party (azp)");
  }

  /** Section 2.6, steps 4 to 6. */
  static @Nullable Rejected logoutToken(Claims claims) {
    boolean namesSession = claims.string("sub").isPresent() || claims.string("sid").isPresent();
    if (!namesSession) {
      return new Rejected(Code.CLAIM, "claims sub and sid are missing");
    }
    boolean isLogout =
        claims.all().get("events") instanceof Map<?, ?> events
            && events.get(LOGOUT_EVENT) instanceof Map<?, ?>;
    if (!isLogout) {
      return new Rejected(Code.CLAIM, "claim events has no logout event");
    }
    return claims.contains("nonce")
        ? new Rejected(Code.CLAIM, "claim nonce must not be in a logout token")
        : null;
  }
}
