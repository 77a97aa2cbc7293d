package dev.toolkit.benchmarks.auth;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import dev.toolkit.auth.rbac.Access;
import dev.toolkit.auth.rbac.Decision;
import dev.toolkit.auth.rbac.Policy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.casbin.jcasbin.main.CachedEnforcer;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Permission checks: 100 roles with 10 permissions each, 1000 users with one role. 256 random pairs
 * of a user and a permission, half of them of the user's role, are asked in rotation.
 *
 * <p>The floor is a map from users to roles and a set of permissions for each role, which knows
 * neither wildcards nor denials; every role of ours has one of each. Rows called {@code families}
 * ask for names that are not declared but belong to a family that is.
 *
 * {@snippet lang="shell" :
 * java -jar benchmarks/target/benchmarks.jar PermissionBenchmark -prof gc
 * }
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class PermissionBenchmark {

  private static final int ROLES = 100;
  private static final int PER_ROLE = 10;
  private static final int USERS = 1000;
  private static final int PAIRS = 256;

  private static final String MODEL =
      """
      [request_definition]
      r = sub, obj, act
      [policy_definition]
      p = sub, obj, act
      [role_definition]
      g = _, _
      [policy_effect]
      e = some(where (p.eft == allow))
      [matchers]
      m = g(r.sub, p.sub) && r.obj == p.obj && r.act == p.act
      """;

  /** A user with one role. */
  private record User(String id, Set<String> roles) implements Principal {
    @Override
    public Set<String> scopes() {
      return Set.of();
    }
  }

  private final Map<String, Set<String>> rolesByUser = new HashMap<>();
  private final Map<String, Set<String>> permissionsByRole = new HashMap<>();
  private final Map<String, Principal> principals = new HashMap<>();
  private final Map<String, Access> access = new HashMap<>();
  private final Map<String, Access> familyAccess = new HashMap<>();
  private final String[] users = new String[PAIRS];
  private final String[] permissions = new String[PAIRS];
  private final String[] constants = new String[PAIRS];
  private final String[] objects = new String[PAIRS];
  private Policy closed;
  private Policy open;
  private Enforcer casbin;
  private CachedEnforcer cachedCasbin;
  private int next;

  /** Returns a name that is made at run time: a text of its own each time. */
  private static String permission(int role, int item) {
    return "r" + role + ":p" + item + ":read";
  }

  /** Returns a name as rules and checks of a program have it: the same constant. */
  private static String constant(int role, int item) {
    return permission(role, item).intern();
  }

  /** Makes the rules for all of them, and checks that ours and the floor agree. */
  @Setup(Level.Trial)
  public void setUp() {
    makeRoles();
    makePolicies();
    var random = new Random(42);
    for (int i = 0; i < USERS; i++) {
      String role = "role" + i % ROLES;
      var user = new User("user" + i, Set.of(role));
      rolesByUser.put(user.id(), user.roles());
      principals.put(user.id(), user);
      access.put(user.id(), closed.access(user));
      familyAccess.put(user.id(), open.access(user));
    }
    for (int i = 0; i < PAIRS; i++) {
      int user = random.nextInt(USERS);
      int role = i % 2 == 0 ? user % ROLES : random.nextInt(ROLES);
      int item = random.nextInt(PER_ROLE - 1);
      users[i] = "user" + user;
      permissions[i] = permission(role, item);
      constants[i] = constant(role, item);
      objects[i] = "r" + role + ":p" + item;
    }
    makeCasbin();
    requireAgreement();
  }

  private void makeRoles() {
    for (int role = 0; role < ROLES; role++) {
      Set<String> allowed = new HashSet<>();
      for (int item = 0; item < PER_ROLE - 1; item++) {
        allowed.add(constant(role, item));
      }
      permissionsByRole.put("role" + role, allowed);
    }
  }

  private void makePolicies() {
    Policy.Builder names = Policy.builder();
    Policy.Builder families = Policy.builder().permissions("*:*:*");
    for (int i = 0; i < ROLES; i++) {
      int role = i;
      for (int item = 0; item < PER_ROLE; item++) {
        names.permissions(constant(role, item));
      }
      String last = permission(role, PER_ROLE - 1);
      names.role("role" + role, r -> r.allow("r" + role + ":*:read").deny(last));
      families.role("role" + role, r -> r.allow("r" + role + ":*:read").deny(last));
    }
    closed = names.build();
    open = families.build();
  }

  private void makeCasbin() {
    casbin = new Enforcer(model());
    cachedCasbin = new CachedEnforcer(model());
    for (Enforcer enforcer : new Enforcer[] {casbin, cachedCasbin}) {
      enforcer.enableLog(false);
      for (int role = 0; role < ROLES; role++) {
        for (int item = 0; item < PER_ROLE - 1; item++) {
          enforcer.addPolicy("role" + role, "r" + role + ":p" + item, "read");
        }
      }
      rolesByUser.forEach((user, roles) -> enforcer.addRoleForUser(user, roles.iterator().next()));
    }
  }

  private static Model model() {
    var model = new Model();
    model.loadModelFromText(MODEL);
    return model;
  }

  private void requireAgreement() {
    for (int i = 0; i < PAIRS; i++) {
      next = i;
      boolean expected = floor();
      next = i;
      boolean ours = closedFromUser();
      next = i;
      boolean family = familiesFromUser();
      next = i;
      if (ours != expected || family != expected || casbin() != expected) {
        throw new IllegalStateException("They disagree about pair " + i);
      }
    }
  }

  private int index() {
    return next++ & (PAIRS - 1);
  }

  @Benchmark
  public boolean floor() {
    int i = index();
    for (String role : requireNonNull(rolesByUser.get(users[i]))) {
      if (requireNonNull(permissionsByRole.get(role)).contains(permissions[i])) {
        return true;
      }
    }
    return false;
  }

  @Benchmark
  public boolean floorOfConstants() {
    int i = index();
    for (String role : requireNonNull(rolesByUser.get(users[i]))) {
      if (requireNonNull(permissionsByRole.get(role)).contains(constants[i])) {
        return true;
      }
    }
    return false;
  }

  @Benchmark
  public boolean constantsFromAccess() {
    int i = index();
    return requireNonNull(access.get(users[i])).allows(constants[i]);
  }

  @Benchmark
  public boolean closedFromUser() {
    int i = index();
    return closed.allows(requireNonNull(principals.get(users[i])), permissions[i]);
  }

  @Benchmark
  public boolean closedFromAccess() {
    int i = index();
    return requireNonNull(access.get(users[i])).allows(permissions[i]);
  }

  @Benchmark
  public Decision closedDecisionFromAccess() {
    int i = index();
    return requireNonNull(access.get(users[i])).check(permissions[i]);
  }

  @Benchmark
  public boolean familiesFromUser() {
    int i = index();
    return open.allows(requireNonNull(principals.get(users[i])), permissions[i]);
  }

  @Benchmark
  public boolean familiesFromAccess() {
    int i = index();
    return requireNonNull(familyAccess.get(users[i])).allows(permissions[i]);
  }

  @Benchmark
  public boolean casbin() {
    int i = index();
    return casbin.enforce(users[i], objects[i], "read");
  }

  @Benchmark
  public boolean cachedCasbin() {
    int i = index();
    return cachedCasbin.enforce(users[i], objects[i], "read");
  }
}
