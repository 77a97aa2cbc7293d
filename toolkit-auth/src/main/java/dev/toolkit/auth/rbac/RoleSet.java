package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules of one set of roles, compiled. It is immutable and thread-safe. */
final class RoleSet {

  /*
   * Most questions are whether a permission is allowed about no resource in particular, and most
   * answers do not depend on conditions. Two bits a permission answer those: with a thousand
   * permissions they are 250 bytes a set of roles, where the references to the verdicts are 4 kB and
   * would push each other out of the cache.
   */

  private static final int DENIED = 0;
  static final int ALLOWED = 1;
  static final int UNSETTLED = 2;

  private final PermissionTable table;
  private final long[] states;
  private final Verdict[] verdicts;
  private final @Nullable RuleTrie trie;
  private final List<Rule> rules;
  private final List<PermissionPattern> families;

  /** Compiles the rules of the roles, which are in the order of declaration. */
  RoleSet(CompiledRules policy, List<Rule> rules) {
    this.table = policy.table();
    this.families = policy.families();
    this.rules = rules;
    this.verdicts = verdicts(policy, rules);
    this.states = states(verdicts);
    this.trie = families.isEmpty() ? null : RuleTrie.of(rules, policy);
  }

  private static Verdict[] verdicts(CompiledRules policy, List<Rule> rules) {
    List<List<Rule>> matching = new ArrayList<>();
    policy.table().names().forEach(name -> matching.add(new ArrayList<>(1)));
    for (Rule rule : rules) {
      for (int index : policy.namesOf(rule)) {
        matching.get(index).add(rule);
      }
    }
    return matching.stream().map(Verdict::of).toArray(Verdict[]::new);
  }

  private static long[] states(Verdict[] verdicts) {
    long[] states = new long[(verdicts.length + 31) / 32];
    for (int i = 0; i < verdicts.length; i++) {
      Decision settled = verdicts[i].settled();
      int state = settled == null ? UNSETTLED : settled.allowed() ? ALLOWED : DENIED;
      states[i >> 5] |= (long) state << ((i & 31) << 1);
    }
    return states;
  }

  /** Returns the two bits of the permission with this number. */
  static int state(long[] states, int index) {
    return (int) (states[index >> 5] >>> ((index & 31) << 1)) & 3;
  }

  boolean allows(Principal principal, String permission) {
    int index = table.indexOf(permission);
    int state = index < 0 ? UNSETTLED : state(states, index);
    return state == UNSETTLED ? decideUnsettled(principal, permission, index) : state == ALLOWED;
  }

  /** Decides about a permission with conditions, or one without a number. */
  boolean decideUnsettled(Principal principal, String permission, int index) {
    return index >= 0
        ? verdicts[index].decide(principal, null).allowed()
        : trie != null && trie.allows(permission, principal);
  }

  PermissionTable table() {
    return table;
  }

  long[] states() {
    return states;
  }

  Decision check(Principal principal, String permission, @Nullable Object resource) {
    int index = table.indexOf(permission);
    if (index >= 0) {
      return verdicts[index].decide(principal, resource);
    }
    return trie == null ? Decision.UNKNOWN : trie.check(permission, principal, resource);
  }

  /** Returns the declared names and families that are allowed whatever the resource. */
  Set<String> permissions() {
    Set<String> allowed = new LinkedHashSet<>();
    for (int i = 0; i < verdicts.length; i++) {
      if (verdicts[i].alwaysAllows()) {
        allowed.add(table.names().get(i));
      }
    }
    for (PermissionPattern family : families) {
      if (alwaysAllows(family)) {
        allowed.add(family.toString());
      }
    }
    return allowed;
  }

  /** Returns the declared names that are allowed or may be, depending on the resource. */
  Set<String> possiblePermissions() {
    Set<String> possible = new LinkedHashSet<>();
    for (int i = 0; i < verdicts.length; i++) {
      if (verdicts[i].mayAllow()) {
        possible.add(table.names().get(i));
      }
    }
    for (PermissionPattern family : families) {
      if (mayAllow(family)) {
        possible.add(family.toString());
      }
    }
    return possible;
  }

  /** Returns whether everything that the pattern describes is allowed whatever the resource. */
  boolean alwaysAllows(PermissionPattern pattern) {
    boolean covered = false;
    for (Rule rule : rules) {
      if (rule.isDeny() && rule.pattern.intersects(pattern)) {
        return false;
      }
      covered |= !rule.isDeny() && rule.condition == null && rule.pattern.covers(pattern);
    }
    return covered;
  }

  private boolean mayAllow(PermissionPattern pattern) {
    boolean allowed = false;
    for (Rule rule : rules) {
      if (rule.isDeny() && rule.condition == null && rule.pattern.covers(pattern)) {
        return false;
      }
      allowed |= !rule.isDeny() && rule.pattern.intersects(pattern);
    }
    return allowed;
  }

  /**
   * Returns whether the principal of these roles may hand the pattern on: everything declared that
   * it describes is allowed, conditions or not.
   */
  boolean covers(PermissionPattern pattern) {
    boolean found = false;
    for (int i = 0; i < verdicts.length; i++) {
      if (pattern.matches(table.names().get(i))) {
        if (!verdicts[i].mayAllow()) {
          return false;
        }
        found = true;
      }
    }
    for (PermissionPattern family : families) {
      if (pattern.intersects(family)) {
        if (!coversFamily(family.covers(pattern) ? pattern : family)) {
          return false;
        }
        found = true;
      }
    }
    return found;
  }

  private boolean coversFamily(PermissionPattern part) {
    return rules.stream()
            .noneMatch(
                rule -> rule.isDeny() && rule.condition == null && rule.pattern.intersects(part))
        && rules.stream().anyMatch(rule -> !rule.isDeny() && rule.pattern.covers(part));
  }
}
