package dev.toolkit.cache;

import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.layer.VersionClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The markers that layers keep, by which a node learns what was invalidated before it came. */
final class LayerMarkers {

  /*
   * A marker that a layer does not have tells nothing: it may never have been raised, or the layer
   * may have dropped it to make room, or restarted without it. So an entry of a layer is believed
   * only if all of its markers are there, and whoever writes or reads an entry first sees to it that
   * they are. One that is missing is written with a version just below that of the entry, or of the
   * moment: what layers have from before is a miss, for it might have been invalidated. What is in
   * the memory of nodes that heard of all invalidations stays.
   */

  /** How long a marker is kept at least: longer than most entries live. */
  private static final Duration MIN_LIFE = Duration.ofDays(1);

  /** The longest that an entry of this node lives in a layer. */
  private final AtomicLong longestLife = new AtomicLong(MIN_LIFE.toNanos());

  private final List<LayerGuard> layers;
  private final LayerKeys keys;
  private final Markers markers;
  private final Ticker ticker;
  private final VersionClock versions;

  LayerMarkers(
      List<LayerGuard> layers,
      LayerKeys keys,
      Markers markers,
      Ticker ticker,
      VersionClock versions) {
    this.layers = layers;
    this.keys = keys;
    this.markers = markers;
    this.ticker = ticker;
    this.versions = versions;
  }

  long longestLife() {
    return longestLife.get();
  }

  /** Notes that an entry of this node lives so long in a layer: its markers must live longer. */
  void outlive(Duration life) {
    longestLife.accumulateAndGet(Nanos.of(life), Math::max);
  }

  private String place(Marker marker) {
    return marker == markers.cleared() ? keys.cleared() : keys.tag(marker.tag());
  }

  private List<Marker> unknown(Entry<?> entry) {
    long now = ticker.exact();
    List<Marker> unknown = List.of();
    for (Marker marker : entry.markers()) {
      if (markers.mustAsk(marker, now)) {
        unknown = unknown.isEmpty() ? new ArrayList<>() : unknown;
        unknown.add(marker);
      }
    }
    return unknown;
  }

  private List<Marker> unknown(Collection<? extends Entry<?>> entries) {
    Set<Marker> unknown = new LinkedHashSet<>();
    entries.forEach(entry -> unknown.addAll(unknown(entry)));
    return List.copyOf(unknown);
  }

  /**
   * Returns whether no marker, in memory or in the layers, says that the entry is older.
   *
   * @throws LayerFailure if no layer can say
   */
  boolean isBelievable(Entry<?> entry) throws LayerFailure {
    learn(unknown(entry));
    return isLet(entry);
  }

  private boolean isLet(Entry<?> entry) {
    for (Marker marker : entry.markers()) {
      if (!marker.lets(entry.version.stamp())) {
        return false;
      }
    }
    return entry.isUsable(ticker.exact());
  }

  /**
   * Leaves those of several entries that are believable, asking for all their markers at once.
   *
   * @throws LayerFailure if no layer can say
   */
  void retainBelievable(Map<?, ? extends Entry<?>> entries) throws LayerFailure {
    learn(unknown(entries.values()));
    entries.values().removeIf(entry -> !isLet(entry));
  }

  /**
   * Asks for markers before entries are read. One that is missing is made now, as a write would:
   * who writes may not know that it is gone, and this node would believe nothing any more.
   */
  private void learn(List<Marker> unknown) throws LayerFailure {
    if (!unknown.isEmpty()) {
      ensure(unknown, versions.next());
    }
  }

  private void ask(List<Marker> unknown) throws LayerFailure {
    long now = ticker.exact();
    List<String> places = unknown.stream().map(this::place).toList();
    boolean[] stored = new boolean[unknown.size()];
    boolean answered = false;
    @Nullable LayerFailure failure = null;
    for (LayerGuard layer : layers) {
      try {
        Map<String, Stored> found = layer.readAll(places);
        for (int i = 0; i < stored.length; i++) {
          stored[i] |= raise(unknown.get(i), found.get(places.get(i)));
        }
        answered = true;
      } catch (LayerFailure e) {
        failure = e;
      }
    }
    if (!answered && failure != null) {
      throw failure;
    }
    for (int i = 0; i < stored.length; i++) {
      unknown.get(i).checked(now, stored[i]);
    }
  }

  private boolean raise(Marker marker, @Nullable Stored stored) {
    if (stored == null || !versions.observe(stored.version())) {
      return false;
    }
    marker.raise(stored.version());
    return true;
  }

  /**
   * Sees to it that the layers have all markers of an entry that is to be written.
   *
   * @throws LayerFailure if they cannot say, or cannot keep them
   */
  void ensure(Entry<?> entry) throws LayerFailure {
    List<Marker> unknown = unknown(entry);
    if (!unknown.isEmpty()) {
      ensure(unknown, entry.version);
    }
  }

  /**
   * Sees to it that the layers have all markers of entries that are to be written.
   *
   * @param lowest the version of that entry which has the lowest
   * @throws LayerFailure if they cannot say, or cannot keep them
   */
  void ensureAll(Collection<? extends Entry<?>> entries, Version lowest) throws LayerFailure {
    List<Marker> unknown = unknown(entries);
    if (!unknown.isEmpty()) {
      ensure(unknown, lowest);
    }
  }

  /**
   * Sees to it that the layers have the marker of the cache before anything is written.
   *
   * @throws LayerFailure if they cannot say, or cannot keep it
   */
  void ensureCleared() throws LayerFailure {
    ensure(List.of(markers.cleared()), versions.next());
  }

  private void ensure(List<Marker> unknown, Version version) throws LayerFailure {
    ask(unknown);
    Version floor = new Version(version.stamp() - 1, version.node());
    List<Marker> missing = unknown.stream().filter(marker -> !marker.isStored()).toList();
    if (!missing.isEmpty()) {
      create(missing, floor);
    }
  }

  private void create(List<Marker> missing, Version floor) throws LayerFailure {
    Map<String, Stored> entries = new LinkedHashMap<>();
    missing.forEach(marker -> entries.put(place(marker), stored(floor)));
    Set<String> newest = new HashSet<>(entries.keySet());
    for (LayerGuard layer : layers) {
      newest.retainAll(layer.writeAll(entries, null));
    }
    for (Marker marker : missing) {
      // If not, another node wrote one in between: the next read asks for it.
      if (newest.contains(place(marker))) {
        marker.created(floor, ticker.exact());
      }
    }
  }

  /** Returns what a layer keeps of a marker. */
  Stored stored(Version version) {
    byte[] nothing = new byte[0];
    return Stored.of(version, Duration.ofNanos(longestLife.get()), nothing, nothing);
  }
}
