package dev.toolkit.cache;

import dev.toolkit.cache.layer.Version;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A load under way, which all callers of its key wait for. */
final class Flight<V> {

  final CompletableFuture<Outcome<V>> outcome = new CompletableFuture<>();

  private final long startedAt = System.nanoTime();

  /** The thread that loads, or null before and after. */
  private volatile @Nullable Thread thread;

  /** Null until the loader is called, after the layers have been asked. */
  private volatile @Nullable Version version;

  /** Whether another node has changed the key since. */
  private volatile boolean outdated;

  /**
   * Whether the key was written or removed here since: the result goes to the callers, nowhere
   * else.
   */
  private volatile boolean superseded;

  /** Whether a layer could not say whether it has the key. */
  private volatile boolean layerFailed;

  void begin() {
    thread = Thread.currentThread();
  }

  /** Notes that the loader is called from now on: what it makes is as new as this. */
  void loaderStarts(Version newVersion) {
    version = newVersion;
  }

  void layerFailed() {
    layerFailed = true;
  }

  boolean hasLayerFailed() {
    return layerFailed;
  }

  void end() {
    thread = null;
  }

  @Nullable Version version() {
    return version;
  }

  @Nullable Thread thread() {
    return thread;
  }

  void supersede() {
    superseded = true;
  }

  /** Supersedes this load unless it started after that version; in the same millisecond, too. */
  void supersede(Version other) {
    Version own = version;
    if (own == null || other.stamp() >= own.stamp()) {
      outdated = true;
    }
  }

  /**
   * Forgets what other nodes have changed: the layers are asked again, or a version is taken that
   * is newer.
   */
  void startOver() {
    outdated = false;
  }

  boolean isSuperseded() {
    return superseded;
  }

  boolean isCurrent() {
    return !superseded && !outdated;
  }

  /** Returns how long ago the load was asked for. */
  long ageNanos() {
    return System.nanoTime() - startedAt;
  }

  /** Ends the wait of all callers, and the load itself if it heeds interrupts. */
  void abandon() {
    superseded = true;
    outcome.complete(new Outcome.Closed<>());
    Thread running = thread;
    if (running != null) {
      running.interrupt();
    }
  }
}
