package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.util.Set;

/**
 * What one principal may do under one {@link Policy}, by the roles it had when this was made.
 * Asking it costs less than asking the policy, which looks up the roles each time.
 *
 * <p>Make one for each request rather than keeping it: roles and policies change.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the principal and the
 * conditions of the policy are.
 *
 * @since 0.1.0
 */
public final class Access {

  private final Principal principal;
  private final RoleSet rules;

  Access(Principal principal, RoleSet rules) {
    this.principal = requireNonNull(principal, "principal");
    this.rules = rules;
  }

  /** Decides whether the principal has the permission, about no resource in particular. */
  public Decision check(String permission) {
    return rules.check(principal, permission, null);
  }

  /** Decides whether the principal has the permission on the resource. */
  public Decision check(String permission, Object resource) {
    return rules.check(principal, permission, requireNonNull(resource, "resource"));
  }

  /**
   * Returns the declared permissions that are allowed whatever the resource, in the order of
   * declaration. A family is among them, as its pattern, if all of it is allowed.
   */
  public Set<String> permissions() {
    return rules.permissions();
  }

  /**
   * Returns the declared permissions that are allowed for some resource at least, as far as the
   * rules tell without asking conditions: what a user interface may offer.
   */
  public Set<String> possiblePermissions() {
    return rules.possiblePermissions();
  }

  /**
   * Returns whether the principal may pass the pattern on, for example as the scope of an API key:
   * it describes at least one declared permission, and none that the principal never has.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public boolean covers(String pattern) {
    return rules.covers(PermissionPattern.parse(pattern));
  }

  /** Returns the principal's identifier. */
  @Override
  public String toString() {
    return "Access[" + principal.id() + "]";
  }
}
