package dev.toolkit.core.middleware;

import dev.toolkit.core.Clock;

/**
 * Keeps for each client what a rate limit has to know of it: one number. {@code
 * MemoryRateLimitStore} keeps it in this process; one that several nodes share keeps it in a
 * database, and runs {@link RateLimitRule#decide} there.
 *
 * <p>A store must be safe for use by multiple threads, and decide on one client's requests one
 * after the other.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface RateLimitStore {

  /**
   * Decides on a request and keeps what follows from it.
   *
   * @param key the client, of at most {@value RateLimit#MAX_KEY_LENGTH} characters beside the name
   *     of the limit
   * @param clock of the environment; a store that is shared uses its own
   * @throws Exception if the store cannot be asked. The request is then answered as if the handler
   *     had thrown it: wrap the store to let requests pass instead.
   */
  RateLimitDecision take(String key, RateLimitRule rule, Clock clock) throws Exception;
}
