package dev.toolkit.benchmarks.cache;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.redis.Redis;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The toolkit's cache with Redis as its layer and backplane, both with their defaults. */
final class ToolkitNode implements RedisNode {

  private final Redis redis;
  private final Caches caches = Caches.create();
  private final Cache<String, String> cache;

  ToolkitNode(String uri, EntryOptions options) {
    this.redis = Redis.connect(uri);
    this.cache =
        caches
            .builder(NAME, options, Codec.strings())
            .layers(redis.layer())
            .backplane(redis.backplane())
            .build();
  }

  @Override
  public @Nullable String find(String key) {
    return cache.lookup(key).toOptional().orElse(null);
  }

  @Override
  public String get(String key, Callable<String> loader) {
    return cache.get(key, (k, context) -> loader.call());
  }

  @Override
  public void put(String key, String value) {
    cache.put(key, value);
  }

  @Override
  public boolean isStored(RedisCommands<String, String> commands, String key) {
    return commands.exists("cache:" + NAME + ":v1:" + key) == 1;
  }

  @Override
  public void close() {
    caches.close();
    redis.close();
  }
}
