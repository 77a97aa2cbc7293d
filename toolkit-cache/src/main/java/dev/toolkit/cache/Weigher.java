package dev.toolkit.cache;

/**
 * Says how much of a cache's bound an entry takes.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1.0
 */
@FunctionalInterface
public interface Weigher<K, V> {

  /**
   * Returns the weight. Zero counts as one. If it is negative, or this throws, the value is handed
   * to the caller and not kept.
   */
  long weigh(K key, V value);
}
