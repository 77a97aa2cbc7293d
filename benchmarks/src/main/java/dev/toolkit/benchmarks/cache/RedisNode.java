package dev.toolkit.benchmarks.cache;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A cache of texts over Redis, as one node of an application has it. */
interface RedisNode extends AutoCloseable {

  /** The name of each node's cache, so that nodes of one library share it. */
  String NAME = "bench";

  /** Returns the value that memory or Redis has, or null. */
  @Nullable String find(String key) throws Exception;

  /** Returns the value that memory or Redis has, or else loads it. */
  String get(String key, Callable<String> loader) throws Exception;

  /** Stores a value, and waits for Redis unless the library does not by default. */
  void put(String key, String value) throws Exception;

  /** Returns whether Redis has a value of this key. */
  boolean isStored(RedisCommands<String, String> redis, String key);

  @Override
  void close();

  /** Returns a loader for libraries whose loaders may not throw. */
  static Function<String, String> unchecked(Callable<String> loader) {
    return key -> {
      try {
        return loader.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
