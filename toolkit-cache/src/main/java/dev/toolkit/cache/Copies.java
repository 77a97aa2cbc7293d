package dev.toolkit.cache;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Keeps the values in memory apart from those that callers hold, if the cache was asked to. */
final class Copies<V> {

  private final @Nullable UnaryOperator<V> copier;

  Copies(@Nullable UnaryOperator<V> copier) {
    this.copier = copier;
  }

  V of(V value) {
    return copier == null || isImmutable(value) ? value : copier.apply(value);
  }

  private static boolean isImmutable(Object value) {
    return value instanceof String
        || (value instanceof Number && value.getClass().getName().startsWith("java.lang."))
        || value instanceof Boolean
        || value instanceof Character
        || value instanceof Enum<?>
        || value instanceof Record
        || value.getClass().getName().startsWith("java.util.ImmutableCollections$")
        || value.getClass().getName().startsWith("java.time.");
  }
}
