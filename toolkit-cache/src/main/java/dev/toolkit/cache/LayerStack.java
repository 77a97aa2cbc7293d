package dev.toolkit.cache;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.LayerGuard.LayerFailure;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Notice;
import dev.toolkit.cache.layer.Stored;
import dev.toolkit.cache.layer.Version;
import dev.toolkit.cache.layer.VersionClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The layers below a cache's memory, and what it tells other nodes. */
final class LayerStack<K, V> {

  private static final Logger LOG = LoggerFactory.getLogger(Cache.class);

  /** How long a removal is remembered at least, for writes that are still on their way. */
  private static final Duration MIN_MEMORY = Duration.ofSeconds(30);

  /** How long the invalidation of a tag is remembered at least: longer than most entries live. */
  private static final Duration MIN_MARKER_LIFE = Duration.ofDays(1);

  private final List<LayerGuard> layers;
  private final @Nullable Backplane backplane;
  private final LayerKeys keys;
  private final @Nullable KeyFormat<K> format;
  private final @Nullable BodyForm<V> form;
  private final Ticker ticker;
  private final VersionClock versions;
  private final Memory<K, V> memory;
  private final Entries<K, V> entries;
  private final Markers markers;
  private final FillStamps stamps = new FillStamps();
  private final Counters counters;
  private final Events<K> events;

  /** The longest that an entry of this node lives in a layer. */
  private final AtomicLong longestLife = new AtomicLong(MIN_MARKER_LIFE.toNanos());

  LayerStack(
      List<LayerGuard> layers,
      @Nullable Backplane backplane,
      LayerKeys keys,
      @Nullable KeyFormat<K> format,
      @Nullable BodyForm<V> form,
      Ticker ticker,
      VersionClock versions,
      Memory<K, V> memory,
      Entries<K, V> entries,
      Markers markers,
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
    this.entries = entries;
    this.markers = markers;
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
    return longestLife.get();
  }

  /**
   * Returns the entry that the first of the layers has, fresh or stale, and keeps a fresh one in
   * memory.
   *
   * @param allowed is asked whether the key was not written since
   */
  @Nullable Entry<V> fill(K key, EntryOptions options, BooleanSupplier allowed) {
    long stamp = stamps.of(key.hashCode());
    String place = keys.entry(format().format(key));
    for (int i = 0; i < layers.size(); i++) {
      Optional<Stored> stored = read(layers.get(i), place, key);
      Entry<V> entry = stored.isEmpty() ? null : decode(key, place, stored.get());
      if (entry != null && isBelievable(key, entry)) {
        counters.layerHits.increment();
        copyUp(i, place, stored.get(), key);
        keep(
            key,
            entry,
            options,
            () -> allowed.getAsBoolean() && stamps.isUnchanged(key.hashCode(), stamp));
        return entry;
      }
    }
    counters.layerMisses.increment();
    return null;
  }

  private Optional<Stored> read(LayerGuard layer, String place, K key) {
    try {
      return layer.call(l -> l.read(place));
    } catch (LayerFailure e) {
      failed(key, e);
      return Optional.empty();
    }
  }

  private void failed(@Nullable K key, LayerFailure failure) {
    counters.layerFailures.increment();
    events.emit(CacheEvent.Kind.LAYER_FAILED, key, failure);
  }

  private void copyUp(int found, String place, Stored stored, K key) {
    for (LayerGuard above : layers.subList(0, found)) {
      try {
        above.call(l -> l.write(place, stored));
      } catch (LayerFailure e) {
        failed(key, e);
      }
    }
  }

  private void keep(K key, Entry<V> entry, EntryOptions options, BooleanSupplier allowed) {
    long now = ticker.exact();
    if (entry.isFresh(now) && !options.isSkipped(Skip.MEMORY_WRITE)) {
      memory.store(key, entry.cappedAt(Nanos.plus(now, Nanos.of(options.memoryTtl()))), allowed);
    }
  }

  /** Catches everything that a codec may throw: whatever it is, the entry cannot be read. */
  private @Nullable Entry<V> decode(K key, String place, Stored stored) {
    // Also if it cannot be read: what is loaded instead must be newer to take its place.
    boolean isPlausible = versions.observe(stored.version());
    try {
      if (!isPlausible) {
        throw new IOException("Version of an entry is from more than a day ahead");
      }
      Envelope envelope = Envelope.parse(stored.head());
      V value = form().read(envelope, stored.head(), stored.body(), place);
      return entries.of(
          key, value, stored.version(), envelope.details(), times(envelope, stored.remaining()));
    } catch (Exception e) {
      counters.corrupt.increment();
      events.emit(CacheEvent.Kind.CORRUPT, key, e);
      LOG.warn(
          "Entry of cache \"{}\" in a layer cannot be read and counts as a miss: {}",
          keys.cache(),
          e.getClass().getName());
      return null;
    }
  }

  private KeyFormat<K> format() {
    if (format == null) {
      throw new IllegalStateException("A cache with layers has a format of keys");
    }
    return format;
  }

  private BodyForm<V> form() {
    if (form == null) {
      throw new IllegalStateException("A cache with layers has a codec");
    }
    return form;
  }

  private Entry.Times times(Envelope envelope, Duration remaining) {
    long now = ticker.exact();
    if (envelope.lifeNanos() == Nanos.NEVER) {
      return new Entry.Times(now, Nanos.NEVER, Nanos.NEVER, Nanos.NEVER);
    }
    long staleUntil = Nanos.plus(now, Nanos.of(remaining));
    long expiresAt = staleUntil - envelope.staleNanos();
    long refreshAt = expiresAt - envelope.eagerNanos();
    return new Entry.Times(expiresAt - envelope.lifeNanos(), refreshAt, expiresAt, staleUntil);
  }

  /** Returns whether no marker, in memory or in the layers, says that the entry is older. */
  private boolean isBelievable(K key, Entry<V> entry) {
    long now = ticker.exact();
    List<Marker> unknown = new ArrayList<>();
    for (Marker marker : entry.markers()) {
      if (markers.mustAsk(marker, now)) {
        unknown.add(marker);
      }
    }
    return (unknown.isEmpty() || askFor(key, unknown, now)) && entry.isUsable(now);
  }

  /** Returns false if no layer can say: then an entry of a layer is not believed. */
  private boolean askFor(K key, List<Marker> unknown, long now) {
    List<String> places = unknown.stream().map(this::place).toList();
    boolean answered = false;
    for (LayerGuard layer : layers) {
      try {
        Map<String, Stored> found = layer.call(l -> l.readAll(places));
        for (Marker marker : unknown) {
          Stored stored = found.get(place(marker));
          if (stored != null && versions.observe(stored.version())) {
            marker.raise(stored.version());
          }
        }
        answered = true;
      } catch (LayerFailure e) {
        failed(key, e);
      }
    }
    if (answered) {
      unknown.forEach(marker -> marker.checked(now));
    }
    return answered;
  }

  private String place(Marker marker) {
    return marker == markers.cleared() ? keys.cleared() : keys.tag(marker.tag());
  }

  /**
   * Writes the entry to all layers and tells the other nodes.
   *
   * @return false if a layer has something newer, which this node will read when it is asked
   */
  boolean write(K key, Entry<V> entry, EntryOptions options) {
    String text = format().format(key);
    String place = keys.entry(text);
    Notice notice = Notice.key(keys.cache(), text, entry.version);
    Stored stored = encode(key, place, entry);
    if (stored == null) {
      // The layers would go on handing out what this value replaces.
      remove(key, entry.version, options);
      return true;
    }
    longestLife.accumulateAndGet(Nanos.of(stored.remaining()), Math::max);
    boolean isNewest = true;
    boolean announced = false;
    for (LayerGuard layer : layers) {
      try {
        boolean announcing = layer.announces() && !announced && !options.isSkipped(Skip.NOTICE);
        boolean written =
            layer.call(l -> announcing ? l.write(place, stored, notice) : l.write(place, stored));
        isNewest &= written;
        announced |= announcing;
      } catch (LayerFailure e) {
        failed(key, e);
      }
    }
    if (!announced && isNewest && !options.isSkipped(Skip.NOTICE)) {
      publish(notice);
    }
    return isNewest;
  }

  /** Catches everything that a codec may throw: the value is then in memory only. */
  private @Nullable Stored encode(K key, String place, Entry<V> entry) {
    try {
      BodyForm.Written written = form().write(entry.value);
      byte[] head = envelope(entry, written).toBytes();
      byte[] body = form().seal(written.body, head, place);
      long life = Nanos.plus(0, entry.times.staleUntil() - ticker.exact());
      Duration remaining =
          entry.times.staleUntil() == Nanos.NEVER
              ? Stored.LONGEST
              : Duration.ofNanos(Math.max(1, life));
      return Stored.of(entry.version, remaining, head, body);
    } catch (BodyForm.TooLargeException e) {
      counters.tooLarge.increment();
      events.emit(CacheEvent.Kind.TOO_LARGE, key, e);
      return null;
    } catch (Exception e) {
      counters.notEncoded.increment();
      events.emit(CacheEvent.Kind.NOT_ENCODED, key, e);
      LOG.warn("Value of cache \"{}\" cannot be written to its layers", keys.cache(), e);
      return null;
    }
  }

  private Envelope envelope(Entry<V> entry, BodyForm.Written written) {
    Entry.Times times = entry.times;
    boolean isForever = times.expiresAt() == Nanos.NEVER;
    EncryptionKeys encryption = form().keys();
    return new Envelope(
        form().codec().id(),
        form().schema(),
        written.flags,
        written.rawLength,
        encryption == null ? "" : encryption.writing(),
        encryption == null ? Envelope.checksum(written.body) : 0,
        isForever ? Nanos.NEVER : times.expiresAt() - times.createdAt(),
        isForever ? 0 : times.expiresAt() - times.refreshAt(),
        isForever ? 0 : times.staleUntil() - times.expiresAt(),
        entry.details);
  }

  /** Removes the entry from all layers and tells the other nodes. */
  void remove(K key, Version version, EntryOptions options) {
    String text = format().format(key);
    String place = keys.entry(text);
    Duration memoryOfIt =
        options.hardTimeout().compareTo(MIN_MEMORY) > 0 ? options.hardTimeout() : MIN_MEMORY;
    Notice notice = Notice.key(keys.cache(), text, version);
    tell(
        key,
        notice,
        options,
        l -> l.remove(place, version, memoryOfIt),
        l -> l.remove(place, version, memoryOfIt, notice));
  }

  /** Writes the marker of a tag to all layers and tells the other nodes. */
  void invalidate(String tag, Version version, EntryOptions options) {
    mark(keys.tag(tag), Notice.tag(keys.cache(), tag, version), version, options);
  }

  /** Writes the marker of the cache to all layers and tells the other nodes. */
  void clear(Version version, EntryOptions options) {
    mark(keys.cleared(), Notice.clear(keys.cache(), version), version, options);
  }

  private void mark(String place, Notice notice, Version version, EntryOptions options) {
    byte[] nothing = new byte[0];
    Stored marker = Stored.of(version, Duration.ofNanos(longestLife.get()), nothing, nothing);
    tell(null, notice, options, l -> l.write(place, marker), l -> l.write(place, marker, notice));
  }

  private void tell(
      @Nullable K key,
      Notice notice,
      EntryOptions options,
      LayerGuard.Call<Boolean> quiet,
      LayerGuard.Call<Boolean> loud) {
    boolean announced = options.isSkipped(Skip.NOTICE);
    for (LayerGuard layer : options.isSkipped(Skip.LAYER_WRITE) ? List.<LayerGuard>of() : layers) {
      boolean announcing = layer.announces() && !announced;
      try {
        layer.call(announcing ? loud : quiet);
        announced |= announcing;
      } catch (LayerFailure e) {
        failed(key, e);
      }
    }
    if (!announced) {
      publish(notice);
    }
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
}
