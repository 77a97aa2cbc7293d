package dev.toolkit.core;

import org.jspecify.annotations.Nullable;

/**
 * Values under keys, as an immutable list that grows at its head: adding is one small object, and a
 * lookup walks the few keys that a request has.
 */
final class Bindings {

  private final Key<?> key;
  private final Object value;
  private final @Nullable Bindings rest;

  private Bindings(Key<?> key, Object value, @Nullable Bindings rest) {
    this.key = key;
    this.value = value;
    this.rest = rest;
  }

  static <T> Bindings with(@Nullable Bindings bindings, Key<T> key, T value) {
    return new Bindings(key, value, bindings);
  }

  /** Returns the value added last under the key, or null. */
  @SuppressWarnings("unchecked") // with() adds only values of the key's type
  static <T> @Nullable T find(@Nullable Bindings bindings, Key<T> key) {
    for (Bindings b = bindings; b != null; b = b.rest) {
      if (b.key == key) {
        return (T) b.value;
      }
    }
    return null;
  }
}
