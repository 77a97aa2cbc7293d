package dev.toolkit.auth.rbac;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** The rules of a policy, ready to be compiled for sets of roles. It is thread-safe. */
final class CompiledRules {

  /** Sets of roles that are kept; beyond it the kept ones are dropped and made again. */
  private static final int MAX_ROLE_SETS = 4096;

  private final PermissionTable table;
  private final List<PermissionPattern> families;
  private final RuleTrie familyTrie;
  private final List<Rule> rules;

  /** For each role, the ordinals of its rules and of those that it inherits. */
  private final Map<String, Set<Integer>> ordinalsByRole;

  /** The ordinals of the rules for everybody. */
  private final Set<Integer> commonOrdinals;

  /** For each rule, by its ordinal, the numbers of the names that it matches. */
  private final List<int[]> namesByRule;

  private final Map<Set<String>, RoleSet> roleSets = new ConcurrentHashMap<>();

  /** Those of one declared role, by that role: to compare sets costs more than to compare names. */
  private final Map<String, RoleSet> singleRoles = new ConcurrentHashMap<>();

  CompiledRules(
      PermissionTable table,
      List<PermissionPattern> families,
      List<Rule> rules,
      Map<String, Set<Integer>> ordinalsByRole,
      Set<Integer> commonOrdinals) {
    this.table = table;
    this.families = List.copyOf(families);
    this.familyTrie = RuleTrie.ofFamilies(families);
    this.rules = List.copyOf(rules);
    this.ordinalsByRole = Map.copyOf(ordinalsByRole);
    this.commonOrdinals = Set.copyOf(commonOrdinals);
    this.namesByRule = rules.stream().map(rule -> matching(rule, table.names())).toList();
  }

  private static int[] matching(Rule rule, List<String> names) {
    return IntStream.range(0, names.size())
        .filter(i -> rule.pattern.matches(names.get(i)))
        .toArray();
  }

  PermissionTable table() {
    return table;
  }

  List<PermissionPattern> families() {
    return families;
  }

  RuleTrie familyTrie() {
    return familyTrie;
  }

  List<Rule> rules() {
    return rules;
  }

  int[] namesOf(Rule rule) {
    return namesByRule.get(rule.ordinal);
  }

  Set<String> roles() {
    return ordinalsByRole.keySet();
  }

  boolean declares(String permission) {
    return table.indexOf(permission) >= 0
        || families.stream().anyMatch(family -> family.matches(permission));
  }

  /** Returns the compiled rules of the roles; those that the policy does not have add nothing. */
  RoleSet roleSet(Set<String> roles) {
    RoleSet known =
        roles.size() == 1 ? singleRoles.get(roles.iterator().next()) : roleSets.get(roles);
    return known != null ? known : compile(Set.copyOf(roles));
  }

  int keptRoleSets() {
    return roleSets.size() + singleRoles.size();
  }

  private RoleSet compile(Set<String> roles) {
    RoleSet known = roleSets.get(roles);
    if (known != null) {
      return known;
    }
    var ordinals = new TreeSet<>(commonOrdinals);
    roles.forEach(role -> ordinals.addAll(ordinalsByRole.getOrDefault(role, Set.of())));
    var compiled = new RoleSet(this, ordinals.stream().map(rules::get).toList());
    if (roleSets.size() >= MAX_ROLE_SETS) {
      roleSets.clear();
    }
    if (roles.size() == 1 && ordinalsByRole.keySet().containsAll(roles)) {
      singleRoles.put(roles.iterator().next(), compiled);
    } else {
      roleSets.put(roles, compiled);
    }
    return compiled;
  }
}
