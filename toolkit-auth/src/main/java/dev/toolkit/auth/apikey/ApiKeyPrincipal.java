package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.util.Set;

/**
 * The owner of an API key, acting by that key: with the roles that the owner has now, limited to
 * the scopes of the key.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the owner is.
 *
 * @since 0.1.0
 */
public final class ApiKeyPrincipal implements Principal {

  private final Principal owner;
  private final ApiKey key;

  ApiKeyPrincipal(Principal owner, ApiKey key) {
    this.owner = requireNonNull(owner, "owner");
    this.key = requireNonNull(key, "key");
  }

  /** Returns the owner. */
  public Principal owner() {
    return owner;
  }

  /** Returns the key. */
  public ApiKey key() {
    return key;
  }

  /** Returns the identifier of the owner. */
  @Override
  public String id() {
    return owner.id();
  }

  @Override
  public Set<String> roles() {
    return owner.roles();
  }

  @Override
  public Set<String> roles(String tenant) {
    return owner.roles(tenant);
  }

  /** Returns the scopes of the key. */
  @Override
  public Set<String> scopes() {
    return key.scopes();
  }

  /** Returns true. */
  @Override
  public boolean isLimitedToScopes() {
    return true;
  }

  /** Returns the identifiers of owner and key. */
  @Override
  public String toString() {
    return "ApiKeyPrincipal[" + id() + ", " + key.id() + "]";
  }
}
