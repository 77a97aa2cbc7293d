package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.EntryOptions.Skip;
import dev.toolkit.cache.layer.Backplane;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps values by key in memory, and in layers below it if there are any, and makes them by loaders
 * when it has none.
 *
 * {@snippet :
 * try (Caches caches = Caches.create()) {
 *   Cache<String, Product> products =
 *       caches.create("product", EntryOptions.of(Duration.ofMinutes(5)).withStaleOnError(Duration.ofHours(2)));
 *   Product product = products.get("42", (id, c) -> shop.product(id));
 * }
 * }
 *
 * <p>Of all calls for a key at a time, one loads and the others wait for it. A load counts as made
 * when it started: if its key is written or removed, one of its tags invalidated or the cache
 * cleared meanwhile, those who waited before get its value, and nobody after. What a call gets when
 * a load fails or is slow, {@link EntryOptions} say. Layers that fail or are slow never fail a
 * call.
 *
 * <p>Values in memory are shared with all callers, who must not change them, unless the cache was
 * built to {@linkplain CacheBuilder#copying copy} them. Keys must be immutable, with {@code equals}
 * and {@code hashCode}.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 * @since 0.1.0
 */
public final class Cache<K, V> implements AutoCloseable {

  private final Memory<K, V> memory;
  private final Ticker ticker;
  private final Counters counters;
  private final EntryOptions options;
  private final Copies<V> copies;
  private final Parts<K, V> parts;
  private final Resolver<K, V> resolver;
  private final Writer<K, V> writer;
  private final Backplane.@Nullable Subscription subscription;
  private final Runnable whenClosed;
  private volatile boolean closed;

  Cache(Parts<K, V> parts, @Nullable Backplane backplane, Runnable whenClosed) {
    this.parts = parts;
    this.memory = parts.memory();
    this.ticker = parts.ticker();
    this.counters = parts.counters();
    this.options = parts.options();
    this.copies = parts.copies();
    this.resolver = new Resolver<>(parts);
    this.writer = new Writer<>(parts);
    this.whenClosed = whenClosed;
    parts.markers().told(backplane == null ? Nanos.NEVER : ticker.exact());
    parts.layers().open();
    this.subscription =
        backplane == null ? null : backplane.subscribe(parts.layers().cache(), writer);
  }

  /** Returns the name. */
  public String name() {
    return parts.name();
  }

  /** Returns the options of calls that say nothing, to make others from. */
  public EntryOptions options() {
    return options;
  }

  /**
   * Returns the value, loading it if there is none or it has expired.
   *
   * @throws AbsentValueException if the loader says that there is none, or said so not long ago
   * @throws CacheLoadException if the loader throws and no stale value may stand in; its cause is
   *     what the loader threw
   * @throws CacheTimeoutException if the load takes longer than the hard time-out and no stale
   *     value may stand in
   * @throws CacheInterruptedException if this thread is interrupted while it waits
   * @throws CacheClosedException if the cache is closed
   */
  public V get(K key, Loader<? super K, V> loader) {
    Entry<V> entry = memory.find(key);
    if (entry != null && entry.isReady(ticker.now())) {
      counters.hits.increment();
      return requireValue(entry);
    }
    return requireValue(resolve(key, entry, loader, options).entry());
  }

  /** Returns the value as {@link #get(Object, Loader)} does, under options of this call. */
  public V get(K key, Loader<? super K, V> loader, EntryOptions options) {
    return requireValue(resolve(key, find(key, options), loader, options).entry());
  }

  /**
   * Returns the value as {@link #get(Object, Loader)} does, or empty if the loader says that there
   * is none, or said so not long ago.
   */
  public Optional<V> find(K key, Loader<? super K, V> loader) {
    Entry<V> entry = memory.find(key);
    if (entry != null && entry.isReady(ticker.now())) {
      counters.hits.increment();
      return value(entry);
    }
    return value(resolve(key, entry, loader, options).entry());
  }

  /** Returns the value as {@link #find(Object, Loader)} does, under options of this call. */
  public Optional<V> find(K key, Loader<? super K, V> loader, EntryOptions options) {
    return value(resolve(key, find(key, options), loader, options).entry());
  }

  /**
   * Returns the value or its absence as {@link #get(Object, Loader)} does, and whether it is stale.
   */
  public Lookup<V> lookup(K key, Loader<? super K, V> loader) {
    return lookup(key, loader, options);
  }

  /** Returns what {@link #lookup(Object, Loader)} does, under options of this call. */
  public Lookup<V> lookup(K key, Loader<? super K, V> loader, EntryOptions options) {
    Resolved<V> resolved = resolve(key, find(key, options), loader, options);
    return toLookup(resolved.entry(), resolved.isStale());
  }

  /**
   * Returns what is fresh in memory or the layers, without loading.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public Lookup<V> lookup(K key) {
    Entry<V> entry = findAnywhere(key);
    return entry != null && entry.isFresh(ticker.exact())
        ? counted(toLookup(entry, false))
        : missed();
  }

  /**
   * Returns what is in memory or the layers, without loading, even if it has expired and only
   * stands in for failed loads.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public Lookup<V> lookupStale(K key) {
    Entry<V> entry = findAnywhere(key);
    long now = ticker.exact();
    return entry != null && entry.isUsable(now)
        ? counted(toLookup(entry, !entry.isFresh(now)))
        : missed();
  }

  private Lookup<V> counted(Lookup<V> hit) {
    counters.hits.increment();
    return hit;
  }

  private Lookup<V> missed() {
    counters.misses.increment();
    return new Lookup.Miss<>();
  }

  private @Nullable Entry<V> findAnywhere(K key) {
    requireOpen();
    Entry<V> entry = memory.find(key);
    if (parts.layers().isEmpty() || (entry != null && entry.isFresh(ticker.exact()))) {
      return entry;
    }
    Entry<V> stored = fill(key);
    return stored == null ? entry : stored;
  }

  private @Nullable Entry<V> fill(K key) {
    try {
      return parts.layers().fill(key, options, () -> true);
    } catch (LayerGuard.LayerFailure e) {
      return null;
    }
  }

  private @Nullable Entry<V> find(K key, EntryOptions callOptions) {
    return callOptions.isSkipped(Skip.MEMORY_READ) ? null : memory.find(key);
  }

  private Resolved<V> resolve(
      K key, @Nullable Entry<V> entry, Loader<? super K, V> loader, EntryOptions callOptions) {
    requireOpen();
    return resolver.resolve(key, entry, loader, callOptions);
  }

  private V requireValue(Entry<V> entry) {
    if (entry.value == null) {
      throw new AbsentValueException(parts.name());
    }
    return copies.of(entry.value);
  }

  private Optional<V> value(Entry<V> entry) {
    return entry.value == null ? Optional.empty() : Optional.of(copies.of(entry.value));
  }

  private Lookup<V> toLookup(Entry<V> entry, boolean isStale) {
    Duration age = Nanos.between(entry.times.createdAt(), ticker.exact());
    return entry.value == null
        ? new Lookup.Absent<>(age, isStale)
        : new Lookup.Hit<>(copies.of(entry.value), age, isStale);
  }

  /**
   * Returns the values of the keys in the order of the keys, loading those that are missing or have
   * expired in one call of the loader. Keys without a value are left out, and remembered as absent
   * if the options say so. Loads of single keys that are under way are waited for and not repeated,
   * and calls for single keys wait for this one's.
   *
   * <p>If the load fails, stale values stand in where the options say so; if that leaves a key
   * without an answer, the call fails.
   *
   * @throws CacheLoadException if the loader throws and no stale value may stand in for a key
   * @throws CacheTimeoutException if the load takes longer than the hard time-out and no stale
   *     value may stand in for a key
   * @throws CacheInterruptedException if this thread is interrupted while it waits
   * @throws CacheClosedException if the cache is closed
   */
  public Map<K, V> getAll(Collection<? extends K> keys, BulkLoader<K, V> loader) {
    return getAll(keys, loader, options);
  }

  /**
   * Returns the values as {@link #getAll(Collection, BulkLoader)} does, under options of this call.
   */
  public Map<K, V> getAll(
      Collection<? extends K> keys, BulkLoader<K, V> loader, EntryOptions options) {
    requireOpen();
    return resolver.resolveAll(keys, loader, options);
  }

  /**
   * Stores a value.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void put(K key, V value) {
    put(key, value, options);
  }

  /** Stores a value under options of this call. A lifetime of zero removes the key. */
  public void put(K key, V value, EntryOptions options) {
    requireOpen();
    writer.put(requireNonNull(key, "key"), value, options);
  }

  /**
   * Removes an entry, also as a stand-in for failed loads.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void remove(K key) {
    requireOpen();
    writer.remove(requireNonNull(key, "key"));
  }

  /**
   * Removes several entries.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void removeAll(Collection<? extends K> keys) {
    requireOpen();
    List.copyOf(keys).forEach(writer::remove);
  }

  /**
   * Makes an entry expire now. It may still stand in for failed loads.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void expire(K key) {
    requireOpen();
    writer.expire(requireNonNull(key, "key"));
  }

  /**
   * Invalidates all entries that have one of the tags. It takes the same time however many there
   * are.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void invalidateTag(String tag, String... more) {
    requireOpen();
    writer.invalidateTag(requireNonNull(tag, "tag"));
    for (String other : more) {
      writer.invalidateTag(requireNonNull(other, "tag"));
    }
  }

  /**
   * Invalidates all entries of this cache. It takes the same time however many there are.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public void clear() {
    requireOpen();
    writer.clear();
  }

  /**
   * Returns why the cache answers for a key as it does.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public Explanation explain(K key) {
    requireOpen();
    return new Explanation(memory.peek(key), ticker.exact(), parts.flights().find(key) != null);
  }

  /** Returns what has been counted, after doing the work that eviction has put off. */
  public CacheStats stats() {
    memory.cleanUp();
    return new CacheStats(counters, parts.layers().pending(), memory.size(), memory.weight());
  }

  /**
   * Tells a listener of everything that happens from now on, until what is returned is closed.
   *
   * @throws CacheClosedException if the cache is closed
   */
  public Registration listen(CacheListener<? super K> listener) {
    requireOpen();
    return parts.events().listen(requireNonNull(listener, "listener"));
  }

  /** A listener's place at a cache. */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {

    /** Ends it. */
    @Override
    void close();
  }

  private void requireOpen() {
    if (closed) {
      throw new CacheClosedException(parts.name());
    }
  }

  void sweep() {
    memory.sweep(ticker.exact());
    parts.markers().sweep(ticker.exact());
  }

  /**
   * Forgets all entries in memory, interrupts loads that are under way and fails the calls that
   * wait for them. Layers and the backplane stay as they are. Closing again does nothing.
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (subscription != null) {
      subscription.close();
    }
    parts.flights().abandonAll();
    parts.layers().close();
    memory.close();
    parts.events().close();
    whenClosed.run();
  }
}
