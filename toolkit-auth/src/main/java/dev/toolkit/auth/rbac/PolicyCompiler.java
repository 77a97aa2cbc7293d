package dev.toolkit.auth.rbac;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what was declared for a policy and compiles it. Not thread-safe, and used once. */
final class PolicyCompiler {

  private final Policy.Builder declared;
  private final List<PermissionPattern> permissions;
  private final List<Rule> rules = new ArrayList<>();

  /** The ordinals of each role's own rules. */
  private final Map<String, Set<Integer>> own = new LinkedHashMap<>();

  PolicyCompiler(Policy.Builder declared) {
    this.declared = declared;
    this.permissions = declared.permissions.stream().map(PermissionPattern::parse).toList();
  }

  Policy compile() {
    Set<Integer> common = number(declared.common, null);
    declared.roles.forEach((name, role) -> own.put(name, number(role, name)));
    Map<String, Set<Integer>> all = new LinkedHashMap<>();
    for (String role : declared.roles.keySet()) {
      Set<Integer> ordinals = new LinkedHashSet<>();
      closure(role).forEach(each -> ordinals.addAll(own.getOrDefault(each, Set.of())));
      all.put(role, ordinals);
    }
    List<String> names =
        permissions.stream().filter(PermissionPattern::isName).map(Object::toString).toList();
    List<PermissionPattern> families =
        permissions.stream().filter(permission -> !permission.isName()).toList();
    return new Policy(new CompiledRules(new PermissionTable(names), families, rules, all, common));
  }

  private Set<Integer> number(RoleBuilder role, @Nullable String name) {
    Set<Integer> ordinals = new LinkedHashSet<>();
    for (RoleBuilder.Draft draft : role.drafts) {
      requireDeclared(draft, name);
      ordinals.add(rules.size());
      rules.add(new Rule(rules.size(), name, draft.effect(), draft.pattern(), draft.condition()));
    }
    return ordinals;
  }

  private void requireDeclared(RoleBuilder.Draft draft, @Nullable String role) {
    if (permissions.stream().noneMatch(draft.pattern()::intersects)) {
      var rule = new Rule(0, role, draft.effect(), draft.pattern(), null);
      throw new IllegalStateException(
          "Rule \""
              + rule.decision.rule()
              + "\" is about no declared permission: "
              + nearest(draft.pattern())
                  .map(name -> "did you mean " + name + "?")
                  .orElse("declare it with permissions(…)"));
    }
  }

  /** Returns the role and all that it inherits from, nearest first. */
  private Set<String> closure(String role) {
    Set<String> found = new LinkedHashSet<>();
    collect(role, new LinkedHashSet<>(), found);
    return found;
  }

  private void collect(String role, Set<String> path, Set<String> found) {
    if (!path.add(role)) {
      throw new IllegalStateException(
          "Roles inherit each other in a circle: " + String.join(" -> ", path) + " -> " + role);
    }
    if (found.add(role)) {
      for (String parent : declared.roles.getOrDefault(role, declared.common).inherited) {
        if (!declared.roles.containsKey(parent)) {
          throw new IllegalStateException(
              "Role \"" + role + "\" inherits \"" + parent + "\", which is not declared");
        }
        collect(parent, path, found);
      }
    }
    path.remove(role);
  }

  /** Returns the declared permission that differs in at most two characters, if there is one. */
  private Optional<String> nearest(PermissionPattern pattern) {
    return declared.permissions.stream()
        .filter(name -> distance(name, pattern.toString()) <= 2)
        .min(Comparator.comparingInt(name -> distance(name, pattern.toString())));
  }

  /** Counts the characters to insert, delete or replace (Levenshtein's distance). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
