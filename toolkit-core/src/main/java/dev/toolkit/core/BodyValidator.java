package dev.toolkit.core;

import java.util.List;

/**
 * Checks decoded bodies against the constraints that their types declare.
 *
 * <p>A validator must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface BodyValidator {

  /**
   * Returns the violations, sorted by pointer and code; none if the value is valid. The elements of
   * a list or map are checked, too.
   *
   * @param value the decoded body
   * @param languages language tags (RFC 5646) for the messages, the preferred one first; may be
   *     empty
   * @param groups the constraint groups to check; none means the default group
   */
  List<Violation> validate(Object value, List<String> languages, List<Class<?>> groups);

  /** Returns the validator that finds everything valid, for applications without constraints. */
  static BodyValidator none() {
    return (value, languages, groups) -> List.of();
  }
}
