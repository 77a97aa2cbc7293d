package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import org.jspecify.annotations.Nullable;

/** A rule of a policy: for one role or for everybody, what is allowed or denied, and when. */
final class Rule {

  enum Effect {
    ALLOW("allows"),
    DENY("denies");

    private final String verb;

    Effect(String verb) {
      this.verb = verb;
    }
  }

  /** The place in the order of declaration, by which the deciding one of several is chosen. */
  final int ordinal;

  final Effect effect;
  final PermissionPattern pattern;
  final @Nullable Condition condition;

  /** What is decided if this rule decides; made once, so that a check allocates nothing. */
  final Decision decision;

  Rule(
      int ordinal,
      @Nullable String role,
      Effect effect,
      PermissionPattern pattern,
      @Nullable Condition condition) {
    this.ordinal = ordinal;
    this.effect = effect;
    this.pattern = pattern;
    this.condition = condition;
    String who = role == null ? "the policy" : "role \"" + role + "\"";
    String when = condition == null ? "" : " when " + condition.label();
    String text = who + " " + effect.verb + " " + pattern + when;
    this.decision = new Decision(effect == Effect.ALLOW, text);
  }

  boolean isDeny() {
    return effect == Effect.DENY;
  }

  /**
   * Returns whether the rule holds for the resource. Where its condition cannot be asked, because
   * there is no resource or one of another type, the safe side is taken: a rule that allows does
   * not hold, and one that denies does.
   */
  boolean appliesTo(Principal principal, @Nullable Object resource) {
    if (condition == null) {
      return true;
    }
    if (resource == null || !condition.isAbout(resource)) {
      return isDeny();
    }
    return condition.test().test(principal, resource);
  }
}
