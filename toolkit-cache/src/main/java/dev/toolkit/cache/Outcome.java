package dev.toolkit.cache;

import org.jspecify.annotations.Nullable;

/** How a load ended. */
sealed interface Outcome<V> {

  /** With an entry, stored or not. */
  record Loaded<V>(Entry<V> entry) implements Outcome<V> {}

  /** With a failure, and the older entry that may stand in. */
  record Failed<V>(Throwable cause, @Nullable Entry<V> stale) implements Outcome<V> {}

  /** Without an answer, since the cache was closed. */
  record Closed<V>() implements Outcome<V> {}
}
