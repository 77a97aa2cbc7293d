package dev.toolkit.benchmarks.cache;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.redisson.Redisson;
import org.redisson.api.RMap;
import org.redisson.api.RMapCache;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.LocalCachedMapOptions;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;

/** A map of Redisson in a hash of Redis. Loads go by {@code computeIfAbsent}, under its lock. */
final class RedissonNode implements RedisNode {

  private final RedissonClient client;
  private final RMap<String, String> map;
  private final BiConsumer<String, String> put;

  private RedissonNode(
      RedissonClient client, RMap<String, String> map, BiConsumer<String, String> put) {
    this.client = client;
    this.map = map;
    this.put = put;
  }

  /**
   * Returns a node with a map that is kept in memory, too. Its entries live for ever, since the
   * free edition has no others of the kind.
   */
  static RedissonNode ofLocalCached(
      Config config, UnaryOperator<LocalCachedMapOptions<String, String>> options) {
    RedissonClient client = Redisson.create(config);
    RMap<String, String> map =
        client.getLocalCachedMap(
            options.apply(
                LocalCachedMapOptions.<String, String>name(NAME).codec(StringCodec.INSTANCE)));
    return new RedissonNode(client, map, map::fastPut);
  }

  /** Returns a node with a map in Redis alone, whose entries live an hour. */
  static RedissonNode ofExpiring(Config config) {
    RedissonClient client = Redisson.create(config);
    RMapCache<String, String> map = client.getMapCache(NAME + "-expiring", StringCodec.INSTANCE);
    return new RedissonNode(
        client, map, (key, value) -> map.fastPut(key, value, 1, TimeUnit.HOURS));
  }

  @Override
  public @Nullable String find(String key) {
    return map.get(key);
  }

  @Override
  public String get(String key, Callable<String> loader) {
    String value = map.get(key);
    return value != null ? value : map.computeIfAbsent(key, RedisNode.unchecked(loader));
  }

  @Override
  public void put(String key, String value) {
    put.accept(key, value);
  }

  @Override
  public boolean isStored(RedisCommands<String, String> redis, String key) {
    return redis.hexists(map.getName(), key);
  }

  @Override
  public void close() {
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
