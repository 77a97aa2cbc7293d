package dev.toolkit.auth.rbac;

import dev.toolkit.auth.Principal;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Restricts a rule to some resources.
 *
 * @param label what the condition is called in the texts of rules
 * @param test is only called with resources of the type
 */
record Condition(String label, Class<?> type, BiPredicate<Principal, Object> test) {

  static <R> Condition of(
      String label, Class<R> type, BiPredicate<? super Principal, ? super R> test) {
    return new Condition(
        label, type, (principal, resource) -> test.test(principal, type.cast(resource)));
  }

  /** Returns whether the condition can be asked about the resource. */
  boolean isAbout(@Nullable Object resource) {
    return type.isInstance(resource);
  }
}
