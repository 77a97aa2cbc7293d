package dev.toolkit.auth.jwt;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.Principal;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The principal that a token is about: its subject, with the roles in the claim {@code roles} and
 * the scopes in the claim {@code scope}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JwtPrincipal implements Principal {

  private final String id;
  private final Claims claims;

  private JwtPrincipal(String id, Claims claims) {
    this.id = id;
    this.claims = claims;
  }

  /**
   * Returns the principal of a token.
   *
   * @throws AuthException with code {@code CLAIM} if it has no subject, or an empty one
   */
  public static JwtPrincipal of(Claims claims) {
    String subject = requireNonNull(claims, "claims").requireSubject();
    if (subject.isEmpty()) {
      throw new AuthException(AuthException.Code.CLAIM, "Token has an empty claim sub");
    }
    return new JwtPrincipal(subject, claims);
  }

  /** Returns the subject. */
  @Override
  public String id() {
    return id;
  }

  @Override
  public Set<String> roles() {
    return new LinkedHashSet<>(claims.strings("roles"));
  }

  @Override
  public Set<String> scopes() {
    return claims.scopes();
  }

  /** Returns all that the token says. */
  public Claims claims() {
    return claims;
  }

  /** Returns the length of the identifier only: it may be a name. */
  @Override
  public String toString() {
    return "JwtPrincipal[" + id.length() + " characters]";
  }
}
