package dev.toolkit.benchmarks.cache;

import static java.util.Objects.requireNonNull;

import io.lettuce.core.api.sync.RedisCommands;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/** The cache of Spring Data Redis over lettuce, which keeps nothing in memory. */
final class SpringNode implements RedisNode {

  private final LettuceConnectionFactory connections;
  private final Cache cache;

  SpringNode(
      String uri, LettuceClientConfiguration client, Consumer<RedisCacheWriterConfigurer> writing) {
    URI address = URI.create(uri);
    this.connections =
        new LettuceConnectionFactory(
            new RedisStandaloneConfiguration(address.getHost(), address.getPort()), client);
    connections.afterPropertiesSet();
    connections.start();
    RedisCacheManager manager =
        RedisCacheManager.builder(RedisCacheWriter.create(connections, writing))
            .cacheDefaults(
                RedisCacheConfiguration.defaultCacheConfig()
                    .entryTtl(Duration.ofHours(1))
                    .serializeValuesWith(
                        SerializationPair.fromSerializer(RedisSerializer.string())))
            .build();
    manager.afterPropertiesSet();
    this.cache = requireNonNull(manager.getCache(NAME));
  }

  @Override
  public @Nullable String find(String key) {
    return cache.get(key, String.class);
  }

  @Override
  public String get(String key, Callable<String> loader) {
    return requireNonNull(cache.get(key, loader));
  }

  @Override
  public void put(String key, String value) {
    cache.put(key, value);
  }

  @Override
  public boolean isStored(RedisCommands<String, String> redis, String key) {
    return redis.exists(NAME + "::" + key) == 1;
  }

  @Override
  public void close() {
    connections.destroy();
  }
}
