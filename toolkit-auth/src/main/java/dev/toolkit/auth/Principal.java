package dev.toolkit.auth;

import dev.toolkit.core.Key;
import java.util.Set;

/**
 * Who makes a request: a user or a service, with the roles and scopes that they have.
 *
 * <p>Middleware that knows the principal passes it inward under {@link #KEY}:
 *
 * {@snippet :
 * Principal principal = c.require(Principal.KEY);
 * }
 *
 * <p>Implementations must be immutable and safe for use by multiple threads, and must not show
 * secrets in {@code toString}.
 *
 * @since 0.1.0
 */
public interface Principal {

  /** The key under which a context has the principal of its request. */
  Key<Principal> KEY = Key.of("principal");

  /** Returns what tells this principal from every other one, such as the subject of its token. */
  String id();

  /** Returns the roles that hold everywhere. Empty means none. */
  Set<String> roles();

  /**
   * Returns the roles within a tenant, those that hold everywhere among them. By default there are
   * no roles of tenants: this returns {@link #roles()}.
   */
  default Set<String> roles(String tenant) {
    return roles();
  }

  /** Returns what the credential of this request was given for. Empty means nothing. */
  Set<String> scopes();

  /**
   * Returns whether the principal may do no more than its {@linkplain #scopes() scopes} name,
   * whatever its roles allow, as with an API key that its owner has made for one purpose. The
   * default is false: a person who has signed in is not limited.
   */
  default boolean isLimitedToScopes() {
    return false;
  }
}
