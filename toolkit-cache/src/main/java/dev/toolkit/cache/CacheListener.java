package dev.toolkit.cache;

/**
 * Hears what happens in a cache, one event after the other, on a thread that does nothing else. A
 * listener that is slow misses events; one that throws is heard of in the log.
 *
 * <p>Implementations need not be safe for use by multiple threads, unless they listen to several
 * caches.
 *
 * @param <K> the type of keys
 * @since 0.1.0
 */
@FunctionalInterface
public interface CacheListener<K> {

  /** Is told of an event. */
  void onEvent(CacheEvent<K> event);
}
