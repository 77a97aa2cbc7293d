package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Stored;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Asks the layers for several keys, as many as possible at once. */
final class BulkFill<K, V> {

  /**
   * What layers have.
   *
   * @param entries fresh or stale
   * @param unknown the keys without an entry of which a layer could not say whether it has one
   */
  record Filled<K, V>(Map<K, Entry<V>> entries, Set<K> unknown) {}

  /**
   * A key that was not found yet.
   *
   * @param allowed whether it was not written since
   * @param stamp its stamp before the layers were asked
   */
  private record Wanted<K>(K key, BooleanSupplier allowed, long stamp) {}

  private final LayerParts<K, V> parts;
  private final LayerStack<K, V> stack;
  private final EntryOptions options;

  /** By their places in the layers. */
  private final Map<String, Wanted<K>> wanted = new LinkedHashMap<>();

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
    asked.forEach((key, allowed) -> {
      long stamp = stack.stamps().of(key.hashCode());
      String place = parts.keys().entry(parts.format().format(key));
      wanted.put(place, new Wanted<>(key, allowed, stamp));
    });
    for (int i = 0; i < parts.layers().size(); i++) {
      LayerGuard layer = parts.layers().get(i);
      for (List<String> places : layer.batches(List.copyOf(wanted.keySet()))) {
        ask(i, places);
      }
    }
    parts.counters().layerHits.add(found.size());
    parts.counters().layerMisses.add(asked.size() - found.size());
    unknown.removeAll(found.keySet());
    return new Filled<>(found, unknown);
  }

  private void ask(int index, List<String> places) {
    try {
      Map<String, Stored> stored = parts.layers().get(index).readAll(places);
      Map<String, Entry<V>> entries = readable(places, stored);
      parts.layerMarkers().retainBelievable(entries);
      stored.keySet().retainAll(entries.keySet());
      stack.copyUp(index, stored);
      entries.forEach(this::accept);
    } catch (LayerFailure e) {
      parts.failed(null, e);
      places.forEach(place -> unknown.add(wanted(place).key()));
    }
  }

  private Wanted<K> wanted(String place) {
    return requireNonNull(wanted.get(place), place);
  }

  private Map<String, Entry<V>> readable(List<String> places, Map<String, Stored> stored) {
    Map<String, Entry<V>> entries = new LinkedHashMap<>();
    for (String place : places) {
      Stored bytes = stored.get(place);
      Entry<V> entry = bytes == null ? null : stack.readable(wanted(place).key(), place, bytes);
      if (entry != null) {
        entries.put(place, entry);
      }
    }
    return entries;
  }

  private void accept(String place, Entry<V> entry) {
    Wanted<K> asked = wanted(place);
    wanted.remove(place);
    found.put(asked.key(), entry);
    int hash = asked.key().hashCode();
    stack.keep(
        asked.key(),
        entry,
        options,
        () -> asked.allowed().getAsBoolean() && stack.stamps().isUnchanged(hash, asked.stamp()));
  }
}
