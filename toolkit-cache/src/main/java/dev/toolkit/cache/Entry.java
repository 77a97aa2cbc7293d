package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A value in memory with what is known of it. All moments are those of the ticker. */
final class Entry<V> {

  /**
   * What a loader said besides the value.
   *
   * @param tags the tags of the entry
   * @param etag names this state of the value at its source
   * @param lastModified when the value last changed at its source
   */
  record Details(Set<String> tags, @Nullable String etag, @Nullable Instant lastModified) {
    static final Details NONE = new Details(Set.of(), null, null);
  }

  /**
   * The moments of an entry, none before the one before it.
   *
   * @param createdAt when the load started
   * @param refreshAt when a read starts to reload it
   * @param expiresAt when it is fresh no more
   * @param staleUntil when it is gone
   */
  record Times(long createdAt, long refreshAt, long expiresAt, long staleUntil) {

    Times expiredAt(long now) {
      return new Times(createdAt, Math.min(refreshAt, now), Math.min(expiresAt, now), staleUntil);
    }

    /** Returns these moments, none of them after the last. */
    Times endingBy(long last) {
      Times expired = expiredAt(last);
      return new Times(createdAt, expired.refreshAt, expired.expiresAt, Math.min(staleUntil, last));
    }
  }

  private static final AtomicIntegerFieldUpdater<Entry<?>> REFRESHED = refreshed();

  /** Null if it is known that there is no value. */
  final @Nullable V value;

  final Version version;
  final Times times;
  final Details details;

  /** The bound's share; negative if the entry is not to be kept in memory. */
  final int weight;

  /** Until when no load is tried after one has failed. */
  final long retryAt;

  /*
   * Copies for the read of a fresh entry, which looks at nothing else: that the version's stamp and
   * the moment are in this object saves two steps through memory.
   */
  private final long stamp;
  private final long refreshAt;
  private final Marker[] markers;

  /** 1 once a reload in the background was started. */
  @SuppressWarnings("unused") // written by the updater
  private volatile int refreshed;

  Entry(
      @Nullable V value,
      Version version,
      Times times,
      Details details,
      Marker[] markers,
      int weight,
      long retryAt) {
    this.value = value;
    this.version = version;
    this.times = times;
    this.details = details;
    this.markers = markers;
    this.weight = weight;
    this.retryAt = retryAt;
    this.stamp = version.stamp();
    this.refreshAt = times.refreshAt;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // a class token has no type arguments
  private static AtomicIntegerFieldUpdater<Entry<?>> refreshed() {
    return (AtomicIntegerFieldUpdater)
        AtomicIntegerFieldUpdater.newUpdater(Entry.class, "refreshed");
  }

  /** Returns whether a read has nothing more to do than return the value. */
  boolean isReady(long now) {
    return now < refreshAt && isValid();
  }

  boolean isFresh(long now) {
    return now < times.expiresAt && isValid();
  }

  /** Returns whether the entry may be served at all, fresh or stale. */
  boolean isUsable(long now) {
    return now < times.staleUntil && isValid();
  }

  boolean isGone(long now) {
    return now >= times.staleUntil || !isValid();
  }

  private boolean isValid() {
    for (Marker marker : markers) {
      if (marker.invalidates(stamp)) {
        return false;
      }
    }
    return true;
  }

  /** Returns whether the entry was invalid already when that was the latest stamp. */
  boolean wasInvalidAt(long latestStamp) {
    for (Marker marker : markers) {
      if (marker.invalidatedUpTo(latestStamp, stamp)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the tag whose invalidation ended this entry: empty if the cache was cleared. */
  @Nullable String invalidatedBy() {
    for (Marker marker : markers) {
      if (marker.invalidates(stamp)) {
        return marker.tag();
      }
    }
    return null;
  }

  Marker[] markers() {
    return markers;
  }

  /** Returns true to the first caller. */
  boolean startRefresh() {
    return REFRESHED.compareAndSet(this, 0, 1);
  }

  Entry<V> withTimes(Times changed) {
    return new Entry<>(value, version, changed, details, markers, weight, retryAt);
  }

  /** Returns this entry with its freshness ending no later than a moment. */
  Entry<V> cappedAt(long moment) {
    return times.expiresAt() <= moment ? this : withTimes(times.expiredAt(moment));
  }

  Entry<V> withVersion(Version changed) {
    return new Entry<>(value, changed, times, details, markers, weight, retryAt);
  }

  Entry<V> withRetryAt(long changed) {
    return new Entry<>(value, version, times, details, markers, weight, changed);
  }
}
