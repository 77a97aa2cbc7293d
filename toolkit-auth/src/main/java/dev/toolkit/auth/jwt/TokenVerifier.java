package dev.toolkit.auth.jwt;

import dev.toolkit.auth.AuthException;

/**
 * Verifies tokens: a {@link JwtVerifier}, or several of them for as many issuers.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TokenVerifier {

  /** Returns the claims of a valid token, or why it is refused. No token makes this throw. */
  TokenResult tryVerify(String token);

  /**
   * Returns the claims of a valid token.
   *
   * @throws AuthException if it is refused, with the code that tells why
   */
  default Claims verify(String token) {
    return switch (tryVerify(token)) {
      case TokenResult.Valid valid -> valid.claims();
      case TokenResult.Rejected rejected -> throw rejected.exception();
    };
  }
}
