package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import dev.toolkit.cache.codec.Codec;
import dev.toolkit.cache.layer.VersionClock;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the caches of an application: the node that they are, with its clock and its threads.
 *
 * <p>Defaults: the system's clock, read once a millisecond by a thread of its own for all caches; a
 * virtual thread for each load.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Caches implements AutoCloseable {

  /** The ticker ticks each millisecond; every ten seconds what has expired is removed. */
  private static final int TICKS_PER_SWEEP = 10_000;

  private final CacheClock clock;
  private final Executor executor;
  private final @Nullable ExecutorService own;
  private final Ticker ticker;
  private final VersionClock versions;
  private final Waits waits = new Waits();

  /** Taken before a cache of the name is built, which may subscribe to a backplane. */
  private final Set<String> names = ConcurrentHashMap.newKeySet();

  private final Map<String, Cache<?, ?>> open = new ConcurrentHashMap<>();
  private volatile boolean closed;

  private Caches(CacheClock clock, @Nullable Executor executor) {
    this.clock = clock;
    this.own = executor == null ? Executors.newVirtualThreadPerTaskExecutor() : null;
    this.executor = executor == null ? requireNonNull(own) : executor;
    this.versions = VersionClock.of(clock, new SecureRandom().nextLong());
    this.ticker = Ticker.start(clock, this::sweep, TICKS_PER_SWEEP);
  }

  /** Returns a factory with all defaults. */
  public static Caches create() {
    return new Caches(CacheClock.system(), null);
  }

  /** Returns a factory with a clock of your own, whose steps its caches see at once: for tests. */
  public static Caches of(CacheClock clock) {
    return new Caches(requireNonNull(clock, "clock"), null);
  }

  /**
   * Returns a factory whose loads run on an executor of your own, which it does not close. One that
   * runs them in place, on the caller's thread, makes time-outs without effect.
   */
  public static Caches of(CacheClock clock, Executor executor) {
    return new Caches(requireNonNull(clock, "clock"), requireNonNull(executor, "executor"));
  }

  /**
   * Returns a new cache in memory, with all defaults of {@link CacheBuilder}.
   *
   * @throws IllegalStateException if a cache of this name is open, or the factory is closed
   */
  public <K, V> Cache<K, V> create(String name, EntryOptions options) {
    return this.<K, V>builder(name, options).build();
  }

  /**
   * Returns a builder of a cache in memory. Its types stand before the name: {@code caches.<String,
   * Product>builder("product", options)}.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 100 characters
   */
  public <K, V> CacheBuilder<K, V> builder(String name, EntryOptions options) {
    return new CacheBuilder<>(this, name, options, null, null);
  }

  /**
   * Returns a builder of a cache whose keys are strings, and whose values can be kept in layers.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 100 characters
   */
  public <V> CacheBuilder<String, V> builder(String name, EntryOptions options, Codec<V> codec) {
    return builder(name, options, KeyFormat.strings(), codec);
  }

  /**
   * Returns a builder of a cache whose entries can be kept in layers.
   *
   * @throws IllegalArgumentException if the name is empty or longer than 100 characters
   */
  public <K, V> CacheBuilder<K, V> builder(
      String name, EntryOptions options, KeyFormat<K> keys, Codec<V> codec) {
    return new CacheBuilder<>(
        this, name, options, requireNonNull(keys, "keys"), requireNonNull(codec, "codec"));
  }

  <K, V> Cache<K, V> add(String name, Function<Runnable, Cache<K, V>> build) {
    if (closed) {
      throw new IllegalStateException("Caches are closed: \"" + name + "\" cannot be built");
    }
    if (!names.add(name)) {
      throw taken(name);
    }
    try {
      Cache<K, V> cache = build.apply(() -> forget(name));
      open.put(name, cache);
      return cache;
    } catch (RuntimeException e) {
      forget(name);
      throw e;
    }
  }

  private void forget(String name) {
    open.remove(name);
    names.remove(name);
  }

  private static IllegalStateException taken(String name) {
    return new IllegalStateException(
        "There is a cache \"" + name + "\" already: close it, or choose another name");
  }

  /** On a thread of its own, since the ticker must not be late. */
  private void sweep() {
    Thread.ofVirtual().name("toolkit-cache-sweep").start(() -> open.values().forEach(Cache::sweep));
  }

  Ticker ticker() {
    return ticker;
  }

  VersionClock versions() {
    return versions;
  }

  Executor executor() {
    return executor;
  }

  Waits waits() {
    return waits;
  }

  /** Returns the clock. */
  public CacheClock clock() {
    return clock;
  }

  /** Closes all caches and stops the threads. Loads that ignore interrupts end when they end. */
  @Override
  public void close() {
    closed = true;
    List.copyOf(open.values()).forEach(Cache::close);
    ticker.close();
    if (own != null) {
      own.shutdownNow();
    }
  }
}
