package dev.toolkit.cache;

import java.util.Map;
import java.util.Set;

/**
 * Makes the values for several keys in one call.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1.0
 */
@FunctionalInterface
public interface BulkLoader<K, V> {

  /**
   * Returns the values of those keys that have one. The others are absent.
   *
   * @param keys the keys that the cache has no value for, in the order in which they were asked for
   * @throws Exception if there is no answer; the cache may then serve older values
   */
  Map<? extends K, ? extends V> loadAll(Set<K> keys) throws Exception;
}
