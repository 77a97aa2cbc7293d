package dev.toolkit.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * What a cache has for a key: a value, the knowledge that there is none, or nothing.
 *
 * <p>All of its kinds are immutable and safe for use by multiple threads.
 *
 * @param <V> the type of values
 * @since 0.1.0
 */
public sealed interface Lookup<V> {

  /**
   * A value.
   *
   * @param value the value
   * @param age how long ago its load started
   * @param isStale whether it has expired and is served because there is nothing newer yet
   * @param <V> the type of values
   */
  record Hit<V>(V value, Duration age, boolean isStale) implements Lookup<V> {

    /** Returns a description without the value. */
    @Override
    public String toString() {
      return "Hit[age " + age + (isStale ? ", stale]" : "]");
    }
  }

  /**
   * The knowledge that there is no value.
   *
   * @param age how long ago the load that found this out started
   * @param isStale whether it has expired and is served because there is nothing newer yet
   * @param <V> the type of values
   */
  record Absent<V>(Duration age, boolean isStale) implements Lookup<V> {}

  /**
   * Nothing: only a loader can tell.
   *
   * @param <V> the type of values
   */
  record Miss<V>() implements Lookup<V> {}

  /** Returns the value, or empty if there is none. */
  default Optional<V> toOptional() {
    return switch (this) {
      case Hit<V> hit -> Optional.of(hit.value());
      case Absent<V> absent -> Optional.empty();
      case Miss<V> miss -> Optional.empty();
    };
  }
}
