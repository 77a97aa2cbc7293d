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

  /** For entries that are not to expire during a test, so that nothing but notices ends them. */
  static final EntryOptions HOUR = EntryOptions.of(Duration.ofHours(1)).withJitter(0);

  /** Of a Redis that is well, and a machine that may be busy. */
  static final RedisOptions PATIENT = RedisOptions.defaults().withTimeout(Duration.ofSeconds(5));

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
      return cache(HOUR);
    }
  }

  Node at(String uri) {
    return at(uri, RedisOptions.defaults());
  }

  Node at(String uri, RedisOptions options) {
    return at(uri, options, Caches.create());
  }

  Node at(String uri, RedisOptions options, Caches caches) {
    var node = new Node(Redis.connect(uri, options), caches);
    open.add(node);
    return node;
  }

  /** Returns the value that a node has, or {@code "none"}. */
  static String value(Cache<String, String> cache, String key) {
    return cache.lookup(key).toOptional().orElse("none");
  }

  /** Waits until the node has the value: a single answer of Redis may come too late. */
  static void await(Cache<String, String> cache, String key, String value) {
    Await.eventually(() -> value(cache, key).equals(value));
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
    // Each waits for its threads to end.
    List<Thread> closing =
        open.stream().map(node -> Thread.ofVirtual().start(node.redis::close)).toList();
    open.clear();
    for (Thread each : closing) {
      try {
        each.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
