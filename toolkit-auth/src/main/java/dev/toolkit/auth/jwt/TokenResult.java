package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;

/**
 * What a verifier makes of a token: its claims, or why it is refused.
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface TokenResult {

  /**
   * The token is valid.
   *
   * @param claims what it says
   * @since 0.1.0
   */
  record Valid(Claims claims) implements TokenResult {
    /** Makes a result. */
    public Valid {
      requireNonNull(claims, "claims");
    }
  }

  /**
   * The token is refused.
   *
   * @param code why
   * @param reason the reason for the log, which quotes nothing of the token
   * @since 0.1.0
   */
  record Rejected(AuthException.Code code, String reason) implements TokenResult {
    /** Makes a result. */
    public Rejected {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
    }

    AuthException exception() {
      return new AuthException(code, "Token rejected: " + reason);
    }
  }
}
