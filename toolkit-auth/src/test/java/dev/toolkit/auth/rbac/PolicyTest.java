package dev.toolkit.auth.rbac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.auth.testing.TestUser;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PolicyTest {

  private record Doc(String owner, boolean isLocked) {}

  private static final Doc ADAS = new Doc("ada", false);
  private static final Doc LOCKED = new Doc("ada", true);

  private static final Policy POLICY =
      Policy.builder()
          .permissions("doc:read", "doc:write", "doc:delete", "file:**")
          .deny("doc:write", Doc.class, (who, doc) -> doc.isLocked())
          .role("viewer", r -> r.allow("doc:read"))
          .role(
              "editor",
              r ->
                  r.inherits("viewer")
                      .allow("doc:write", Doc.class, (who, doc) -> doc.owner().equals(who.id())))
          .role("admin", r -> r.allow("doc:*").deny("doc:delete"))
          .role("root", r -> r.allow("**"))
          .role("files", r -> r.allow("file:**").deny("file:etc:**"))
          .build();

  private static Decision check(String role, String permission) {
    return POLICY.check(TestUser.withRoles("ada", role), permission);
  }

  @Test
  void check_ownAndInheritedRules() {
    assertThat(check("viewer", "doc:read"))
        .isEqualTo(new Decision(true, "role \"viewer\" allows doc:read"));
    assertThat(check("editor", "doc:read"))
        .isEqualTo(new Decision(true, "role \"viewer\" allows doc:read"));
  }

  @Test
  void check_denyWinsOverAllow() {
    var both = TestUser.withRoles("ada", "admin", "root");

    assertThat(POLICY.check(both, "doc:delete"))
        .isEqualTo(new Decision(false, "role \"admin\" denies doc:delete"));
    assertThat(check("root", "doc:delete").allowed()).isTrue();
  }

  @Test
  void check_nothingAllows() {
    assertThat(check("viewer", "doc:delete")).isEqualTo(new Decision(false, "no rule allows it"));
    assertThat(check("ghost", "doc:read")).isEqualTo(new Decision(false, "no rule allows it"));
    assertThat(POLICY.check(TestUser.withRoles("ada"), "doc:read").allowed()).isFalse();
  }

  @Test
  void check_unknownPermission_deniedEvenToRoot() {
    assertThat(check("root", "doc:raed"))
        .isEqualTo(new Decision(false, "the policy declares no such permission"));
    assertThat(check("root", "")).isEqualTo(Decision.UNKNOWN);
  }

  @Test
  void check_condition() {
    var ada = TestUser.withRoles("ada", "editor");
    var bob = TestUser.withRoles("bob", "editor");

    assertThat(POLICY.check(ada, "doc:write", ADAS))
        .isEqualTo(
            new Decision(
                true, "role \"editor\" allows doc:write when its condition holds for a Doc"));
    assertThat(POLICY.check(bob, "doc:write", ADAS)).isEqualTo(Decision.NO_RULE);
    assertThat(POLICY.check(ada, "doc:write", LOCKED))
        .isEqualTo(
            new Decision(false, "the policy denies doc:write when its condition holds for a Doc"));
  }

  @Test
  void check_conditionThatCannotBeAsked_safeSide() {
    var ada = TestUser.withRoles("ada", "editor");

    assertThat(POLICY.check(ada, "doc:write").allowed()).isFalse();
    assertThat(POLICY.check(ada, "doc:write", "no Doc").allowed()).isFalse();
  }

  @Test
  void check_conditionThrows_comesOut() {
    Policy policy =
        Policy.builder()
            .permissions("doc:read")
            .role(
                "r",
                r ->
                    r.allow(
                        "doc:read",
                        Doc.class,
                        (who, doc) -> {
                          throw new IllegalStateException("no store");
                        }))
            .build();

    assertThatIllegalStateException()
        .isThrownBy(() -> policy.check(TestUser.withRoles("ada", "r"), "doc:read", ADAS))
        .withMessage("no store");
  }

  @Test
  void check_family() {
    assertThat(check("files", "file:home:ada").allowed()).isTrue();
    assertThat(check("files", "file:etc:passwd"))
        .isEqualTo(new Decision(false, "role \"files\" denies file:etc:**"));
    assertThat(check("files", "file:etc").allowed()).isTrue();
    assertThat(check("files", "file")).isEqualTo(Decision.UNKNOWN);
    assertThat(check("root", "folder:home")).isEqualTo(Decision.UNKNOWN);
  }

  @Test
  void check_namesWithEqualHashes() {
    // "Aa" and "BB" have the same hash, and so have all that are made of them.
    Policy policy =
        Policy.builder()
            .permissions("AaAa", "AaBB", "BBAa", "BBBB")
            .role("r", r -> r.allow("AaBB", "BBBB"))
            .build();
    var user = TestUser.withRoles("u", "r");

    assertThat(policy.access(user).permissions()).containsExactly("AaBB", "BBBB");
    assertThat(policy.check(user, "BBAa").allowed()).isFalse();
    assertThat(policy.check(user, "AaBB").allowed()).isTrue();
  }

  @Test
  void check_rolesOfThePrincipalChange_seenAtOnce() {
    Set<String> roles = new HashSet<>(Set.of("viewer"));
    var user = new TestUser("u", roles, Map.of(), Set.of(), false);
    assertThat(POLICY.check(user, "doc:read").allowed()).isTrue();

    roles.clear();

    assertThat(POLICY.check(user, "doc:read").allowed()).isFalse();
  }

  @Test
  void access_tenant() {
    var user = TestUser.withRoles("ada", "viewer").inTenant("acme", "root");

    assertThat(POLICY.access(user, "acme").check("doc:delete").allowed()).isTrue();
    assertThat(POLICY.access(user, "acme").check("doc:read").rule())
        .isEqualTo("role \"viewer\" allows doc:read");
    assertThat(POLICY.access(user, "other").check("doc:delete").allowed()).isFalse();
    assertThat(POLICY.access(user).check("doc:delete").allowed()).isFalse();
  }

  @Test
  void access_lists() {
    Access editor = POLICY.access(TestUser.withRoles("ada", "editor"));
    Access admin = POLICY.access(TestUser.withRoles("ada", "admin"));
    Access root = POLICY.access(TestUser.withRoles("ada", "root"));

    assertThat(editor.permissions()).containsExactly("doc:read");
    assertThat(editor.possiblePermissions()).containsExactly("doc:read", "doc:write");
    assertThat(admin.permissions()).containsExactly("doc:read");
    assertThat(root.permissions()).containsExactly("doc:read", "doc:delete", "file:**");
  }

  @Test
  void access_covers() {
    Access admin = POLICY.access(TestUser.withRoles("ada", "admin"));
    Access files = POLICY.access(TestUser.withRoles("ada", "files"));

    assertThat(admin.covers("doc:read")).isTrue();
    assertThat(admin.covers("doc:*")).as("doc:delete is denied").isFalse();
    assertThat(admin.covers("other:*")).as("describes nothing declared").isFalse();
    assertThat(admin.covers("**")).isFalse();
    assertThat(files.covers("file:home:*")).isTrue();
    assertThat(files.covers("file:etc:passwd")).isFalse();
    assertThat(files.covers("file:**")).as("a part is denied").isFalse();
  }

  @Test
  void build_ruleAboutNothing() {
    var builder =
        Policy.builder().permissions("doc:write").role("editor", r -> r.allow("doc:wirte"));

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage(
            "Rule \"role \"editor\" allows doc:wirte\" is about no declared permission: did you"
                + " mean doc:write?");
  }

  @Test
  void build_wildcardRuleAboutNothing() {
    var builder = Policy.builder().permissions("doc:write").deny("order:**");

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage(
            "Rule \"the policy denies order:**\" is about no declared permission: declare it with"
                + " permissions(…)");
  }

  @Test
  void build_inheritsUndeclaredRole() {
    var builder = Policy.builder().role("editor", r -> r.inherits("viewr"));

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage("Role \"editor\" inherits \"viewr\", which is not declared");
  }

  @Test
  void build_circle() {
    var builder =
        Policy.builder()
            .role("a", r -> r.inherits("b"))
            .role("b", r -> r.inherits("c"))
            .role("c", r -> r.inherits("a"));

    assertThatIllegalStateException()
        .isThrownBy(builder::build)
        .withMessage("Roles inherit each other in a circle: a -> b -> c -> a");
  }

  @Test
  void build_diamondIsNoCircle() {
    Policy policy =
        Policy.builder()
            .permissions("p")
            .role("top", r -> r.inherits("left", "right"))
            .role("left", r -> r.inherits("bottom"))
            .role("right", r -> r.inherits("bottom"))
            .role("bottom", r -> r.allow("p"))
            .build();

    assertThat(policy.check(TestUser.withRoles("u", "top"), "p").allowed()).isTrue();
    assertThat(policy).hasToString("Policy[1 permissions, 4 roles, 1 rules]");
  }

  @Test
  void builder_declaredTwice() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.builder().permissions("p", "p"))
        .withMessage("Permission \"p\" is declared twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.builder().role("r", r -> {}).role("r", r -> {}))
        .withMessage("Role \"r\" is declared twice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Policy.builder().role("", r -> {}))
        .withMessage("Name of a role must not be empty");
  }

  @Test
  void check_manyRoleSets_stayBounded() {
    var last = new AtomicReference<Decision>();
    for (int i = 0; i < 10_000; i++) {
      last.set(POLICY.check(TestUser.withRoles("u", "viewer", "foreign" + i), "doc:read"));
    }

    assertThat(last.get().allowed()).isTrue();
    assertThat(POLICY.keptRoleSets()).isLessThanOrEqualTo(4096);
  }

  /** More permissions than one word has bits for. */
  @Test
  void allows_manyPermissions_asCheckDecides() {
    Policy.Builder builder = Policy.builder();
    for (int i = 0; i < 100; i++) {
      builder.permissions("p" + i + ":read");
    }
    builder.role(
        "some",
        role -> {
          for (int i = 0; i < 100; i += 3) {
            role.allow("p" + i + ":read");
          }
          role.deny("p33:read").allow("p34:read", Integer.class, (who, number) -> true);
        });
    Policy policy = builder.build();
    var user = TestUser.withRoles("u", "some");

    for (int i = 0; i < 100; i++) {
      boolean isAllowed = i % 3 == 0 && i != 33;
      assertThat(policy.allows(user, "p" + i + ":read")).as("p" + i).isEqualTo(isAllowed);
      assertThat(policy.check(user, "p" + i + ":read").allowed()).isEqualTo(isAllowed);
    }
    assertThat(policy.allows(user, "p100:read")).isFalse();
  }

  @Test
  void check_nameLongerThanAPattern_unknown() {
    Policy policy =
        Policy.builder().permissions("data:*").role("all", role -> role.allow("**")).build();
    var user = TestUser.withRoles("u", "all");

    assertThat(policy.allows(user, "data:" + "x".repeat(251))).isTrue();
    assertThat(policy.allows(user, "data:" + "x".repeat(252))).isFalse();
    assertThat(PermissionPattern.parse("data:*").matches("data:" + "x".repeat(252))).isFalse();
  }
}
