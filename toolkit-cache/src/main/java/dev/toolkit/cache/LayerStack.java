package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import dev.toolkit.cache.layer.NodeLocks;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.layer.VersionClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layers below a cache's memory, and what it tells other nodes. */
final class LayerStack<K, V> implements Recovery.Sink<K> {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** How long a removal is remembered at least, for writes that are still on their way. */
  private static final Duration MIN_MEMORY = Duration.ofSeconds(30);

  /** Beyond this difference between clocks of the nodes somebody should look after them. */
  private static final Duration MAX_SKEW = Duration.ofSeconds(60);

  /** What clocks are read in. */
  private static final Duration CLOCK_STEP = Duration.ofMillis(2);

  /** What became of a write. */
  private enum Written {
    STORED,
    /** A layer has something newer. */
    OUTDATED,
    /** A layer did not take it. */
    FAILED
  }

  private final List<LayerGuard> layers;
  private final @Nullable Backplane backplane;
  private final LayerKeys keys;
  private final @Nullable KeyFormat<K> format;
  private final @Nullable EntryForm<K, V> form;
  private final Ticker ticker;
  private final VersionClock versions;
  private final Memory<K, V> memory;
  private final Markers markers;
  private final LayerMarkers layerMarkers;
  private final Trust trust;
  private final FillStamps stamps = new FillStamps();
  private final Recovery<K> recovery;
  private final Counters counters;
  private final Events<K> events;

  LayerStack(
      List<LayerGuard> layers,
      @Nullable Backplane backplane,
      LayerKeys keys,
      @Nullable KeyFormat<K> format,
      @Nullable EntryForm<K, V> form,
      CacheClock clock,
      Ticker ticker,
      VersionClock versions,
      Memory<K, V> memory,
      Markers markers,
      Trust trust,
      Counters counters,
      Events<K> events) {
    this.layers = List.copyOf(layers);
    this.backplane = backplane;
    this.keys = keys;
    this.format = format;
    this.form = form;
    this.ticker = ticker;
    this.versions = versions;
    this.memory = memory;
    this.markers = markers;
    this.layerMarkers = new LayerMarkers(this.layers, keys, markers, ticker, versions);
    this.trust = trust;
    this.recovery = new Recovery<>(keys.cache(), clock, this);
    this.counters = counters;
    this.events = events;
  }

  boolean isEmpty() {
    return layers.isEmpty();
  }

  String cache() {
    return keys.cache();
  }

  K parse(String text) {
    return format().parse(text);
  }

  /** Makes reads of the key that are under way keep what they find out of memory. */
  void touch(K key) {
    stamps.touch(key.hashCode());
  }

  void touchAll() {
    stamps.touchAll();
  }

  long longestLife() {
    return layerMarkers.longestLife();
  }

  int pending() {
    return recovery.size();
  }

  /** Prepares the layers, as far as they answer. */
  void open() {
    if (layers.isEmpty()) {
      return;
    }
    alignClock();
    try {
      layerMarkers.ensureCleared();
    } catch (LayerFailure e) {
      failed(null, e);
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
          Duration ahead = versions.align(time.get().plus(half), half.plus(CLOCK_STEP));
          warnOfSkew(ahead);
          return;
        }
      } catch (LayerFailure e) {
        failed(null, e);
      }
    }
  }

  private void warnOfSkew(Duration ahead) {
    if (ahead.abs().compareTo(MAX_SKEW) > 0) {
      events.emit(CacheEvent.Kind.CLOCK_SKEWED, null, null);
      LOG.warn(
          "Clock of this node and that of the layer of cache \"{}\" differ by {} s",
          keys.cache(),
          ahead.toSeconds());
    }
  }

  /**
   * Tells the layers again what was changed and invalidated not long ago, in case that they have
   * lost it, and what waits to be told. It waits for nothing.
   */
  void reconnected(Executor executor) {
    markers.raised().forEach(this::tellAgain);
    recovery.tellAgain();
    executor.execute(this::alignClock);
    recovery.hurry();
  }

  private void tellAgain(Marker marker) {
    recovery.addTag(marker.tag(), new Version(marker.stamp(), versions.node()));
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
    String place = keys.entry(format().format(key));
    @Nullable LayerFailure failure = null;
    for (int i = 0; i < layers.size(); i++) {
      try {
        Optional<Stored> stored = layers.get(i).read(l -> l.read(place));
        Entry<V> entry = stored.isEmpty() ? null : believed(key, place, stored.get());
        if (entry != null) {
          counters.layerHits.increment();
          copyUp(i, place, stored.get(), key);
          keep(
              key,
              entry,
              options,
              () -> allowed.getAsBoolean() && stamps.isUnchanged(key.hashCode(), stamp));
          return entry;
        }
      } catch (LayerFailure e) {
        failed(key, e);
        failure = e;
      }
    }
    counters.layerMisses.increment();
    if (failure != null) {
      throw failure;
    }
    return null;
  }

  /** Returns the lock of the key's load, or null if no layer has locks. */
  @Nullable NodeLock lock(K key, Duration lease) {
    for (LayerGuard layer : layers) {
      Optional<NodeLocks> locks = layer.locks();
      if (locks.isPresent()) {
        return new NodeLock(layer, locks.get(), keys.entry(format().format(key)), lease);
      }
    }
    return null;
  }

  private @Nullable Entry<V> believed(K key, String place, Stored stored) throws LayerFailure {
    Entry<V> known = memory.peek(key);
    boolean isOutdated = known != null && known.version.isNewerThan(stored.version());
    if (isOutdated || recovery.isOutdated(key, stored.version())) {
      return null;
    }
    Entry<V> entry = form().decode(key, place, stored);
    return entry != null && layerMarkers.isBelievable(entry) ? entry : null;
  }

  private void failed(@Nullable K key, LayerFailure failure) {
    counters.layerFailures.increment();
    events.emit(CacheEvent.Kind.LAYER_FAILED, key, failure);
  }

  private void copyUp(int found, String place, Stored stored, K key) {
    for (LayerGuard above : layers.subList(0, found)) {
      try {
        above.write(l -> l.write(place, stored));
      } catch (LayerFailure e) {
        failed(key, e);
      }
    }
  }

  private void keep(K key, Entry<V> entry, EntryOptions options, BooleanSupplier allowed) {
    if (entry.isFresh(ticker.exact()) && !options.isSkipped(Skip.MEMORY_WRITE)) {
      memory.store(key, entry.cappedAt(trust.lastMoment(options)), allowed);
    }
  }

  private KeyFormat<K> format() {
    if (format == null) {
      throw new IllegalStateException("A cache with layers has a format of keys");
    }
    return format;
  }

  private EntryForm<K, V> form() {
    if (form == null) {
      throw new IllegalStateException("A cache with layers has a codec");
    }
    return form;
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
    note(key, new Recovery.Change(entry.version, times, ticker.exact()), written);
    return written != Written.OUTDATED;
  }

  private Written write(K key, Entry<V> entry, EntryOptions options) {
    String text = format().format(key);
    String place = keys.entry(text);
    Stored stored = form().encode(key, place, entry);
    if (stored == null) {
      // The layers would go on handing out what this value replaces.
      remove(key, entry.version, options);
      return Written.STORED;
    }
    layerMarkers.outlive(stored.remaining());
    try {
      layerMarkers.ensure(entry);
    } catch (LayerFailure e) {
      failed(key, e);
      return Written.FAILED;
    }
    return tell(
        key,
        Notice.key(keys.cache(), text, entry.version),
        options,
        (layer, notice) ->
            notice == null ? layer.write(place, stored) : layer.write(place, stored, notice));
  }

  /** Removes the entry from all layers and tells the other nodes, later if that fails. */
  void remove(K key, Version version, EntryOptions options) {
    note(key, new Recovery.Change(version, null, ticker.exact()), removeNow(key, version, options));
  }

  private void note(K key, Recovery.Change change, Written written) {
    switch (written) {
      case STORED -> recovery.told(key, change);
      case FAILED -> recovery.add(key, change);
      case OUTDATED -> {}
    }
  }

  private Written removeNow(K key, Version version, EntryOptions options) {
    String text = format().format(key);
    String place = keys.entry(text);
    Duration memoryOfIt =
        options.hardTimeout().compareTo(MIN_MEMORY) > 0 ? options.hardTimeout() : MIN_MEMORY;
    return tell(
        key,
        Notice.key(keys.cache(), text, version),
        options,
        (layer, notice) ->
            notice == null
                ? layer.remove(place, version, memoryOfIt)
                : layer.remove(place, version, memoryOfIt, notice));
  }

  /** Writes the marker of a tag to all layers and tells the other nodes, later if that fails. */
  void invalidate(String tag, Version version, EntryOptions options) {
    if (!mark(keys.tag(tag), Notice.tag(keys.cache(), tag, version), version, options)) {
      recovery.addTag(tag, version);
    }
  }

  /** Writes the cache's marker to all layers and tells the other nodes, later if that fails. */
  void clear(Version version, EntryOptions options) {
    if (!mark(keys.cleared(), Notice.clear(keys.cache(), version), version, options)) {
      recovery.addClear(version);
    }
  }

  private boolean mark(String place, Notice notice, Version version, EntryOptions options) {
    Stored marker = layerMarkers.stored(version);
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
    for (LayerGuard layer : options.isSkipped(Skip.LAYER_WRITE) ? List.<LayerGuard>of() : layers) {
      boolean announcing = layer.announces() && !announced;
      try {
        boolean isNewest = layer.write(l -> change.on(l, announcing ? notice : null));
        announced |= announcing;
        if (!isNewest && result == Written.STORED) {
          result = Written.OUTDATED;
        }
      } catch (LayerFailure e) {
        failed(key, e);
        result = Written.FAILED;
      }
    }
    if (!announced && result != Written.FAILED) {
      publish(notice);
    }
    return result;
  }

  /** Catches everything that a backplane may throw: the value is stored, and others expire. */
  private void publish(Notice notice) {
    if (backplane == null) {
      return;
    }
    try {
      backplane.publish(notice);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      counters.layerFailures.increment();
      events.emit(CacheEvent.Kind.LAYER_FAILED, null, e);
    }
  }

  @Override
  public boolean change(K key, Recovery.Change change) {
    Entry<V> present = memory.peek(key);
    if (present != null && present.version.isNewerThan(change.version())) {
      return true;
    }
    Entry.Times times = change.times();
    if (present == null
        || times == null
        || !present.version.equals(change.version())
        || change.isOld(ticker.exact())) {
      return recovered(
          removeNow(key, change.version(), EntryOptions.ofNeverExpiring()) != Written.FAILED);
    }
    Written written = write(key, present.withTimes(times), EntryOptions.ofNeverExpiring());
    if (written == Written.OUTDATED) {
      memory.removeUpTo(key, change.version());
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
            keys.tag(tag),
            Notice.tag(keys.cache(), tag, version),
            version,
            EntryOptions.ofNeverExpiring()));
  }

  @Override
  public boolean clear(Version version) {
    return recovered(
        mark(
            keys.cleared(),
            Notice.clear(keys.cache(), version),
            version,
            EntryOptions.ofNeverExpiring()));
  }

  @Override
  public boolean bump() {
    Version version = versions.next();
    boolean isTold = clear(version);
    if (isTold) {
      markers.clear(version);
      events.emit(CacheEvent.Kind.CLEARED_FOR_RECOVERY, null, null);
    }
    return isTold;
  }

  private boolean recovered(boolean isTold) {
    if (isTold) {
      counters.recovered.increment();
    }
    return isTold;
  }

  void close() {
    recovery.close();
  }
}
