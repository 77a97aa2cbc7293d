package dev.toolkit.cache;

import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.VersionClock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What reading and writing the layers of one cache share.
 *
 * @param givenFormat how keys become text, or null without layers
 * @param givenForm how entries become bytes, or null without layers
 */
record LayerParts<K, V>(
    List<LayerGuard> layers,
    @Nullable Backplane backplane,
    LayerKeys keys,
    @Nullable KeyFormat<K> givenFormat,
    @Nullable EntryForm<K, V> givenForm,
    CacheClock clock,
    Ticker ticker,
    VersionClock versions,
    Memory<K, V> memory,
    Markers markers,
    LayerMarkers layerMarkers,
    Trust trust,
    Counters counters,
    Events<K> events) {

  KeyFormat<K> format() {
    if (givenFormat == null) {
      throw new IllegalStateException("A cache with layers has a format of keys");
    }
    return givenFormat;
  }

  EntryForm<K, V> form() {
    if (givenForm == null) {
      throw new IllegalStateException("A cache with layers has a codec");
    }
    return givenForm;
  }

  /** Notes that a layer could not be asked. */
  void failed(@Nullable K key, LayerFailure failure) {
    counters.layerFailures.increment();
    events.emit(CacheEvent.Kind.LAYER_FAILED, key, failure);
  }
}
