package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.util.UUID;
import java.util.function.Function;

/**
 * Writes the keys of a cache as text for its layers, and reads them from the notices of other
 * nodes.
 *
 * <p>Different keys must have different texts. Any text is fine: what a store would trip over is
 * escaped, and long texts are hashed.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @since 0.1.0
 */
public interface KeyFormat<K> {

  /** Returns the key as text. */
  String format(K key);

  /**
   * Returns the key that {@link #format} wrote.
   *
   * @throws IllegalArgumentException if the text is not that of a key
   */
  K parse(String text);

  /** Returns the format of keys that are texts. */
  static KeyFormat<String> strings() {
    return of(Function.identity(), Function.identity());
  }

  /** Returns the format of numbers. */
  static KeyFormat<Long> longs() {
    return of(Object::toString, Long::valueOf);
  }

  /** Returns the format of UUIDs. */
  static KeyFormat<UUID> uuids() {
    return of(UUID::toString, UUID::fromString);
  }

  /** Returns a format of two functions, each the inverse of the other. */
  static <K> KeyFormat<K> of(Function<K, String> format, Function<String, K> parse) {
    requireNonNull(format, "format");
    requireNonNull(parse, "parse");
    return new KeyFormat<>() {
      @Override
      public String format(K key) {
        return format.apply(key);
      }

      @Override
      public K parse(String text) {
        return parse.apply(text);
      }
    };
  }
}
