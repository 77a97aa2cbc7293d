package dev.toolkit.benchmarks.cache;

import com.alicp.jetcache.Cache;
import com.alicp.jetcache.CacheResultCode;
import com.alicp.jetcache.CacheValueHolder;
import com.alicp.jetcache.SimpleCacheManager;
import com.alicp.jetcache.anno.CacheType;
import com.alicp.jetcache.embedded.CaffeineCacheBuilder;
import com.alicp.jetcache.redis.lettuce.RedisLettuceCacheBuilder;
import com.alicp.jetcache.support.BroadcastManager;
import com.alicp.jetcache.support.JavaValueDecoder;
import com.alicp.jetcache.support.JavaValueEncoder;
import com.alicp.jetcache.template.CacheBuilderTemplate;
import com.alicp.jetcache.template.QuickConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * JetCache over lettuce: Redis alone, or Caffeine before it and notices to other nodes. What it
 * keeps in Redis is written in a form of our own, two numbers and the text, which costs less than
 * the serializers that come with it.
 */
final class JetCacheNode implements RedisNode {

  private static final String AREA = "default";
  private static final int HEAD = 2 * Long.BYTES;

  private final RedisClient client;
  private final SimpleCacheManager manager = new SimpleCacheManager();
  private final Cache<String, String> cache;

  /**
   * What differs between the nodes that are measured.
   *
   * @param timeout how long an answer of Redis is waited for
   * @param protects whether there is one load of a key at a time in a node
   */
  record Settings(CacheType type, ClientOptions client, Duration timeout, boolean protects) {

    static Settings of(CacheType type) {
      return new Settings(type, ClientOptions.create(), Duration.ofSeconds(1), false);
    }
  }

  JetCacheNode(String uri, Settings settings) {
    this.client = RedisClient.create(uri);
    client.setOptions(settings.client());
    var local = CaffeineCacheBuilder.createCaffeineCacheBuilder();
    var remote =
        RedisLettuceCacheBuilder.createRedisLettuceCacheBuilder()
            .redisClient(client)
            .pubSubConnection(client.connectPubSub(ByteArrayCodec.INSTANCE))
            .asyncResultTimeoutInMillis(settings.timeout().toMillis())
            .keyPrefix("")
            .broadcastChannel(NAME)
            .valueEncoder(JetCacheNode::encode)
            .valueDecoder(JetCacheNode::decode)
            .keyConvertor(key -> key);
    local.keyConvertor(key -> key);
    manager.setCacheBuilderTemplate(
        new CacheBuilderTemplate(settings.protects(), Map.of(AREA, local), Map.of(AREA, remote)));
    BroadcastManager notices = remote.createBroadcastManager(manager);
    manager.putBroadcastManager(AREA, notices);
    this.cache =
        manager.getOrCreateCache(
            QuickConfig.newBuilder(NAME + ":")
                .cacheType(settings.type())
                .syncLocal(settings.type() == CacheType.BOTH)
                .localLimit(100_000)
                .penetrationProtect(settings.protects())
                .expire(Duration.ofHours(1))
                .build());
    notices.startSubscribe();
  }

  private static byte[] encode(Object object) {
    if (!(object instanceof CacheValueHolder<?> holder)) {
      // A notice of the backplane.
      return JavaValueEncoder.INSTANCE.apply(object);
    }
    byte[] text = ((String) holder.getValue()).getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(HEAD + text.length)
        .putLong(holder.getExpireTime())
        .putLong(holder.getAccessTime())
        .put(text)
        .array();
  }

  private static Object decode(byte[] bytes) {
    if (bytes[0] != 0) {
      return JavaValueDecoder.INSTANCE.apply(bytes);
    }
    ByteBuffer head = ByteBuffer.wrap(bytes);
    var holder = new CacheValueHolder<String>();
    holder.setExpireTime(head.getLong());
    holder.setAccessTime(head.getLong());
    holder.setValue(new String(bytes, HEAD, bytes.length - HEAD, StandardCharsets.UTF_8));
    return holder;
  }

  @Override
  public @Nullable String find(String key) {
    return cache.get(key);
  }

  @Override
  public String get(String key, Callable<String> loader) {
    return cache.computeIfAbsent(key, RedisNode.unchecked(loader));
  }

  /** Unlike its put, PUT waits for the answer, and tells whether it came. */
  @Override
  public void put(String key, String value) {
    if (cache.PUT(key, value).getResultCode() == CacheResultCode.FAIL) {
      throw new IllegalStateException("PUT failed");
    }
  }

  @Override
  public boolean isStored(RedisCommands<String, String> redis, String key) {
    return redis.exists(NAME + ":" + key) == 1;
  }

  @Override
  public void close() {
    manager.close();
    client.shutdown(0, 1, TimeUnit.SECONDS);
  }
}
