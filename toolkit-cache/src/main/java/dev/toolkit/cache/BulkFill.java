package dev.toolkit.cache;

import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Stored;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Asks the layers for several keys, as many as possible at once. */
final class BulkFill<K, V> {

  /**
   * What layers have.
   *
   * @param entries fresh or stale
   * @param unknown the keys without an entry of which a layer could not say whether it has one
   */
  record Filled<K, V>(Map<K, Entry<V>> entries, Set<K> unknown) {}

  private final LayerParts<K, V> parts;
  private final LayerStack<K, V> stack;
  private final EntryOptions options;

  /** What is not found yet, by its place in the layers. */
  private final Map<String, K> missing = new LinkedHashMap<>();

  /** The stamps of keys before the layers were asked. */
  private final Map<K, Long> stamps = new LinkedHashMap<>();

  private final Map<K, Entry<V>> found = new LinkedHashMap<>();
  private final Set<K> unknown = new HashSet<>();

  BulkFill(LayerParts<K, V> parts, LayerStack<K, V> stack, EntryOptions options) {
    this.parts = parts;
    this.stack = stack;
    this.options = options;
  }

  /**
   * Returns what the first layer that has something of a key has, and keeps the fresh of it.
   *
   * @param asked the keys, and whether they were not written since
   */
  Filled<K, V> fill(Map<K, BooleanSupplier> asked) {
    for (K key : asked.keySet()) {
      missing.put(parts.keys().entry(parts.format().format(key)), key);
      stamps.put(key, stack.stamps().of(key.hashCode()));
    }
    for (int i = 0; i < parts.layers().size(); i++) {
      LayerGuard layer = parts.layers().get(i);
      for (List<String> places : layer.batches(new ArrayList<>(missing.keySet()))) {
        ask(i, places, asked);
      }
    }
    parts.counters().layerHits.add(found.size());
    parts.counters().layerMisses.add(asked.size() - found.size());
    unknown.removeAll(found.keySet());
    return new Filled<>(found, unknown);
  }

  private void ask(int index, List<String> places, Map<K, BooleanSupplier> asked) {
    try {
      Map<String, Stored> stored = parts.layers().get(index).readAll(places);
      Map<String, Entry<V>> entries = readable(places, stored);
      parts.layerMarkers().retainBelievable(entries);
      entries.forEach((place, entry) -> accept(index, place, stored.get(place), entry, asked));
    } catch (LayerFailure e) {
      parts.failed(null, e);
      places.forEach(place -> unknown.add(missing.get(place)));
    }
  }

  private Map<String, Entry<V>> readable(List<String> places, Map<String, Stored> stored) {
    Map<String, Entry<V>> entries = new LinkedHashMap<>();
    for (String place : places) {
      K key = missing.get(place);
      Stored bytes = stored.get(place);
      Entry<V> entry = key == null || bytes == null ? null : stack.readable(key, place, bytes);
      if (entry != null) {
        entries.put(place, entry);
      }
    }
    return entries;
  }

  private void accept(
      int index,
      String place,
      @Nullable Stored stored,
      Entry<V> entry,
      Map<K, BooleanSupplier> asked) {
    K key = missing.remove(place);
    BooleanSupplier allowed = key == null ? null : asked.get(key);
    Long stamp = key == null ? null : stamps.get(key);
    if (key == null || stored == null || allowed == null || stamp == null) {
      throw new IllegalStateException("An entry was asked for that is not wanted");
    }
    found.put(key, entry);
    stack.copyUp(index, place, stored, key);
    stack.keep(
        key,
        entry,
        options,
        () -> allowed.getAsBoolean() && stack.stamps().isUnchanged(key.hashCode(), stamp));
  }
}
