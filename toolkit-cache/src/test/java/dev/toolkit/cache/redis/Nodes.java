package dev.toolkit.cache.redis;

import dev.toolkit.cache.Cache;
import dev.toolkit.cache.CacheBuilder;
import dev.toolkit.cache.CacheClock;
import dev.toolkit.cache.Caches;
import dev.toolkit.cache.EntryOptions;
import dev.toolkit.cache.codec.Codec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Nodes of an application, each with a connection and a memory of its own. */
final class Nodes implements AutoCloseable {

  static final EntryOptions TEN_SECONDS = EntryOptions.of(Duration.ofSeconds(10)).withJitter(0);

  private final List<Node> open = new ArrayList<>();

  /** One of them. */
  static final class Node {
    private final Redis redis;
    private final Caches caches;

    Node(Redis redis, Caches caches) {
      this.redis = redis;
      this.caches = caches;
    }

    Redis redis() {
      return redis;
    }

    Caches caches() {
      return caches;
    }

    CacheBuilder<String, String> builder(String name, EntryOptions options) {
      return caches
          .builder(name, options, Codec.strings())
          .layers(redis.layer())
          .backplane(redis.backplane());
    }

    Cache<String, String> cache(EntryOptions options) {
      return builder("test", options).build();
    }

    Cache<String, String> cache() {
      return cache(TEN_SECONDS);
    }
  }

  Node at(String uri) {
    return at(uri, RedisOptions.defaults(), CacheClock.system());
  }

  Node at(String uri, RedisOptions options, CacheClock clock) {
    var node = new Node(Redis.connect(uri, options), Caches.of(clock));
    open.add(node);
    return node;
  }

  /** A clock that is wrong about the time, but not about how it passes. */
  static CacheClock skewed(Duration ahead) {
    return new CacheClock() {
      @Override
      public long nanos() {
        return System.nanoTime();
      }

      @Override
      public Instant instant() {
        return Instant.now().plus(ahead);
      }
    };
  }

  @Override
  public void close() {
    open.forEach(node -> node.caches.close());
    open.forEach(node -> node.redis.close());
    open.clear();
  }
}
