package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layers below a cache's memory, and what it tells other nodes. */
final class LayerStack<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** Beyond this difference between clocks of the nodes somebody should look after them. */
  private static final Duration MAX_SKEW = Duration.ofSeconds(60);

  /** What clocks are read in. */
  private static final Duration CLOCK_STEP = Duration.ofMillis(2);

  private final LayerParts<K, V> parts;
  private final List<LayerGuard> layers;
  private final LayerWriter<K, V> writer;
  private final FillStamps stamps = new FillStamps();

  /** How long it takes at most until an entry is read. */
  private final long patienceNanos;

  LayerStack(LayerParts<K, V> parts) {
    this.parts = parts;
    this.layers = parts.layers();
    this.writer = new LayerWriter<>(parts);
    // Each layer may be asked twice: for the entry, and for markers of its tags.
    this.patienceNanos =
        layers.stream()
            .mapToLong(LayerGuard::timeoutNanos)
            .reduce(0, (sum, each) -> Nanos.plus(Nanos.plus(sum, each), each));
  }

  /** Returns what changes the layers. */
  LayerWriter<K, V> writer() {
    return writer;
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  /** Returns whether an entry is read, or not, within that time. */
  boolean answersWithin(long nanos) {
    return patienceNanos <= nanos;
  }

  String cache() {
    return parts.keys().cache();
  }

  K parse(String text) {
    return parts.format().parse(text);
  }

  /** Makes reads of the key that are under way keep what they find out of memory. */
  void touch(K key) {
    stamps.touch(key.hashCode());
  }

  void touchAll() {
    stamps.touchAll();
  }

  long longestLife() {
    return parts.layerMarkers().longestLife();
  }

  /** Prepares the layers, as far as they answer. */
  void open() {
    if (layers.isEmpty()) {
      return;
    }
    alignClock();
    try {
      parts.layerMarkers().ensureCleared();
    } catch (LayerFailure e) {
      parts.failed(null, e);
    }
  }

  /** Goes by the time of the first layer that has any. */
  private void alignClock() {
    for (LayerGuard layer : layers) {
      try {
        long start = System.nanoTime();
        Optional<Instant> time = layer.read(l -> l.time());
        if (time.isPresent()) {
          // It was read somewhere between the question and the answer.
          Duration half = Duration.ofNanos((System.nanoTime() - start) / 2);
          Duration ahead = parts.versions().align(time.get().plus(half), half.plus(CLOCK_STEP));
          warnOfSkew(ahead);
          return;
        }
      } catch (LayerFailure e) {
        parts.failed(null, e);
      }
    }
  }

  private void warnOfSkew(Duration ahead) {
    if (ahead.abs().compareTo(MAX_SKEW) > 0) {
      parts.events().emit(CacheEvent.Kind.CLOCK_SKEWED, null, null);
      LOG.warn(
          "Clock of this node and that of the layer of cache \"{}\" differ by {} s",
          parts.keys().cache(),
          ahead.toSeconds());
    }
  }

  /** Compares and tells again what may have been missed. It waits for nothing. */
  void reconnected(Executor executor) {
    executor.execute(this::alignClock);
    writer.tellAgain();
  }

  /**
   * Returns the entry that the first of the layers has, fresh or stale, and keeps a fresh one in
   * memory.
   *
   * @param allowed is asked whether the key was not written since
   * @throws LayerFailure if none has one, and one could not say
   */
  @Nullable Entry<V> fill(K key, EntryOptions options, BooleanSupplier allowed)
      throws LayerFailure {
    long stamp = stamps.of(key.hashCode());
    String place = parts.keys().entry(parts.format().format(key));
    @Nullable LayerFailure failure = null;
    for (int i = 0; i < layers.size(); i++) {
      try {
        Optional<Stored> stored = layers.get(i).read(l -> l.read(place));
        Entry<V> entry = stored.isEmpty() ? null : believed(key, place, stored.get());
        if (entry != null) {
          parts.counters().layerHits.increment();
          copyUp(i, Map.of(place, stored.get()));
          keep(
              key,
              entry,
              options,
              () -> allowed.getAsBoolean() && stamps.isUnchanged(key.hashCode(), stamp));
          return entry;
        }
      } catch (LayerFailure e) {
        parts.failed(key, e);
        failure = e;
      }
    }
    parts.counters().layerMisses.increment();
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** Returns what the layers have of several keys, and keeps the fresh of it in memory. */
  BulkFill.Filled<K, V> fillAll(Map<K, BooleanSupplier> asked, EntryOptions options) {
    return new BulkFill<>(parts, this, options).fill(asked);
  }

  FillStamps stamps() {
    return stamps;
  }

  /** Returns the lock of the key's load, or null if no layer has locks. */
  @Nullable NodeLock lock(K key, Duration lease) {
    for (LayerGuard layer : layers) {
      Optional<NodeLocks> locks = layer.locks();
      if (locks.isPresent()) {
        return new NodeLock(
            layer, locks.get(), parts.keys().entry(parts.format().format(key)), lease);
      }
    }
    return null;
  }

  private @Nullable Entry<V> believed(K key, String place, Stored stored) throws LayerFailure {
    Entry<V> entry = readable(key, place, stored);
    return entry != null && parts.layerMarkers().isBelievable(entry) ? entry : null;
  }

  /** Returns the entry, or null if this node knows a newer one or cannot read it. */
  @Nullable Entry<V> readable(K key, String place, Stored stored) {
    Entry<V> known = parts.memory().peek(key);
    boolean isOutdated = known != null && known.version.isNewerThan(stored.version());
    if (isOutdated || writer.isOutdated(key, stored.version())) {
      return null;
    }
    return parts.form().decode(key, place, stored);
  }

  /**
   * Writes what a layer has to those above.
   *
   * @param entries by their places
   */
  void copyUp(int found, Map<String, Stored> entries) {
    for (LayerGuard above : layers.subList(0, found)) {
      try {
        above.writeAll(entries, null);
      } catch (LayerFailure e) {
        parts.failed(null, e);
      }
    }
  }

  /** Keeps an entry of a layer in memory, if it is fresh. */
  void keep(K key, Entry<V> entry, EntryOptions options, BooleanSupplier allowed) {
    if (entry.isFresh(parts.ticker().exact()) && !options.isSkipped(Skip.MEMORY_WRITE)) {
      parts.memory().store(key, entry.cappedAt(parts.trust().lastMoment(options)), allowed);
    }
  }

  void close() {
    writer.close();
  }
}
