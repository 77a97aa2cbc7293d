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

  /** Null until the load has started. */
  private volatile @Nullable Version version;

  /** Whether the key was written or removed since: the result goes to the callers, nowhere else. */
  private volatile boolean superseded;

  void begin(Version newVersion) {
    version = newVersion;
    thread = Thread.currentThread();
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

  /** Supersedes this load if it started before that version, as other nodes count. */
  void supersede(Version newer) {
    Version own = version;
    if (own == null || newer.isNewerThan(own)) {
      superseded = true;
    }
  }

  boolean isCurrent() {
    return !superseded;
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
