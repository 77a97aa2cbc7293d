package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.anno.CacheType;
import dev.toolkit.cache.EntryOptions;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.TimeoutOptions;
import java.time.Duration;
import java.util.function.Function;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.api.options.LocalCachedMapOptions.ReconnectionStrategy;
import org.redisson.client.codec.StringCodec;
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
      "the same, 100 ms, rejecting commands, penetrationProtect",
      uri ->
          new JetCacheNode(
              uri, new JetCacheNode.Settings(CacheType.BOTH, limited(), limit(), true))),

  REDISSON(
      "Redisson, local cached map", uri -> localCached(redisson(uri), ReconnectionStrategy.NONE)),

  REDISSON_LIMITED(
      "the same, 100 ms, no retries, CLEAR",
      uri -> localCached(redissonLimited(uri), ReconnectionStrategy.CLEAR)),

  SPRING(
      "Spring RedisCache",
      uri ->
          new SpringNode(
              uri, LettuceClientConfiguration.builder().build(), RedisPeer::leaveDefaults)),

  SPRING_LIMITED(
      "the same, 100 ms, rejecting commands, immediate writes, locking",
      uri ->
          new SpringNode(
              uri,
              LettuceClientConfiguration.builder()
                  .commandTimeout(limit())
                  .clientOptions(limited())
                  .build(),
              writer -> writer.immediateWrites().enableLocking()));

  private final String label;
  private final Function<String, RedisNode> opener;

  RedisPeer(String label, Function<String, RedisNode> opener) {
    this.label = label;
    this.opener = opener;
  }

  String label() {
    return label;
  }

  RedisNode open(String uri) {
    return opener.apply(uri);
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
    return RedissonNode.of(
        config,
        client ->
            client.getLocalCachedMap(
                LocalCachedMapOptions.<String, String>name("bench")
                    .codec(StringCodec.INSTANCE)
                    .reconnectionStrategy(reconnection)));
  }

  private static void leaveDefaults(RedisCacheWriterConfigurer writer) {}
}
