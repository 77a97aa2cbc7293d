package dev.toolkit.auth.refresh;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;

/**
 * What becomes of a refresh token that is used.
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface RefreshResult {

  /**
   * The token was valid and is used up now.
   *
   * @param grant what it stands for
   * @param token the one that replaces it, to be given to the client and kept nowhere else
   * @since 0.1.0
   */
  record Rotated(RefreshGrant grant, String token) implements RefreshResult {
    /** Makes a result. */
    public Rotated {
      requireNonNull(grant, "grant");
      requireNonNull(token, "token");
    }

    /** Returns the grant, without the token. */
    @Override
    public String toString() {
      return "Rotated[" + grant.scopes() + "]";
    }
  }

  /**
   * The token is refused.
   *
   * @param code why: {@code MALFORMED}, {@code EXPIRED}, {@code AUDIENCE} for another client, or
   *     {@code REVOKED}
   * @param reason the reason for the log
   * @since 0.1.0
   */
  record Rejected(AuthException.Code code, String reason) implements RefreshResult {
    /** Makes a result. */
    public Rejected {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
    }
  }
}
