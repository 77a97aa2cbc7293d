package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * Decides what principals may do by their roles.
 *
 * {@snippet :
 * Policy policy = Policy.builder()
 *     .permissions("doc:read", "doc:write", "doc:delete")
 *     .role("viewer", r -> r.allow("doc:read"))
 *     .role("editor", r -> r.inherits("viewer")
 *         .allow("doc:write", Doc.class, (who, doc) -> doc.owner().equals(who.id())))
 *     .role("admin", r -> r.allow("doc:*").deny("doc:delete"))
 *     .build();
 *
 * policy.check(principal, "doc:write", doc).allowed();
 * }
 *
 * <p>The rules for a check, which is of one permission and perhaps of one resource:
 *
 * <ol>
 *   <li>A permission that is not declared is denied.
 *   <li>Rules of all roles of the principal, of the roles that those inherit, and of the policy
 *       itself count. Roles that the policy does not have add nothing.
 *   <li>If a rule that denies holds, the permission is denied; the first in the order of
 *       declaration decides, those of the policy coming before those of roles.
 *   <li>Else, if a rule that allows holds, it is allowed, and again the first decides.
 *   <li>Else it is denied.
 *   <li>A condition that cannot be asked, since there is no resource of its type, counts as not
 *       holding in a rule that allows and as holding in one that denies. What a condition throws
 *       comes out of the check.
 * </ol>
 *
 * <p>Permissions are declared by name, or as families whose names are made at run time: {@code
 * data:*:read} declares {@code data:505:read}. See {@link PermissionPattern}.
 *
 * <p>{@linkplain Principal#scopes() Scopes} are not looked at: {@link Guard} does that.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the conditions are. Its
 * builder is not.
 *
 * @since 0.1.0
 */
public final class Policy {

  /*
   * A check must cost about a hash look-up, whatever the number of rules. All that depends on roles
   * and not on the request is therefore done once for each set of roles (RoleSet): the rules that
   * match a declared permission become one Verdict, found by the permission's number, and holding
   * a ready Decision unless conditions have a say, and two bits that say no more than whether it is
   * allowed. Names of families go through a trie (RuleTrie).
   * docs/performance.md has the measurements.
   *
   * Sets of roles come from principals, so there may be many: the compiled ones are kept up to a
   * limit. One takes as many references as there are permissions.
   */

  private final CompiledRules rules;

  Policy(CompiledRules rules) {
    this.rules = rules;
  }

  /** Returns a builder without permissions, roles or rules: such a policy denies everything. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns whether the principal has the permission, about no resource in particular. It is what
   * {@link #check(Principal, String)} decides, without the rule, and costs less.
   */
  public boolean allows(Principal principal, String permission) {
    return rules.roleSet(principal.roles()).allows(principal, permission);
  }

  /** Decides whether the principal has the permission, about no resource in particular. */
  public Decision check(Principal principal, String permission) {
    return rules.roleSet(principal.roles()).check(principal, permission, null);
  }

  /** Decides whether the principal has the permission on the resource. */
  public Decision check(Principal principal, String permission, Object resource) {
    requireNonNull(resource, "resource");
    return rules.roleSet(principal.roles()).check(principal, permission, resource);
  }

  /** Returns what the principal may do by the roles that hold everywhere, compiled. */
  public Access access(Principal principal) {
    return new Access(principal, rules.roleSet(principal.roles()));
  }

  /**
   * Returns what the principal may do by its {@linkplain Principal#roles(String) roles in a
   * tenant}.
   */
  public Access access(Principal principal, String tenant) {
    return new Access(principal, rules.roleSet(principal.roles(tenant)));
  }

  /**
   * Returns whether the principal may pass the pattern on, for example as the scope of an API key:
   * {@link Access#covers}, and if the principal {@linkplain Principal#isLimitedToScopes() is
   * limited to its scopes}, they cover it as well.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public boolean mayGrant(Principal principal, String pattern) {
    boolean isInScope =
        !principal.isLimitedToScopes()
            || Scopes.cover(principal.scopes(), PermissionPattern.parse(pattern));
    return isInScope && access(principal).covers(pattern);
  }

  /** Returns whether the permission is declared, by name or as one of a family. */
  public boolean declares(String permission) {
    return rules.declares(permission);
  }

  /** Returns whether the role is declared. */
  public boolean declaresRole(String role) {
    return rules.roles().contains(role);
  }

  int keptRoleSets() {
    return rules.keptRoleSets();
  }

  /** Returns the numbers of permissions, roles and rules. */
  @Override
  public String toString() {
    int permissions = rules.table().names().size() + rules.families().size();
    return "Policy[%d permissions, %d roles, %d rules]"
        .formatted(permissions, rules.roles().size(), rules.rules().size());
  }

  /**
   * Builds a {@link Policy}.
   *
   * @since 0.1.0
   */
  public static final class Builder {

    final Set<String> permissions = new LinkedHashSet<>();
    final Map<String, RoleBuilder> roles = new LinkedHashMap<>();
    final RoleBuilder common = new RoleBuilder("");

    private Builder() {}

    /**
     * Declares permissions. A rule whose pattern describes none of those that are declared is
     * refused by {@link #build}.
     *
     * @param permissions names, or families of names with {@code *} and {@code **}
     * @throws IllegalArgumentException if a text is not a pattern, or is declared already
     */
    public Builder permissions(String... permissions) {
      for (String permission : permissions) {
        String declared = PermissionPattern.parse(permission).toString();
        if (!this.permissions.add(declared)) {
          throw new IllegalArgumentException("Permission \"" + permission + "\" is declared twice");
        }
      }
      return this;
    }

    /**
     * Declares a role.
     *
     * @throws IllegalArgumentException if the role is declared already, or its name is empty
     */
    public Builder role(String name, Consumer<RoleBuilder> rules) {
      if (name.isEmpty()) {
        throw new IllegalArgumentException("Name of a role must not be empty");
      }
      var role = new RoleBuilder(name);
      if (roles.putIfAbsent(name, role) != null) {
        throw new IllegalArgumentException("Role \"" + name + "\" is declared twice");
      }
      rules.accept(role);
      return this;
    }

    /**
     * Denies everybody what the patterns describe.
     *
     * @throws IllegalArgumentException if a text is not a pattern
     */
    public Builder deny(String... patterns) {
      common.deny(patterns);
      return this;
    }

    /**
     * Denies everybody what the pattern describes, for resources of a type that the condition holds
     * for, and where there is no resource of that type to ask about.
     *
     * @throws IllegalArgumentException if the text is not a pattern
     */
    public <R> Builder deny(
        String pattern, Class<R> type, BiPredicate<? super Principal, ? super R> when) {
      common.deny(pattern, type, when);
      return this;
    }

    /**
     * Returns the policy described by this builder.
     *
     * @throws IllegalStateException if a rule's pattern describes no declared permission, a role
     *     inherits one that is not declared, or roles inherit each other in a circle
     */
    public Policy build() {
      return new PolicyCompiler(this).compile();
    }
  }
}
