package dev.toolkit.cache;

/**
 * Makes the value for a key when the cache has none, or an old one.
 *
 * {@snippet :
 * Loader<String, Product> loader = (id, c) -> {
 *   Product product = db.find(id);
 *   return product == null ? c.absent() : c.tags("shop:" + product.shop()).value(product);
 * };
 * }
 *
 * <p>It runs on a thread of the cache's executor, a virtual one unless another is given, so values
 * of thread-locals do not reach it. Implementations are safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1.0
 */
@FunctionalInterface
public interface Loader<K, V> {

  /**
   * Returns the value.
   *
   * @param context what is known of the key, and how the loader says more than a value
   * @throws Exception if there is no answer; the cache may then serve an older value
   */
  V load(K key, LoadContext<V> context) throws Exception;
}
