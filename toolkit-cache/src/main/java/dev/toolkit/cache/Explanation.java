package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why a cache answers for a key as it does, at a moment. Asking changes nothing and calls no layer.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Explanation {

  /** What the memory holds for the key. */
  public enum State {
    /** Nothing. */
    MISSING,
    /** An entry that is returned as it is. */
    FRESH,
    /** An entry that is returned, and reloaded in the background by the next read. */
    EAGER,
    /** An expired entry that may stand in for a load that fails or is slow. */
    STALE,
    /** An entry whose time is over, stale time included. */
    GONE,
    /** An entry with an invalidated tag, or from before the cache was cleared. */
    INVALIDATED
  }

  private final State state;
  private final @Nullable Entry<?> entry;
  private final long now;
  private final boolean isLoading;

  Explanation(@Nullable Entry<?> entry, long now, boolean isLoading) {
    this.entry = entry;
    this.now = now;
    this.isLoading = isLoading;
    this.state = state(entry, now);
  }

  private static State state(@Nullable Entry<?> entry, long now) {
    if (entry == null) {
      return State.MISSING;
    }
    if (entry.invalidatedBy() != null) {
      return State.INVALIDATED;
    }
    if (now >= entry.times.staleUntil()) {
      return State.GONE;
    }
    if (now >= entry.times.expiresAt()) {
      return State.STALE;
    }
    return now >= entry.times.refreshAt() ? State.EAGER : State.FRESH;
  }

  /** Returns what the memory holds. */
  public State state() {
    return state;
  }

  /** Returns whether the memory knows that the key has no value. */
  public boolean isAbsent() {
    return entry != null && entry.value == null;
  }

  /** Returns whether a load of the key is under way. */
  public boolean isLoading() {
    return isLoading;
  }

  /** Returns how long ago the load of the entry started. */
  public Optional<Duration> age() {
    return Optional.ofNullable(entry).map(e -> Nanos.between(e.times.createdAt(), now));
  }

  /** Returns in how long the entry expires, negative if it has. */
  public Optional<Duration> expiresIn() {
    return Optional.ofNullable(entry).map(e -> Nanos.between(now, e.times.expiresAt()));
  }

  /** Returns in how long the entry is gone, stale time included, negative if it is. */
  public Optional<Duration> goneIn() {
    return Optional.ofNullable(entry).map(e -> Nanos.between(now, e.times.staleUntil()));
  }

  /**
   * Returns for how long no load is tried because the last one failed, or empty if one would be.
   */
  public Optional<Duration> throttledFor() {
    return Optional.ofNullable(entry)
        .filter(e -> e.retryAt > now)
        .map(e -> Nanos.between(now, e.retryAt));
  }

  /** Returns the version of the entry. */
  public Optional<Version> version() {
    return Optional.ofNullable(entry).map(e -> e.version);
  }

  /** Returns the tags of the entry. */
  public Set<String> tags() {
    return entry == null ? Set.of() : entry.details.tags();
  }

  /** Returns the tag whose invalidation ended the entry; empty text if the cache was cleared. */
  public Optional<String> invalidatedBy() {
    return entry == null ? Optional.empty() : Optional.ofNullable(entry.invalidatedBy());
  }

  /** Returns the explanation as a sentence, without the key, the value and tags. */
  @Override
  public String toString() {
    String loading = isLoading ? ", a load is under way" : "";
    if (entry == null) {
      return "MISSING: no entry in memory" + loading;
    }
    return state
        + (isAbsent() ? ": absence" : ": value")
        + " loaded "
        + age().orElseThrow()
        + " ago, expires in "
        + (entry.times.expiresAt() == Nanos.NEVER ? "no time" : expiresIn().orElseThrow())
        + throttledFor().map(d -> ", no load for " + d + " after a failure").orElse("")
        + loading;
  }
}
