package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rules of one set of roles say about one declared permission. */
final class Verdict {

  static final Verdict NO_RULE = new Verdict(Decision.NO_RULE, List.of(), List.of());

  /** The decision where no condition can change it, else null. */
  private final @Nullable Decision settled;

  /** The rules up to the first without a condition, in the order of declaration. */
  private final List<Rule> denies;

  private final List<Rule> allows;

  private Verdict(@Nullable Decision settled, List<Rule> denies, List<Rule> allows) {
    this.settled = settled;
    this.denies = denies;
    this.allows = allows;
  }

  /** Returns the verdict of rules that all match the permission, in the order of declaration. */
  static Verdict of(List<Rule> rules) {
    List<Rule> denies = untilUnconditional(rules, Rule.Effect.DENY);
    List<Rule> allows = untilUnconditional(rules, Rule.Effect.ALLOW);
    Decision settled = null;
    if (!denies.isEmpty()) {
      settled = denies.getFirst().condition == null ? denies.getFirst().decision : null;
    } else if (allows.isEmpty()) {
      return NO_RULE;
    } else if (allows.getFirst().condition == null) {
      settled = allows.getFirst().decision;
    }
    return new Verdict(settled, denies, allows);
  }

  private static List<Rule> untilUnconditional(List<Rule> rules, Rule.Effect effect) {
    List<Rule> kept = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.effect == effect) {
        kept.add(rule);
        if (rule.condition == null) {
          break;
        }
      }
    }
    return List.copyOf(kept);
  }

  /** Returns the decision where no condition can change it, else null. */
  @Nullable Decision settled() {
    return settled;
  }

  Decision decide(Principal principal, @Nullable Object resource) {
    return settled != null ? settled : decideByConditions(principal, resource);
  }

  private Decision decideByConditions(Principal principal, @Nullable Object resource) {
    Rule deny = firstOf(denies, principal, resource);
    if (deny != null) {
      return deny.decision;
    }
    Rule allow = firstOf(allows, principal, resource);
    return allow != null ? allow.decision : Decision.NO_RULE;
  }

  private static @Nullable Rule firstOf(
      List<Rule> rules, Principal principal, @Nullable Object resource) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.appliesTo(principal, resource)) {
        return rule;
      }
    }
    return null;
  }

  /** Returns whether the permission is allowed whatever the resource. */
  boolean alwaysAllows() {
    return denies.isEmpty() && !allows.isEmpty() && allows.getLast().condition == null;
  }

  /** Returns whether there are resources for which conditions may allow the permission. */
  boolean mayAllow() {
    return settled != null ? settled.allowed() : !allows.isEmpty() && !isDeniedAlways();
  }

  private boolean isDeniedAlways() {
    return !denies.isEmpty() && denies.getLast().condition == null;
  }
}
