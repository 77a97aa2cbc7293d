package dev.toolkit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalListener;
import dev.toolkit.cache.layer.Version;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The entries that are in memory: a bounded map in which newer versions win. */
final class Memory<K, V> {

  /*
   * Caffeine decides what stays (W-TinyLFU); it is told nothing of lifetimes. Its own expiry would
   * read the clock twice for each hit and keep its own order of the entries, which an entry that
   * lives on as stale, or is invalidated by a tag, does not follow. What has expired is replaced by
   * the next load, falls to the bound, or is swept.
   */

  private final Cache<K, Entry<V>> entries;
  private final @Nullable Weigher<? super K, ? super V> weigher;
  private final long bound;
  private volatile boolean closed;

  /**
   * Makes an empty memory.
   *
   * @param weigher tells the weight of an entry, or null if each weighs one
   * @param evicted is told of each entry that falls to the bound
   */
  Memory(
      long bound,
      @Nullable Weigher<? super K, ? super V> weigher,
      BiConsumer<K, Entry<V>> evicted) {
    this.bound = bound;
    this.weigher = weigher;
    Caffeine<Object, Object> builder = Caffeine.newBuilder();
    Caffeine<Object, Entry<V>> weighed =
        weigher == null
            ? builder.maximumSize(bound).evictionListener(listener(evicted))
            : builder
                .maximumWeight(bound)
                .weigher((Object key, Entry<V> entry) -> entry.weight)
                .evictionListener(listener(evicted));
    this.entries = weighed.build();
  }

  @SuppressWarnings("unchecked") // only keys of type K are in this map
  private RemovalListener<Object, Entry<V>> listener(BiConsumer<K, Entry<V>> evicted) {
    return (key, entry, cause) -> {
      if (key != null && entry != null) {
        evicted.accept((K) key, entry);
      }
    };
  }

  @Nullable Entry<V> find(K key) {
    return entries.getIfPresent(key);
  }

  /** Returns the entry without counting as a use of it. */
  @Nullable Entry<V> peek(K key) {
    return entries.policy().getIfPresentQuietly(key);
  }

  /**
   * Returns the weight of a value, or -1 if it must not be kept: heavier than the bound, negative,
   * or its weigher fails, which is not the caller's fault.
   */
  int weigh(K key, @Nullable V value) {
    if (weigher == null || value == null) {
      return 1;
    }
    long weight;
    try {
      weight = weigher.weigh(key, value);
    } catch (Throwable e) {
      return -1;
    }
    if (weight < 0 || weight > bound) {
      return -1;
    }
    return Math.clamp(weight, 1, Integer.MAX_VALUE);
  }

  /**
   * Stores the entry unless there is a newer one.
   *
   * @param allowed is asked while nobody else can change the entry of this key
   * @return whether it was stored
   */
  boolean store(K key, Entry<V> entry, BooleanSupplier allowed) {
    if (entry.weight < 0) {
      removeUpTo(key, entry.version);
      return false;
    }
    Entry<V> result =
        entries
            .asMap()
            .compute(
                key,
                (k, present) -> {
                  boolean isOlder = present != null && present.version.isNewerThan(entry.version);
                  return isOlder || !allowed.getAsBoolean() ? present : entry;
                });
    if (closed) {
      entries.invalidateAll();
    }
    return result == entry;
  }

  /** Puts an entry in the place of exactly that one. */
  void replace(K key, Entry<V> present, Entry<V> changed) {
    entries.asMap().replace(key, present, changed);
  }

  /*
   * Removals go by compute, which waits for a store of the key that is under way. Caffeine's
   * computeIfPresent first looks without waiting: it would find nothing, and the store that was
   * allowed a moment ago would then put in what should be gone.
   */

  void remove(K key) {
    entries.asMap().compute(key, (k, present) -> null);
  }

  /** Removes the entry unless it is newer than a version. */
  void removeUpTo(K key, Version version) {
    entries
        .asMap()
        .compute(
            key,
            (k, present) ->
                present != null && present.version.isNewerThan(version) ? present : null);
  }

  /**
   * Makes all entries expire at a moment, unless they expire before. What may stand in for a failed
   * load, still may.
   */
  void expireAll(long moment) {
    for (Map.Entry<K, Entry<V>> next : entries.asMap().entrySet()) {
      Entry<V> capped = next.getValue().cappedAt(moment);
      if (capped != next.getValue()) {
        entries.asMap().replace(next.getKey(), next.getValue(), capped);
      }
    }
  }

  void removeAll() {
    entries.invalidateAll();
  }

  /** Removes what can be served no more. */
  void sweep(long now) {
    for (Map.Entry<K, Entry<V>> next : entries.asMap().entrySet()) {
      if (next.getValue().isGone(now)) {
        entries.asMap().remove(next.getKey(), next.getValue());
      }
    }
    entries.cleanUp();
  }

  /** Does the work that eviction has put off. */
  void cleanUp() {
    entries.cleanUp();
  }

  long size() {
    return entries.estimatedSize();
  }

  /** Returns the sum of weights, if there is a weigher. */
  OptionalLong weight() {
    return entries.policy().eviction().map(e -> e.weightedSize()).orElse(OptionalLong.empty());
  }

  void close() {
    closed = true;
    entries.invalidateAll();
  }
}
