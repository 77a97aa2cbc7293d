package dev.toolkit.cache.layer;

import java.time.Duration;

/**
 * Locks that all nodes of a layer share, so that one of them loads a key and the others wait for
 * what it stores. They spare work, and nothing depends on them: a lock that is lost, or whose store
 * fails, means one more load.
 *
 * <p>Implementations are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface NodeLocks {

  /**
   * Takes the lock if nobody has it.
   *
   * @param key the key in the layer of the entry to load
   * @param token tells this holder from all others
   * @param lease after this time the lock is free, whatever became of its holder
   * @return whether it was taken
   * @throws Exception if the store cannot say
   */
  boolean acquire(String key, String token, Duration lease) throws Exception;

  /**
   * Gives the lock back if it is still held under this token.
   *
   * @throws Exception if the store cannot say
   */
  void release(String key, String token) throws Exception;
}
