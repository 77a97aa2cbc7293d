package dev.toolkit.examples.quickstart;

import dev.toolkit.cache.CacheBuilder;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.KeyFormat;
import dev.toolkit.cache.codec.JacksonCodec;
import dev.toolkit.cache.redis.Redis;
import dev.toolkit.cache.redis.RedisRateLimitStore;
import dev.toolkit.core.jvm.MemoryRateLimitStore;
import dev.toolkit.core.middleware.RateLimitStore;
import org.jspecify.annotations.Nullable;

/**
 * What the instances of the application share through Redis, or what each has for itself where
 * there is none. Safe for use by multiple threads.
 */
final class Shared implements AutoCloseable {

  private final @Nullable Redis redis;
  private final Caches caches = Caches.create();
  private final RateLimitStore rateLimits;

  /**
   * Connects to Redis, if there is a URL. If it does not answer, each instance goes on for itself
   * until it does.
   *
   * @throws IllegalArgumentException if the URL is malformed
   */
  Shared(@Nullable String redisUrl) {
    this.redis = redisUrl == null ? null : connect(redisUrl);
    RateLimitStore own = MemoryRateLimitStore.create();
    this.rateLimits = redis == null ? own : RedisRateLimitStore.of(redis).withFallback(own);
  }

  private static Redis connect(String url) {
    try {
      return Redis.connect(url);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("REDIS_URL is malformed. " + e.getMessage(), e);
    }
  }

  /** Starts a cache whose keys are numbers. */
  <V> CacheBuilder<Long, V> cache(String name, EntryOptions options, Class<V> type) {
    CacheBuilder<Long, V> cache =
        caches.builder(name, options, KeyFormat.longs(), JacksonCodec.of(type));
    return redis == null ? cache : cache.layers(redis.layer()).backplane(redis.backplane());
  }

  /** Returns what counts the requests of clients. */
  RateLimitStore rateLimits() {
    return rateLimits;
  }

  /** Returns how it is with Redis, for those who watch over this instance. */
  String redisState() {
    if (redis == null) {
      return "none";
    }
    return redis.isConnected() ? "connected" : "away";
  }

  @Override
  public void close() {
    caches.close();
    if (redis != null) {
      redis.close();
    }
  }
}
