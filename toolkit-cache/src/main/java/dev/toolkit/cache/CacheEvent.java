package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a cache. Hits are only counted: {@link Cache#stats()}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @since 0.1.0
 */
public final class CacheEvent<K> {

  /** What happened. */
  public enum Kind {
    /** A loader made a value. */
    LOADED,
    /** A loader failed; the cause is what it threw. */
    LOAD_FAILED,
    /** A load in the background, before the entry expired, was started. */
    REFRESH_STARTED,
    /** A caller got a stale value, since the load failed or a failure was not long ago. */
    STALE_SERVED,
    /** A caller got a stale value when the soft or hard time-out had passed. */
    STALE_SERVED_ON_TIMEOUT,
    /** A caller got no value within the hard time-out. */
    TIMED_OUT,
    /** A value came after the hard time-out. */
    LATE_RESULT,
    /**
     * A value was not stored, since its key was written, removed or invalidated during the load.
     */
    SUPERSEDED,
    /** A value was heavier than the bound, or could not be weighed, and is not in memory. */
    NOT_KEPT,
    /** An entry fell to the bound of the memory. */
    EVICTED,
    /** A layer could not answer; the cause says why. */
    LAYER_FAILED,
    /** An entry of a layer could not be read and counts as a miss; the cause says why. */
    CORRUPT,
    /** A value could not be written as bytes and is in memory only; the cause says why. */
    NOT_ENCODED,
    /** A value is too large for the layers and is in memory only. */
    TOO_LARGE,
    /** The clocks of this node and of a layer differ by more than a minute. */
    CLOCK_SKEWED,
    /** The cache was cleared, since more was changed than it remembers while layers were down. */
    CLEARED_FOR_RECOVERY
  }

  private final Kind kind;
  private final @Nullable K key;
  private final @Nullable Throwable cause;

  CacheEvent(Kind kind, @Nullable K key, @Nullable Throwable cause) {
    this.kind = requireNonNull(kind, "kind");
    this.key = key;
    this.cause = cause;
  }

  /** Returns what happened. */
  public Kind kind() {
    return kind;
  }

  /** Returns the key that it happened to, or empty if it is no matter of one key. */
  public Optional<K> key() {
    return Optional.ofNullable(key);
  }

  /** Returns why, or empty if nothing was thrown. */
  public Optional<Throwable> cause() {
    return Optional.ofNullable(cause);
  }

  /** Returns the kind; keys may be personal data and are left out. */
  @Override
  public String toString() {
    return "CacheEvent[" + kind + (cause == null ? "]" : ", " + cause.getClass().getName() + "]");
  }
}
