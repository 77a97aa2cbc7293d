package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes loaded entries to the layers, as many as possible at once, and tells the other nodes. */
final class BulkWrite<K, V> {

  private final LayerParts<K, V> parts;
  private final LayerWriter<K, V> writer;

  private final Map<String, K> keys = new LinkedHashMap<>();
  private final Map<String, Entry<V>> entries = new LinkedHashMap<>();
  private final Map<String, Stored> stored = new LinkedHashMap<>();
  private final Map<String, Notice> notices = new LinkedHashMap<>();

  private final Set<String> failed = new HashSet<>();
  private final Set<String> outdated = new HashSet<>();

  BulkWrite(LayerParts<K, V> parts, LayerWriter<K, V> writer) {
    this.parts = parts;
    this.writer = writer;
  }

  /** Adds an entry; if it cannot be written, what layers have under its key is removed. */
  void add(K key, Entry<V> entry, EntryOptions options) {
    String text = parts.format().format(key);
    String place = parts.keys().entry(text);
    Stored bytes = parts.form().encode(key, place, entry);
    if (bytes == null) {
      writer.remove(key, entry.version, options);
      return;
    }
    parts.layerMarkers().outlive(bytes.remaining());
    keys.put(place, key);
    entries.put(place, entry);
    stored.put(place, bytes);
    notices.put(place, Notice.key(parts.keys().cache(), text, entry.version));
  }

  /** Writes what was added, and returns the keys of which a layer has something newer. */
  Set<K> write(EntryOptions options) {
    if (stored.isEmpty() || !hasMarkers()) {
      return Set.of();
    }
    boolean announced = options.isSkipped(Skip.NOTICE);
    for (LayerGuard layer : parts.layers()) {
      boolean announcing = layer.announces() && !announced;
      for (List<String> places : layer.batches(List.copyOf(stored.keySet()))) {
        write(layer, places, announcing ? notices : null);
      }
      announced |= announcing;
    }
    if (!announced) {
      notices.forEach((place, notice) -> {
        if (!failed.contains(place)) {
          writer.publish(notice);
        }
      });
    }
    outdated.removeAll(failed);
    Map<String, K> newer = new LinkedHashMap<>(keys);
    newer.keySet().retainAll(outdated);
    return new HashSet<>(newer.values());
  }

  private boolean hasMarkers() {
    try {
      parts.layerMarkers().ensureAll(entries.values(), lowestVersion());
      return true;
    } catch (LayerFailure e) {
      parts.failed(null, e);
      return false;
    }
  }

  private Version lowestVersion() {
    Version lowest = entries.values().iterator().next().version;
    for (Entry<V> entry : entries.values()) {
      lowest = lowest.isNewerThan(entry.version) ? entry.version : lowest;
    }
    return lowest;
  }

  private void write(
      LayerGuard layer, List<String> places, @Nullable Map<String, Notice> announced) {
    try {
      Set<String> taken = layer.writeAll(LayerGuard.part(stored, places), announced);
      places.stream().filter(place -> !taken.contains(place)).forEach(outdated::add);
    } catch (LayerFailure e) {
      parts.failed(null, e);
      failed.addAll(places);
    }
  }
}
