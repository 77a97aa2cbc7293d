package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Changes what the layers of a cache have, and tells the other nodes, now or later. */
final class LayerWriter<K, V> implements Recovery.Sink<K> {

  /** How long a removal is remembered at least, for writes that are still on their way. */
  private static final Duration MIN_MEMORY = Duration.ofSeconds(30);

  /** And at most, for those who let loads take for ever. */
  private static final Duration MAX_MEMORY = Duration.ofDays(1);

  /** What became of a write. */
  private enum Written {
    STORED,
    /** A layer has something newer. */
    OUTDATED,
    /** A layer did not take it. */
    FAILED
  }

  private final LayerParts<K, V> parts;
  private final Recovery<K> recovery;

  LayerWriter(LayerParts<K, V> parts) {
    this.parts = parts;
    this.recovery = new Recovery<>(parts.keys().cache(), parts.clock(), this);
  }

  int pending() {
    return recovery.size();
  }

  /** Returns whether this node has changed the key after what a layer has for it. */
  boolean isOutdated(K key, Version stored) {
    return recovery.isOutdated(key, stored);
  }

  /**
   * Tells the layers again what was changed and invalidated not long ago, in case that they have
   * lost it, and what waits to be told. It waits for nothing.
   */
  void tellAgain() {
    parts.markers().raised().forEach(this::tellAgain);
    recovery.tellAgain();
    recovery.hurry();
  }

  private void tellAgain(Marker marker) {
    recovery.addTag(marker.tag(), new Version(marker.stamp(), parts.versions().node()));
  }

  /**
   * Writes a loaded entry to all layers and tells the other nodes. If that fails, it is left at
   * that: who needs the value can load it.
   *
   * @return false if a layer has something newer, which this node will read when it is asked
   */
  boolean writeLoaded(K key, Entry<V> entry, EntryOptions options) {
    return write(key, entry, options) != Written.OUTDATED;
  }

  /**
   * Writes the entry of a caller to all layers and tells the other nodes, later if that fails.
   *
   * @return false if a layer has something newer, which this node will read when it is asked
   */
  boolean write(K key, Entry<V> entry, EntryOptions options, Entry.Times times) {
    Written written = write(key, entry, options);
    note(key, new Recovery.Change(entry.version, times, parts.ticker().exact()), written);
    return written != Written.OUTDATED;
  }

  /**
   * Writes loaded entries to all layers as {@link #writeLoaded} does, as many as possible at once.
   *
   * @return the keys of which a layer has something newer
   */
  Set<K> writeAllLoaded(Map<K, Entry<V>> entries, EntryOptions options) {
    var bulk = new BulkWrite<>(parts, this);
    entries.forEach((key, entry) -> bulk.add(key, entry, options));
    return bulk.write(options);
  }

  private Written write(K key, Entry<V> entry, EntryOptions options) {
    String text = parts.format().format(key);
    String place = parts.keys().entry(text);
    Stored stored = parts.form().encode(key, place, entry);
    if (stored == null) {
      // The layers would go on handing out what this value replaces.
      remove(key, entry.version, options);
      return Written.STORED;
    }
    parts.layerMarkers().outlive(stored.remaining());
    try {
      parts.layerMarkers().ensure(entry);
    } catch (LayerFailure e) {
      parts.failed(key, e);
      return Written.FAILED;
    }
    return tell(
        key,
        Notice.key(parts.keys().cache(), text, entry.version),
        options,
        (layer, notice) ->
            notice == null ? layer.write(place, stored) : layer.write(place, stored, notice));
  }

  /** Removes the entry from all layers and tells the other nodes, later if that fails. */
  void remove(K key, Version version, EntryOptions options) {
    note(
        key,
        new Recovery.Change(version, null, parts.ticker().exact()),
        removeNow(key, version, options));
  }

  private void note(K key, Recovery.Change change, Written written) {
    switch (written) {
      case STORED -> recovery.told(key, change);
      case FAILED -> recovery.add(key, change);
      case OUTDATED -> {}
    }
  }

  private Written removeNow(K key, Version version, EntryOptions options) {
    String text = parts.format().format(key);
    String place = parts.keys().entry(text);
    long load = Nanos.of(options.hardTimeout());
    Duration memoryOfIt =
        Duration.ofNanos(Math.clamp(load, MIN_MEMORY.toNanos(), MAX_MEMORY.toNanos()));
    return tell(
        key,
        Notice.key(parts.keys().cache(), text, version),
        options,
        (layer, notice) ->
            notice == null
                ? layer.remove(place, version, memoryOfIt)
                : layer.remove(place, version, memoryOfIt, notice));
  }

  /** Writes the marker of a tag to all layers and tells the other nodes, later if that fails. */
  void invalidate(String tag, Version version, EntryOptions options) {
    if (!mark(
        parts.keys().tag(tag), Notice.tag(parts.keys().cache(), tag, version), version, options)) {
      recovery.addTag(tag, version);
    }
  }

  /** Writes the cache's marker to all layers and tells the other nodes, later if that fails. */
  void clear(Version version, EntryOptions options) {
    if (!mark(
        parts.keys().cleared(), Notice.clear(parts.keys().cache(), version), version, options)) {
      recovery.addClear(version);
    }
  }

  private boolean mark(String place, Notice notice, Version version, EntryOptions options) {
    Stored marker = parts.layerMarkers().stored(version);
    return tell(
            null,
            notice,
            options,
            (layer, told) ->
                told == null ? layer.write(place, marker) : layer.write(place, marker, told))
        != Written.FAILED;
  }

  /** A change of a layer. */
  @FunctionalInterface
  private interface LayerChange {

    /**
     * @param notice to be sent in the same step, or null
     */
    boolean on(Layer layer, @Nullable Notice notice) throws Exception;
  }

  /** The notice follows the change: who hears it and asks a layer gets what it is about. */
  private Written tell(@Nullable K key, Notice notice, EntryOptions options, LayerChange change) {
    boolean announced = options.isSkipped(Skip.NOTICE);
    Written result = Written.STORED;
    for (LayerGuard layer :
        options.isSkipped(Skip.LAYER_WRITE) ? List.<LayerGuard>of() : parts.layers()) {
      boolean announcing = layer.announces() && !announced;
      try {
        boolean isNewest = layer.write(l -> change.on(l, announcing ? notice : null));
        announced |= announcing;
        if (!isNewest && result == Written.STORED) {
          result = Written.OUTDATED;
        }
      } catch (LayerFailure e) {
        parts.failed(key, e);
        result = Written.FAILED;
      }
    }
    if (!announced && result != Written.FAILED) {
      publish(notice);
    }
    return result;
  }

  /** Catches everything that a backplane may throw: the value is stored, and others expire. */
  void publish(Notice notice) {
    Backplane backplane = parts.backplane();
    if (backplane == null) {
      return;
    }
    try {
      backplane.publish(notice);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      parts.counters().layerFailures.increment();
      parts.events().emit(CacheEvent.Kind.LAYER_FAILED, null, e);
    }
  }

  @Override
  public boolean change(K key, Recovery.Change change) {
    Entry<V> present = parts.memory().peek(key);
    if (present != null && present.version.isNewerThan(change.version())) {
      return true;
    }
    Entry.Times times = change.times();
    if (present == null
        || times == null
        || !present.version.equals(change.version())
        || change.isOld(parts.ticker().exact())) {
      return recovered(
          removeNow(key, change.version(), EntryOptions.ofNeverExpiring()) != Written.FAILED);
    }
    Written written = write(key, present.withTimes(times), EntryOptions.ofNeverExpiring());
    if (written == Written.OUTDATED) {
      parts.memory().removeUpTo(key, change.version());
    }
    if (written == Written.STORED) {
      recovery.told(key, change);
    }
    return recovered(written != Written.FAILED);
  }

  @Override
  public boolean invalidate(String tag, Version version) {
    return recovered(
        mark(
            parts.keys().tag(tag),
            Notice.tag(parts.keys().cache(), tag, version),
            version,
            EntryOptions.ofNeverExpiring()));
  }

  @Override
  public boolean clear(Version version) {
    return recovered(
        mark(
            parts.keys().cleared(),
            Notice.clear(parts.keys().cache(), version),
            version,
            EntryOptions.ofNeverExpiring()));
  }

  @Override
  public boolean bump() {
    Version version = parts.versions().next();
    boolean isTold = clear(version);
    if (isTold) {
      parts.markers().clear(version);
      parts.events().emit(CacheEvent.Kind.CLEARED_FOR_RECOVERY, null, null);
    }
    return isTold;
  }

  private boolean recovered(boolean isTold) {
    if (isTold) {
      parts.counters().recovered.increment();
    }
    return isTold;
  }

  void close() {
    recovery.close();
  }
}
