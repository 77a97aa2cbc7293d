package dev.toolkit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The markers of a cache: one for all entries, and one for each tag that is in use. */
final class Markers {

  /*
   * Invalidating a tag raises its marker, whatever the number of entries; each entry holds its
   * markers and compares them with its own version when it is read. So a tag needs no list of
   * keys, and an entry that was being loaded when its tag was invalidated is found out.
   *
   * Entries hold their markers strongly and the table holds them weakly: a tag that no entry has
   * takes no memory. A raised marker must outlive its entries, for a load that is under way or a
   * layer may still bring one that is older: it is retained for as long as that can happen. If too
   * many are, the whole cache is invalidated instead, so that whoever invents tags costs memory
   * only up to a bound.
   */

  static final int MAX_RETAINED = 100_000;

  /** How long a marker that was read from a layer is believed while nobody tells of changes. */
  private static final long BELIEVED_NANOS = Duration.ofSeconds(5).toNanos();

  private final Marker cleared = new Marker("");
  private final Marker[] untagged = {cleared};
  private final Cache<String, Marker> tags = Caffeine.newBuilder().weakValues().build();
  private final Map<Marker, Long> retained = new ConcurrentHashMap<>();

  /** Since when a backplane has told of all changes, or {@link Nanos#NEVER}. */
  private volatile long toldSince = Nanos.NEVER;

  /** Returns the markers of an entry with these tags, that of the cache first. */
  Marker[] of(Collection<String> entryTags) {
    if (entryTags.isEmpty()) {
      return untagged;
    }
    Marker[] markers = new Marker[entryTags.size() + 1];
    markers[0] = cleared;
    int i = 1;
    for (String tag : entryTags) {
      markers[i++] = tag(tag);
    }
    return markers;
  }

  Marker tag(String tag) {
    return tags.get(tag, Marker::new);
  }

  Marker cleared() {
    return cleared;
  }

  void clear(Version version) {
    cleared.raise(version);
  }

  /** Invalidates the entries with a tag that are older, now and until a moment. */
  void invalidate(String tag, Version version, long until) {
    Marker marker = tag(tag);
    marker.raise(version);
    retained.merge(marker, until, Math::max);
    if (retained.size() > MAX_RETAINED) {
      clear(version);
      retained.clear();
    }
  }

  void sweep(long now) {
    retained.values().removeIf(until -> until <= now);
  }

  int retained() {
    return retained.size();
  }

  void told(long since) {
    toldSince = since;
  }

  /**
   * Returns whether layers must be asked for the marker before an entry of theirs is believed: what
   * they said is too long ago, or they did not have it.
   */
  boolean mustAsk(Marker marker, long now) {
    long checkedAt = marker.checkedAt();
    boolean told = checkedAt >= toldSince;
    return checkedAt < 0 || !marker.isStored() || (!told && now - checkedAt >= BELIEVED_NANOS);
  }

  /** Returns all markers that were raised not long ago, but for that of the cache. */
  List<Marker> raised() {
    return List.copyOf(retained.keySet());
  }
}
