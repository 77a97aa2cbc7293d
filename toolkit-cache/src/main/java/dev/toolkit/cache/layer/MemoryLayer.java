package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A layer in the memory of this process: for tests, for a key-value store without a server, and for
 * several caches of one process that share what they have loaded.
 *
 * <p>It keeps a bounded number of bytes, {@value #DEFAULT_MAX_BYTES} unless another bound is given.
 * Beyond it, what was written longest ago goes first.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MemoryLayer implements Layer {

  /** The bound unless another is given: {@value} bytes. */
  public static final long DEFAULT_MAX_BYTES = 64L << 20;

  /** What an entry takes besides its bytes: two map nodes and three objects. */
  private static final int OVERHEAD = 200;

  private static final int BATCH = 1_000;

  /** By code points, which is the order of the keys' UTF-8. */
  private static final Comparator<String> ORDER = MemoryLayer::compareCodePoints;

  /*
   * One lock over two maps: sorted for listing, and in the order of writing for eviction and for
   * the sweep of what has expired. Nothing in here waits for anything, so the lock is held for the
   * length of a few map operations; a listing holds it for one page.
   */
  private final Lock lock = new ReentrantLock();
  private final NavigableMap<String, Slot> sorted = new TreeMap<>(ORDER);
  private final Map<String, Slot> byAge = new LinkedHashMap<>();
  private final long maxBytes;
  private final LongSupplier nanos;
  private long bytes;

  /** An entry, or the memory of a removal if there is no entry, until a moment of the clock. */
  private record Slot(Version version, @Nullable Stored entry, long end, long weight) {}

  private MemoryLayer(long maxBytes, LongSupplier nanos) {
    this.maxBytes = maxBytes;
    this.nanos = nanos;
  }

  /** Returns an empty layer with the default bound. */
  public static MemoryLayer create() {
    return ofMaxBytes(DEFAULT_MAX_BYTES);
  }

  /**
   * Returns an empty layer that keeps so many bytes at most, its own overhead included.
   *
   * @throws IllegalArgumentException if the bound is not positive
   */
  public static MemoryLayer ofMaxBytes(long maxBytes) {
    return of(maxBytes, System::nanoTime);
  }

  /**
   * Returns an empty layer with a clock of your own.
   *
   * @param nanos a clock that never steps back, in nanoseconds, as {@link System#nanoTime}
   * @throws IllegalArgumentException if the bound is not positive
   */
  public static MemoryLayer of(long maxBytes, LongSupplier nanos) {
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be positive: " + maxBytes);
    }
    return new MemoryLayer(maxBytes, requireNonNull(nanos, "nanos"));
  }

  @Override
  public Optional<Stored> read(String key) {
    lock.lock();
    try {
      Slot slot = live(key);
      return slot == null ? Optional.empty() : entry(slot);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public int batchSize() {
    return BATCH;
  }

  private Optional<Stored> entry(Slot slot) {
    return Optional.ofNullable(slot.entry)
        .map(entry ->
            entry.withRemaining(Duration.ofNanos(Math.max(1, slot.end - nanos.getAsLong()))));
  }

  @Override
  public boolean write(String key, Stored entry) {
    long weight = 2L * key.length() + entry.head().length + entry.body().length + OVERHEAD;
    return put(key, entry.version(), entry, entry.remaining(), weight);
  }

  @Override
  public boolean remove(String key, Version version, Duration memory) {
    return put(key, version, null, memory, 2L * key.length() + OVERHEAD);
  }

  private boolean put(
      String key, Version version, @Nullable Stored entry, Duration life, long weight) {
    lock.lock();
    try {
      Slot present = live(key);
      if (present != null && !version.isNewerThan(present.version)) {
        return false;
      }
      drop(key);
      var slot = new Slot(version, entry, nanos.getAsLong() + nanosOf(life), weight);
      sorted.put(key, slot);
      byAge.put(key, slot);
      bytes += weight;
      evict();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private static long nanosOf(Duration life) {
    return life.compareTo(Stored.LONGEST) > 0 ? Stored.LONGEST.toNanos() : life.toNanos();
  }

  private void evict() {
    Iterator<Map.Entry<String, Slot>> oldest = byAge.entrySet().iterator();
    while (bytes > maxBytes && oldest.hasNext()) {
      Map.Entry<String, Slot> next = oldest.next();
      oldest.remove();
      sorted.remove(next.getKey());
      bytes -= next.getValue().weight;
    }
  }

  private @Nullable Slot live(String key) {
    Slot slot = sorted.get(key);
    if (slot != null && slot.end - nanos.getAsLong() <= 0) {
      drop(key);
      return null;
    }
    return slot;
  }

  private void drop(String key) {
    Slot slot = sorted.remove(key);
    if (slot != null) {
      byAge.remove(key);
      bytes -= slot.weight;
    }
  }

  @Override
  public Listing list(String prefix, int limit, String cursor) {
    boolean fromPrefix = ORDER.compare(cursor, prefix) < 0;
    lock.lock();
    try {
      List<Listing.Key> page = new ArrayList<>();
      var tail = sorted.tailMap(fromPrefix ? prefix : cursor, fromPrefix);
      for (Map.Entry<String, Slot> next : tail.entrySet()) {
        if (!next.getKey().startsWith(prefix)) {
          break;
        }
        Slot slot = next.getValue();
        if (slot.entry == null || slot.end - nanos.getAsLong() <= 0) {
          continue;
        }
        if (page.size() == limit) {
          return Listing.before(page.get(limit - 1).key(), page);
        }
        page.add(new Listing.Key(next.getKey(), entry(slot).orElseThrow().withoutBody()));
      }
      return Listing.last(page);
    } finally {
      lock.unlock();
    }
  }

  private static int compareCodePoints(String a, String b) {
    int shared = Math.min(a.length(), b.length());
    for (int i = 0; i < shared; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        boolean bothOrNeither = Character.isSurrogate(left) == Character.isSurrogate(right);
        // Halves of code points beyond U+FFFF are smaller chars than some that stand alone.
        return bothOrNeither ? left - right : Character.isSurrogate(left) ? 1 : -1;
      }
    }
    return a.length() - b.length();
  }

  /** Returns how many bytes are kept, expired entries that nobody asked for since included. */
  public long bytes() {
    lock.lock();
    try {
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /** Forgets everything. */
  @Override
  public void close() {
    lock.lock();
    try {
      sorted.clear();
      byAge.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }
}
