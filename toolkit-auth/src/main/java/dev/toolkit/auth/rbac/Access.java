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

  /** Those of the rules, here as well because it saves a check one of four loads from memory. */
  private final PermissionTable table;

  private final long[] states;

  Access(Principal principal, RoleSet rules) {
    this.principal = requireNonNull(principal, "principal");
    this.rules = rules;
    this.table = rules.table();
    this.states = rules.states();
  }

  /**
   * Returns whether the principal has the permission, about no resource in particular. It is what
   * {@link #check(String)} decides, without the rule, and costs less.
   */
  public boolean allows(String permission) {
    int index = table.indexOf(permission);
    int state = index < 0 ? RoleSet.UNSETTLED : RoleSet.state(states, index);
    return state == RoleSet.UNSETTLED
        ? rules.decideUnsettled(principal, permission, index)
        : state == RoleSet.ALLOWED;
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
