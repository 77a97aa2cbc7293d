package dev.toolkit.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.toolkit.cache.layer.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node has changed and its layers do not know yet, to be told when they answer. */
final class Recovery<K> {

  /*
   * Of each key only the last change is kept, and of that not the value, which is in memory; if it
   * has been evicted when its turn comes, the key is removed instead, so that no node goes on with
   * the older value. Beyond the bound nothing is kept but that there was more: the whole cache is
   * then invalidated when the layers are back. Telling twice does no harm, since versions decide.
   *
   * Until a change is told, what a layer has for its key is older and not believed.
   *
   * A layer may also lose what it was told: it restarts empty, or a replica takes over that was
   * behind. Another node's older change, told only then, would find nothing newer in its way. So
   * changes are remembered for a minute after they were told, and told again after a reconnection;
   * and one that has waited for longer than half of that is told as a removal, since who made a
   * newer one may have forgotten it.
   */

  private static final Logger LOG = LoggerFactory.getLogger(dev.toolkit.cache.Cache.class);

  static final int MAX_PENDING = 10_000;

  private static final Duration REMEMBERED = Duration.ofSeconds(60);

  private static final long FIRST_PAUSE_NANOS = Duration.ofMillis(25).toNanos();
  private static final long PAUSE_NANOS = Duration.ofMillis(400).toNanos();

  /**
   * A change of a key.
   *
   * @param times the moments of the entry that was written, or null if it was removed
   * @param madeAt the moment of the change
   */
  record Change(Version version, Entry.@Nullable Times times, long madeAt) {

    /** Returns whether the value may have been replaced by one that everybody has forgotten. */
    boolean isOld(long now) {
      return now - madeAt > REMEMBERED.toNanos() / 2;
    }

    private static Change newer(Change a, Change b) {
      return b.version.isNewerThan(a.version) ? b : a;
    }
  }

  /** Tells the layers and the other nodes; each returns false if that failed again. */
  interface Sink<K> {

    boolean change(K key, Change change);

    boolean invalidate(String tag, Version version);

    boolean clear(Version version);

    /** Invalidates everything, since it is not known any more what has changed. */
    boolean bump();
  }

  private final String name;
  private final Sink<K> sink;
  private final Map<K, Change> changes = new ConcurrentHashMap<>();

  /** What was told not long ago. */
  private final Cache<K, Change> told;

  private final Map<String, Version> tags = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Version> cleared = new AtomicReference<>();
  private final AtomicBoolean isRunning = new AtomicBoolean();
  private volatile boolean hasOverflowed;
  private volatile boolean isClosed;
  private volatile @Nullable Thread thread;

  Recovery(String name, CacheClock clock, Sink<K> sink) {
    this.name = name;
    this.sink = sink;
    this.told =
        Caffeine.newBuilder()
            .maximumSize(MAX_PENDING)
            .expireAfterWrite(REMEMBERED)
            .ticker(clock::nanos)
            // Its upkeep is a few steps for each change: less than to wake another thread for them.
            .executor(Runnable::run)
            .build();
  }

  /** Notes a change that the layers took. */
  void told(K key, Change change) {
    told.put(key, change);
  }

  /** Tells again what was told not long ago. */
  void tellAgain() {
    told.asMap().forEach(this::add);
  }

  void add(K key, Change change) {
    if (hasRoom()) {
      changes.merge(key, change, Change::newer);
    }
    start();
  }

  void addTag(String tag, Version version) {
    if (hasRoom()) {
      tags.merge(tag, version, (a, b) -> b.isNewerThan(a) ? b : a);
    }
    start();
  }

  void addClear(Version version) {
    cleared.accumulateAndGet(
        version, (a, b) -> a == null || (b != null && b.isNewerThan(a)) ? b : a);
    start();
  }

  private boolean hasRoom() {
    if (hasOverflowed) {
      return false;
    }
    if (changes.size() + tags.size() < MAX_PENDING) {
      return true;
    }
    hasOverflowed = true;
    changes.clear();
    tags.clear();
    LOG.warn(
        "Cache \"{}\" has more than {} changes that its layers do not know: it will be cleared when"
            + " they answer",
        name,
        MAX_PENDING);
    return false;
  }

  /** Returns how many changes wait. */
  int size() {
    return changes.size() + tags.size() + (cleared.get() == null ? 0 : 1) + (hasOverflowed ? 1 : 0);
  }

  /** Returns whether this node has changed the key after what a layer has for it. */
  boolean isOutdated(K key, Version stored) {
    if (hasOverflowed) {
      return true;
    }
    return isNewer(changes.get(key), stored) || isNewer(told.getIfPresent(key), stored);
  }

  private static boolean isNewer(@Nullable Change change, Version stored) {
    return change != null && change.version.isNewerThan(stored);
  }

  private void start() {
    if (!isClosed && isRunning.compareAndSet(false, true)) {
      thread = Thread.ofVirtual().name("toolkit-cache-recovery-" + name).start(this::run);
    }
  }

  /** A single command may be late on a busy machine, so that the first pause is short. */
  private void run() {
    try {
      long pause = FIRST_PAUSE_NANOS;
      while (size() > 0 && !isClosed) {
        LockSupport.parkNanos(pause + ThreadLocalRandom.current().nextLong(pause / 4));
        flush(() -> !isClosed);
        pause = Math.min(PAUSE_NANOS, pause * 2);
      }
    } finally {
      isRunning.set(false);
      if (size() > 0) {
        start();
      }
    }
  }

  /** Tries at once instead of after the next pause. */
  void hurry() {
    LockSupport.unpark(thread);
  }

  /** Tells all that waits, until that fails. */
  private void flush(BooleanSupplier goesOn) {
    if (hasOverflowed) {
      if (!sink.bump()) {
        return;
      }
      hasOverflowed = false;
    }
    Version clear = cleared.get();
    if (clear != null) {
      if (!sink.clear(clear)) {
        return;
      }
      cleared.compareAndSet(clear, null);
    }
    for (Map.Entry<String, Version> next : List.copyOf(tags.entrySet())) {
      if (!goesOn.getAsBoolean() || !sink.invalidate(next.getKey(), next.getValue())) {
        return;
      }
      tags.remove(next.getKey(), next.getValue());
    }
    for (Map.Entry<K, Change> next : List.copyOf(changes.entrySet())) {
      if (!goesOn.getAsBoolean() || !sink.change(next.getKey(), next.getValue())) {
        return;
      }
      changes.remove(next.getKey(), next.getValue());
    }
  }

  void close() {
    isClosed = true;
    hurry();
  }
}
