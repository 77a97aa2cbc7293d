package dev.toolkit.auth.rbac;

import static java.util.Objects.requireNonNull;

/**
 * Whether something is allowed, and the rule that decides.
 *
 * <p>A Decision is immutable and safe for use by multiple threads.
 *
 * @param allowed whether it is allowed
 * @param rule the deciding rule as a sentence, such as {@code role "editor" allows doc:write}, or
 *     what is missing; for logs and audits, not for clients
 * @since 0.1.0
 */
public record Decision(boolean allowed, String rule) {

  /** What is decided where no rule allows the permission. */
  static final Decision NO_RULE = new Decision(false, "no rule allows it");

  /** What is decided about a name that is not declared. */
  static final Decision UNKNOWN = new Decision(false, "the policy declares no such permission");

  /** Makes a decision. */
  public Decision {
    requireNonNull(rule, "rule");
  }
}
