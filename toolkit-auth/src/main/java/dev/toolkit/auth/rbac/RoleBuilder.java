package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes the declarations of a role: what it inherits, allows and denies. It exists inside the
 * lambda of {@link Policy.Builder#role} and is of no use after it.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RoleBuilder {

  /** A rule before its place among all rules is known. */
  record Draft(Rule.Effect effect, PermissionPattern pattern, @Nullable Condition condition) {}

  static final String CONDITION = "its condition holds for a ";

  final String name;
  final Set<String> inherited = new LinkedHashSet<>();
  final List<Draft> drafts = new ArrayList<>();

  RoleBuilder(String name) {
    this.name = name;
  }

  /**
   * Gives the role all rules of other roles, those that deny among them. The others may be declared
   * later.
   */
  public RoleBuilder inherits(String... roles) {
    for (String role : roles) {
      inherited.add(requireNonNull(role, "role"));
    }
    return this;
  }

  /**
   * Allows what the patterns describe.
   *
   * @throws IllegalArgumentException if a text is not a pattern: {@link PermissionPattern#parse}
   */
  public RoleBuilder allow(String... patterns) {
    for (String pattern : patterns) {
      add(Rule.Effect.ALLOW, pattern, null);
    }
    return this;
  }

  /**
   * Allows what the pattern describes for resources of a type that the condition holds for. Without
   * a resource of that type, this allows nothing.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public <R> RoleBuilder allow(
      String pattern, Class<R> type, BiPredicate<? super Principal, ? super R> when) {
    return add(Rule.Effect.ALLOW, pattern, conditionOn(type, when));
  }

  /**
   * Denies what the patterns describe, whatever other rules allow.
   *
   * @throws IllegalArgumentException if a text is not a pattern: {@link PermissionPattern#parse}
   */
  public RoleBuilder deny(String... patterns) {
    for (String pattern : patterns) {
      add(Rule.Effect.DENY, pattern, null);
    }
    return this;
  }

  /**
   * Denies what the pattern describes for resources of a type that the condition holds for, and
   * where there is no resource of that type to ask about.
   *
   * @throws IllegalArgumentException if the text is not a pattern
   */
  public <R> RoleBuilder deny(
      String pattern, Class<R> type, BiPredicate<? super Principal, ? super R> when) {
    return add(Rule.Effect.DENY, pattern, conditionOn(type, when));
  }

  static <R> Condition conditionOn(Class<R> type, BiPredicate<? super Principal, ? super R> when) {
    requireNonNull(when, "when");
    return Condition.of(CONDITION + type.getSimpleName(), type, when);
  }

  RoleBuilder add(Rule.Effect effect, String pattern, @Nullable Condition condition) {
    drafts.add(new Draft(effect, PermissionPattern.parse(pattern), condition));
    return this;
  }
}
