package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Decides by the rules as they are written in the Javadoc of Policy, by going through all. */
final class NaivePolicy {

  /** A rule; the condition, if there is one, holds for resources that are multiples of it. */
  record NaiveRule(String role, boolean isDeny, String pattern, int multipleOf) {

    String text() {
      String who = role.isEmpty() ? "the policy" : "role \"" + role + "\"";
      String when = multipleOf == 0 ? "" : " when its condition holds for a Integer";
      return who + (isDeny ? " denies " : " allows ") + pattern + when;
    }

    boolean appliesTo(Object resource) {
      if (multipleOf == 0) {
        return true;
      }
      return resource instanceof Integer number ? number % multipleOf == 0 : isDeny;
    }
  }

  final List<String> permissions;
  final List<NaiveRule> common;
  final Map<String, List<NaiveRule>> roles = new LinkedHashMap<>();
  final Map<String, Set<String>> parents = new LinkedHashMap<>();

  NaivePolicy(List<String> permissions, List<NaiveRule> common) {
    this.permissions = permissions;
    this.common = common;
  }

  Policy compile() {
    Policy.Builder builder = Policy.builder().permissions(permissions.toArray(String[]::new));
    common.forEach(rule -> {
      if (rule.multipleOf == 0) {
        builder.deny(rule.pattern);
      } else {
        builder.deny(rule.pattern, Integer.class, (who, n) -> n % rule.multipleOf == 0);
      }
    });
    roles.forEach((name, rules) ->
        builder.role(
            name,
            role -> {
              role.inherits(parents.get(name).toArray(String[]::new));
              rules.forEach(rule -> add(role, rule));
            }));
    return builder.build();
  }

  private static void add(RoleBuilder role, NaiveRule rule) {
    if (rule.multipleOf == 0) {
      if (rule.isDeny) {
        role.deny(rule.pattern);
      } else {
        role.allow(rule.pattern);
      }
    } else if (rule.isDeny) {
      role.deny(rule.pattern, Integer.class, (who, n) -> n % rule.multipleOf == 0);
    } else {
      role.allow(rule.pattern, Integer.class, (who, n) -> n % rule.multipleOf == 0);
    }
  }

  Decision check(Principal principal, String permission, Object resource) {
    String[] name = permission.split(":", -1);
    if (permissions.stream().noneMatch(declared -> matches(declared.split(":", -1), name))) {
      return Decision.UNKNOWN;
    }
    List<NaiveRule> matching = new ArrayList<>();
    for (NaiveRule rule : rulesOf(principal.roles())) {
      if (matches(rule.pattern.split(":", -1), name)) {
        matching.add(rule);
      }
    }
    for (boolean deny : List.of(true, false)) {
      for (NaiveRule rule : matching) {
        if (rule.isDeny == deny && rule.appliesTo(resource)) {
          return new Decision(!deny, rule.text());
        }
      }
    }
    return Decision.NO_RULE;
  }

  private List<NaiveRule> rulesOf(Set<String> held) {
    Set<String> all = new HashSet<>(held);
    boolean grew = true;
    while (grew) {
      grew = false;
      for (String role : List.copyOf(all)) {
        grew |= all.addAll(parents.getOrDefault(role, Set.of()));
      }
    }
    List<NaiveRule> rules = new ArrayList<>(common);
    roles.forEach((name, own) -> {
      if (all.contains(name)) {
        rules.addAll(own);
      }
    });
    return rules;
  }

  /** Recursion over the segments, as the grammar of patterns says. */
  static boolean matches(String[] pattern, String[] name) {
    boolean isName =
        name.length <= 8 && IntStream.range(0, name.length).noneMatch(i -> name[i].isEmpty());
    return isName && matches(pattern, 0, name, 0);
  }

  private static boolean matches(String[] pattern, int p, String[] name, int n) {
    if (p == pattern.length) {
      return n == name.length;
    }
    if (n == name.length) {
      return false;
    }
    if (pattern[p].equals("**")) {
      return true;
    }
    return (pattern[p].equals("*") || pattern[p].equals(name[n]))
        && matches(pattern, p + 1, name, n + 1);
  }
}
