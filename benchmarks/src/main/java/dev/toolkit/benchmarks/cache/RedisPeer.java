package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.anno.CacheType;
import com.google.errorprone.annotations.Immutable;
import dev.toolkit.cache.EntryOptions;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import org.redisson.api.options.LocalCachedMapOptions.ReconnectionStrategy;
import org.redisson.config.Config;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;

/**
 * A library under its defaults, and each once more with the options that it has against what the
 * programs here do to it.
 */
enum RedisPeer {
  TOOLKIT("toolkit", uri -> new ToolkitNode(uri, hour())),

  TOOLKIT_NODE_LOCK(
      "toolkit, withNodeLock(5 s)",
      uri -> new ToolkitNode(uri, hour().withNodeLock(Duration.ofSeconds(5)))),

  JETCACHE(
      "JetCache, two levels, syncLocal",
      uri -> new JetCacheNode(uri, JetCacheNode.Settings.of(CacheType.BOTH))),

  JETCACHE_LIMITED(
      "JetCache, 100 ms, rejecting commands, penetrationProtect",
      uri ->
          new JetCacheNode(
              uri, new JetCacheNode.Settings(CacheType.BOTH, limited(), limit(), true))),

  REDISSON(
      "Redisson, local cached map", uri -> localCached(redisson(uri), ReconnectionStrategy.NONE)),

  REDISSON_LIMITED(
      "Redisson, 100 ms, no retries, CLEAR",
      uri -> localCached(redissonLimited(uri), ReconnectionStrategy.CLEAR)),

  SPRING(
      "Spring RedisCache",
      uri ->
          new SpringNode(
              uri, LettuceClientConfiguration.builder().build(), RedisPeer::leaveDefaults)),

  SPRING_LIMITED(
      "Spring RedisCache, 100 ms, rejecting commands, immediate writes, locking",
      uri ->
          new SpringNode(
              uri,
              LettuceClientConfiguration.builder()
                  .commandTimeout(limit())
                  .clientOptions(limited())
                  .build(),
              writer -> writer.immediateWrites().enableLocking()));

  /** Opens a node at an address. */
  @Immutable
  @FunctionalInterface
  private interface Opener {
    RedisNode open(String uri);
  }

  private final String label;
  private final Opener opener;

  RedisPeer(String label, Opener opener) {
    this.label = label;
    this.opener = opener;
  }

  String label() {
    return label;
  }

  /** Returns whether it keeps values in memory before Redis. */
  boolean hasMemory() {
    return this != SPRING && this != SPRING_LIMITED;
  }

  RedisNode open(String uri) {
    return opener.open(uri);
  }

  static EntryOptions hour() {
    return EntryOptions.of(Duration.ofHours(1));
  }

  private static Duration limit() {
    return Duration.ofMillis(100);
  }

  private static ClientOptions limited() {
    return ClientOptions.builder()
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .timeoutOptions(TimeoutOptions.enabled(limit()))
        .build();
  }

  static Config redisson(String uri) {
    var config = new Config();
    config.useSingleServer().setAddress(uri);
    return config;
  }

  private static Config redissonLimited(String uri) {
    Config config = redisson(uri);
    config
        .useSingleServer()
        .setTimeout((int) limit().toMillis())
        .setSubscriptionTimeout((int) limit().toMillis())
        .setRetryAttempts(0);
    return config;
  }

  private static RedissonNode localCached(Config config, ReconnectionStrategy reconnection) {
    return RedissonNode.ofLocalCached(
        config, options -> options.reconnectionStrategy(reconnection));
  }

  private static void leaveDefaults(RedisCacheWriterConfigurer writer) {}
}
