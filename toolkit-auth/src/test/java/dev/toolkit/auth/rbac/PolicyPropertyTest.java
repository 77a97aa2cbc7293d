package dev.toolkit.auth.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.auth.rbac.NaivePolicy.NaiveRule;
import dev.toolkit.auth.testing.TestUser;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/**
 * Compiled policies decide as one that goes through all its rules, by the same rule: with
 * hierarchies, wildcards, denials, conditions, closed sets of names and open families.
 */
class PolicyPropertyTest {

  private static final List<String> ROLES = List.of("r0", "r1", "r2", "r3", "r4");
  private static final List<String> PARTS = List.of("a", "b", "c", "*");

  @Property(tries = 2000)
  void check_closedSet_agreesWithNaiveEvaluator(@ForAll long seed) {
    var random = new Random(seed);
    checkAgainstNaive(random, names(random));
  }

  @Property(tries = 2000)
  void check_families_agreesWithNaiveEvaluator(@ForAll long seed) {
    var random = new Random(seed);
    List<String> declared = new ArrayList<>(names(random));
    Set<String> families = new LinkedHashSet<>();
    for (int i = 0; i < 3; i++) {
      families.add(pattern(random));
    }
    families.removeAll(declared);
    declared.addAll(families);
    checkAgainstNaive(random, declared);
  }

  private static void checkAgainstNaive(Random random, List<String> declared) {
    NaivePolicy naive = naive(random, declared);
    Policy policy = naive.compile();
    for (int i = 0; i < 40; i++) {
      var user = TestUser.withRoles("u", someRoles(random).toArray(String[]::new));
      String permission = name(random);
      Object resource = resource(random);

      Decision decision =
          resource == null
              ? policy.check(user, permission)
              : policy.check(user, permission, resource);

      assertThat(decision)
          .as("%s %s %s of %s", user, permission, resource, naive.roles)
          .isEqualTo(naive.check(user, permission, resource));
      boolean isAllowed = naive.check(user, permission, null).allowed();
      assertThat(policy.allows(user, permission)).isEqualTo(isAllowed);
      assertThat(policy.access(user).allows(permission)).isEqualTo(isAllowed);
      checkLists(policy.access(user), permission, naive, user);
    }
  }

  private static void checkLists(
      Access access, String permission, NaivePolicy naive, TestUser user) {
    boolean listed = access.permissions().contains(permission);
    boolean isDeclaredByName =
        permission.indexOf('*') < 0 && naive.permissions.contains(permission);
    if (isDeclaredByName) {
      boolean alwaysAllowed =
          naive.check(user, permission, null).allowed()
              && naive.check(user, permission, 1).allowed()
              && naive.check(user, permission, 6).allowed();
      assertThat(listed).isEqualTo(alwaysAllowed);
    }
    for (Object resource : new Object[] {1, 2, 3, 6}) {
      if (isDeclaredByName && naive.check(user, permission, resource).allowed()) {
        assertThat(access.possiblePermissions()).contains(permission);
        assertThat(access.covers(permission)).isTrue();
      }
    }
  }

  private static @Nullable Object resource(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> null;
      case 1 -> "not a number";
      default -> random.nextInt(12);
    };
  }

  private static NaivePolicy naive(Random random, List<String> declared) {
    var naive = new NaivePolicy(declared, rules(random, "", declared, 2, true));
    List<String> shuffled = new ArrayList<>(ROLES);
    Collections.shuffle(shuffled, random);
    for (int i = 0; i < shuffled.size(); i++) {
      String role = shuffled.get(i);
      naive.roles.put(role, rules(random, role, declared, 4, false));
      Set<String> parents = new HashSet<>();
      // Only towards the end of the list, so that there is no circle.
      for (int j = i + 1; j < shuffled.size(); j++) {
        if (random.nextInt(4) == 0) {
          parents.add(shuffled.get(j));
        }
      }
      naive.parents.put(role, parents);
    }
    return naive;
  }

  private static List<NaiveRule> rules(
      Random random, String role, List<String> declared, int count, boolean denyOnly) {
    List<NaiveRule> rules = new ArrayList<>();
    for (int i = random.nextInt(count + 1); i > 0; i--) {
      String pattern = pattern(random);
      boolean isDeny = denyOnly || random.nextInt(4) == 0;
      int multipleOf = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 0;
      if (isAboutSomething(pattern, declared)) {
        rules.add(new NaiveRule(role, isDeny, pattern, multipleOf));
      }
    }
    return rules;
  }

  private static boolean isAboutSomething(String pattern, List<String> declared) {
    PermissionPattern parsed = PermissionPattern.parse(pattern);
    return declared.stream().anyMatch(one -> PermissionPattern.parse(one).intersects(parsed));
  }

  private static List<String> names(Random random) {
    Set<String> names = new LinkedHashSet<>();
    for (int i = random.nextInt(12); i >= 0; i--) {
      names.add(String.join(":", segments(random, PARTS.subList(0, 3), 3)));
    }
    return new ArrayList<>(names);
  }

  private static String pattern(Random random) {
    List<String> segments = segments(random, PARTS, 3);
    if (random.nextInt(5) == 0) {
      segments.set(segments.size() - 1, "**");
    }
    return String.join(":", segments);
  }

  private static String name(Random random) {
    return random.nextInt(10) == 0
        ? String.join(":", segments(random, List.of("a", "", "*", "**", "x"), 9))
        : String.join(":", segments(random, List.of("a", "b", "c", "d"), 4));
  }

  private static List<String> segments(Random random, List<String> alphabet, int max) {
    List<String> segments = new ArrayList<>();
    for (int i = random.nextInt(max); i >= 0; i--) {
      segments.add(alphabet.get(random.nextInt(alphabet.size())));
    }
    return segments;
  }

  private static List<String> someRoles(Random random) {
    List<String> some = new ArrayList<>();
    for (String role : List.of("r0", "r1", "r2", "r3", "r4", "unknown")) {
      if (random.nextInt(3) == 0) {
        some.add(role);
      }
    }
    return some;
  }
}
