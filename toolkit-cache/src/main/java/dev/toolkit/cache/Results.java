package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.EntryOptions.LateResult;
import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes entries of what loaders return, and stores them in memory and the layers. */
final class Results<K, V> {

  private final Parts<K, V> parts;

  Results(Parts<K, V> parts) {
    this.parts = parts;
  }

  /** Stores what a loader has made, and returns its entry. */
  Entry<V> accept(
      K key,
      Flight<V> flight,
      @Nullable V value,
      LoadContext<V> context,
      EntryOptions options,
      long createdAt) {
    Made<V> made = made(key, flight, value, context, options, createdAt);
    if (made.isForLayers() && !parts.layers().writer().writeLoaded(key, made.entry(), options)) {
      dropOutdated(key, made.entry());
    }
    return made.entry();
  }

  /** Another node's newer write came first; its notice may have come before this entry was here. */
  private void dropOutdated(K key, Entry<V> entry) {
    parts.memory().removeUpTo(key, entry.version);
  }

  /**
   * What was loaded.
   *
   * @param isForLayers whether it is to be written to the layers
   */
  record Made<V>(Entry<V> entry, boolean isForLayers) {}

  private Made<V> made(
      K key,
      Flight<V> flight,
      @Nullable V value,
      LoadContext<V> context,
      EntryOptions options,
      long createdAt) {
    V kept = context.isAbsent() || value == null ? null : parts.copies().of(value);
    Duration ttl = context.ttl();
    if (ttl == null) {
      ttl = kept == null ? options.absentTtl() : options.ttl();
    }
    Version version = requireNonNull(flight.version());
    long now = parts.ticker().exact();
    Entry<V> entry =
        parts.entries().create(key, kept, version, context.details(), ttl, options, createdAt, now);
    boolean isLate = flight.ageNanos() > Nanos.of(options.hardTimeout());
    if (isLate) {
      parts.events().emit(CacheEvent.Kind.LATE_RESULT, key, null);
    }
    parts.events().emit(CacheEvent.Kind.LOADED, key, null);
    boolean isDropped = isLate && options.lateResult() == LateResult.DISCARD;
    boolean isStored = context.isStored() && !ttl.isZero() && !isDropped;
    return new Made<>(entry, isStored && store(key, flight, entry, options));
  }

  /**
   * Stores it in memory and returns whether the layers are to have it. One that did not answer
   * before is not waited for again: callers wait for this load.
   */
  private boolean store(K key, Flight<V> flight, Entry<V> entry, EntryOptions options) {
    if (!options.isSkipped(Skip.MEMORY_WRITE)) {
      keep(key, entry, options, flight);
    }
    boolean isValid = flight.isCurrent() && entry.isUsable(entry.times.createdAt());
    if (!isValid) {
      parts.events().emit(CacheEvent.Kind.SUPERSEDED, key, null);
    }
    return isValid
        && !parts.layers().isEmpty()
        && !options.isSkipped(Skip.LAYER_WRITE)
        && !flight.hasLayerFailed();
  }

  private void keep(K key, Entry<V> entry, EntryOptions options, Flight<V> flight) {
    Entry<V> capped = entry.cappedAt(parts.trust().lastMoment(options));
    parts.memory().store(key, capped, flight::isCurrent);
    if (capped.weight < 0) {
      parts.counters().notKept.increment();
      parts.events().emit(CacheEvent.Kind.NOT_KEPT, key, null);
    }
  }

  /** Keeps in memory what a bulk loader has made of a key. */
  Made<V> madeInBulk(K key, Flight<V> flight, @Nullable V value, EntryOptions options, long at) {
    var context = new LoadContext<V>(null, options);
    V answer = value == null ? context.absent() : value;
    return made(key, flight, answer, context, options, at);
  }

  /** Writes what a bulk loader has made to the layers. */
  void writeAll(Map<K, Made<V>> made, EntryOptions options) {
    Map<K, Entry<V>> entries = new LinkedHashMap<>();
    made.forEach((key, each) -> {
      if (each.isForLayers()) {
        entries.put(key, each.entry());
      }
    });
    Set<K> outdated = parts.layers().writer().writeAllLoaded(entries, options);
    entries.forEach((key, entry) -> {
      if (outdated.contains(key)) {
        dropOutdated(key, entry);
      }
    });
  }
}
