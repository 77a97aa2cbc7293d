package dev.toolkit.benchmarks.cache;

import io.lettuce.core.api.sync.RedisCommands;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** A cache of texts over Redis, as one node of an application has it. */
interface RedisNode extends AutoCloseable {

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
}
