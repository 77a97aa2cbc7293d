package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.Backplane;
import dev.toolkit.cache.layer.Layer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Builds a {@link Cache}.
 *
 * <p>Defaults: {@value #DEFAULT_MAX_ENTRIES} entries in memory, values shared and not copied, no
 * layers. With layers: prefix {@value #DEFAULT_PREFIX}, schema 1, values from {@value
 * #DEFAULT_COMPRESS_OVER} bytes on compressed and those beyond {@value #DEFAULT_MAX_LAYER_BYTES}
 * kept in memory only, no encryption, a time-out of {@value #DEFAULT_LAYER_TIMEOUT_MILLIS} ms.
 * While a backplane is cut, memory is believed for {@value #DEFAULT_MAX_STALENESS_MILLIS} ms.
 *
 * <p>A builder is not safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1.0
 */
public final class CacheBuilder<K, V> {

  /** How many entries are kept in memory unless a bound is set: {@value}. */
  public static final long DEFAULT_MAX_ENTRIES = 10_000;

  /** What the keys in layers start with unless another prefix is set: {@value}. */
  public static final String DEFAULT_PREFIX = "cache";

  /** From how many bytes on a value is compressed unless another number is set: {@value}. */
  public static final int DEFAULT_COMPRESS_OVER = 8_192;

  /** How long a value in a layer may be unless another limit is set: {@value} bytes. */
  public static final int DEFAULT_MAX_LAYER_BYTES = 1_048_576;

  /** How long a call waits for a layer unless another time is set: {@value} milliseconds. */
  public static final int DEFAULT_LAYER_TIMEOUT_MILLIS = 100;

  /**
   * How long memory is believed after the backplane was cut unless another time is set: {@value}
   * milliseconds.
   */
  public static final int DEFAULT_MAX_STALENESS_MILLIS = 5_000;

  private final Caches caches;
  private final String name;
  private final EntryOptions options;
  private final @Nullable Codec<V> codec;
  private final @Nullable KeyFormat<K> keys;
  private long bound = DEFAULT_MAX_ENTRIES;
  private boolean isBounded;
  private @Nullable Weigher<? super K, ? super V> weigher;
  private @Nullable UnaryOperator<V> copier;
  private List<Layer> layers = List.of();
  private @Nullable Backplane backplane;
  private String prefix = DEFAULT_PREFIX;
  private int schema = 1;
  private final Map<Integer, Codec<V>> older = new HashMap<>();
  private int compressOver = DEFAULT_COMPRESS_OVER;
  private int maxLayerBytes = DEFAULT_MAX_LAYER_BYTES;
  private Duration maxStaleness = Duration.ofMillis(DEFAULT_MAX_STALENESS_MILLIS);
  private Duration layerTimeout = Duration.ofMillis(DEFAULT_LAYER_TIMEOUT_MILLIS);
  private @Nullable EncryptionKeys encryption;

  CacheBuilder(
      Caches caches,
      String name,
      EntryOptions options,
      @Nullable KeyFormat<K> keys,
      @Nullable Codec<V> codec) {
    this.caches = caches;
    this.name = requireName(name);
    this.options = requireNonNull(options, "options");
    this.keys = keys;
    this.codec = codec;
  }

  private static String requireName(String name) {
    if (requireNonNull(name, "name").isEmpty() || name.length() > 100) {
      throw new IllegalArgumentException(
          "Name of a cache must have 1 to 100 characters: found " + name.length());
    }
    return name;
  }

  /**
   * Bounds the memory by the number of entries.
   *
   * @throws IllegalArgumentException if the number is not positive
   * @throws IllegalStateException if there is a bound already
   */
  public CacheBuilder<K, V> maxEntries(long maxEntries) {
    return bound("maxEntries", maxEntries);
  }

  /**
   * Bounds the memory by the sum of the entries' weights. An entry heavier than the bound is not
   * kept and drives nothing out.
   *
   * @throws IllegalArgumentException if the bound is not positive
   * @throws IllegalStateException if there is a bound already
   */
  public CacheBuilder<K, V> maxWeight(long maxWeight, Weigher<? super K, ? super V> weigher) {
    this.weigher = requireNonNull(weigher, "weigher");
    return bound("maxWeight", maxWeight);
  }

  private CacheBuilder<K, V> bound(String option, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(option + " must be positive: " + value);
    }
    if (isBounded) {
      throw new IllegalStateException(
          option + "(" + value + ") cannot be combined with the bound before it: choose one");
    }
    isBounded = true;
    bound = value;
    return this;
  }

  /**
   * Copies values on their way into memory and out of it, so that callers may change theirs.
   * Strings, numbers, enums, records, times and the collections of {@code List.of}, {@code Set.of}
   * and {@code Map.of} are taken for immutable and never copied. The default is to share values.
   *
   * @param copier returns a copy of a value
   */
  public CacheBuilder<K, V> copying(UnaryOperator<V> copier) {
    this.copier = requireNonNull(copier, "copier");
    return this;
  }

  /**
   * Keeps entries in these layers below the memory, the fastest first. They are read in order, and
   * written all. Closing the cache does not close them.
   *
   * @throws IllegalStateException if the cache has no codec
   */
  public CacheBuilder<K, V> layers(Layer... layers) {
    if (codec == null) {
      throw new IllegalStateException(
          "layers(…) needs to know how values become bytes: give Caches.builder a codec");
    }
    this.layers = List.of(layers);
    return this;
  }

  /** Tells other nodes of changes, and hears of theirs. Closing the cache does not close it. */
  public CacheBuilder<K, V> backplane(Backplane backplane) {
    this.backplane = requireNonNull(backplane, "backplane");
    return this;
  }

  /**
   * Sets what the keys in layers start with, to share a store with other applications. Together
   * with the name it has at most 800 bytes, in UTF-8 and with what is escaped.
   */
  public CacheBuilder<K, V> prefix(String prefix) {
    this.prefix = requireNonNull(prefix, "prefix");
    return this;
  }

  /**
   * Sets the version of the values' schema. Entries of other versions are misses, unless {@link
   * #reading} says how they are read.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public CacheBuilder<K, V> schema(int schema) {
    if (schema < 0) {
      throw new IllegalArgumentException("schema must not be negative: " + schema);
    }
    this.schema = schema;
    return this;
  }

  /**
   * Reads entries of another version of the schema, which nodes of an older release still write.
   */
  public CacheBuilder<K, V> reading(int otherSchema, Codec<V> otherCodec) {
    older.put(otherSchema, requireNonNull(otherCodec, "otherCodec"));
    return this;
  }

  /**
   * Compresses values from so many bytes on, if that makes them shorter.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public CacheBuilder<K, V> compressOver(int bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("compressOver must not be negative: " + bytes);
    }
    this.compressOver = bytes;
    return this;
  }

  /**
   * Sets how long a value in a layer may be, before it is compressed; longer ones stay in memory.
   *
   * @throws IllegalArgumentException if the number is not positive
   */
  public CacheBuilder<K, V> maxLayerBytes(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("maxLayerBytes must be positive: " + bytes);
    }
    this.maxLayerBytes = bytes;
    return this;
  }

  /** Encrypts values in layers, and reads no others. */
  public CacheBuilder<K, V> encrypt(EncryptionKeys keys) {
    this.encryption = requireNonNull(keys, "keys");
    return this;
  }

  /**
   * Sets how long a call waits for a layer before it goes on without.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public CacheBuilder<K, V> layerTimeout(Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException("layerTimeout must be positive: " + timeout);
    }
    this.layerTimeout = timeout;
    return this;
  }

  /**
   * Sets how old an entry in memory may become while the backplane is cut and changes of other
   * nodes may be missed. After that, layers or the loader are asked; what stands in for failed
   * loads still does. Zero asks for each call; a time as long as the ttl changes nothing.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public CacheBuilder<K, V> whenDisconnected(Duration maxStaleness) {
    if (maxStaleness.isNegative()) {
      throw new IllegalArgumentException("maxStaleness must not be negative: " + maxStaleness);
    }
    this.maxStaleness = maxStaleness;
    return this;
  }

  /**
   * Returns the cache. With layers, it asks them for their time, and waits for that no longer than
   * for any other answer.
   *
   * @throws IllegalArgumentException if prefix and name are too long together
   * @throws IllegalStateException if a cache of this name is open, the factory is closed, or there
   *     is a backplane without layers
   */
  public Cache<K, V> build() {
    if (backplane != null && layers.isEmpty()) {
      throw new IllegalStateException(
          "backplane(…) of cache \""
              + name
              + "\" needs layers(…): nodes without a common layer have nothing to tell each other");
    }
    return caches.add(name, this::build);
  }

  private Cache<K, V> build(Runnable whenClosed) {
    var counters = new Counters();
    var events = new Events<K>(name);
    var markers = new Markers();
    var memory =
        new Memory<K, V>(
            bound,
            weigher,
            (key, entry) -> {
              counters.evictions.increment();
              events.emit(CacheEvent.Kind.EVICTED, key, null);
            });
    var entries = new Entries<>(memory, markers);
    var trust = new Trust(caches.ticker(), maxStaleness);
    var stack = stack(memory, entries, markers, trust, counters, events);
    var parts =
        new Parts<>(
            name,
            options,
            caches.ticker(),
            caches.versions(),
            caches.executor(),
            caches.waits(),
            markers,
            trust,
            memory,
            entries,
            new Flights<>(),
            stack,
            new Copies<>(copier),
            counters,
            events);
    return new Cache<>(parts, backplane, whenClosed);
  }

  private LayerStack<K, V> stack(
      Memory<K, V> memory,
      Entries<K, V> entries,
      Markers markers,
      Trust trust,
      Counters counters,
      Events<K> events) {
    var layerKeys = new LayerKeys(prefix, name);
    var guards =
        layers.stream()
            .map(layer ->
                new LayerGuard(layer, backplane, name, caches.executor(), Nanos.of(layerTimeout)))
            .toList();
    var layerMarkers =
        new LayerMarkers(guards, layerKeys, markers, caches.ticker(), caches.versions());
    return new LayerStack<>(
        new LayerParts<>(
            guards,
            backplane,
            layerKeys,
            keys,
            form(layerKeys.cache(), entries, counters, events),
            caches.clock(),
            caches.ticker(),
            caches.versions(),
            memory,
            markers,
            layerMarkers,
            trust,
            counters,
            events));
  }

  private @Nullable EntryForm<K, V> form(
      String cache, Entries<K, V> entries, Counters counters, Events<K> events) {
    if (codec == null) {
      return null;
    }
    var body =
        new BodyForm<>(codec, schema, Map.copyOf(older), compressOver, maxLayerBytes, encryption);
    return new EntryForm<>(
        cache, body, caches.ticker(), caches.versions(), entries, counters, events);
  }
}
