package dev.toolkit.cache;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * What a cache has counted since it was made, at a moment.
 *
 * <p>Counts are taken one after the other while the cache is in use, so their sums may be off by
 * calls that are under way.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class CacheStats {

  private final long hits;
  private final long misses;
  private final long staleServed;
  private final long loads;
  private final long loadFailures;
  private final Duration loadTime;
  private final long refreshes;
  private final long timeouts;
  private final long evictions;
  private final long notKept;
  private final long layerHits;
  private final long layerMisses;
  private final long layerFailures;
  private final long corrupt;
  private final long notEncoded;
  private final long tooLarge;
  private final long recovered;
  private final int pending;
  private final long entries;
  private final OptionalLong weight;

  CacheStats(Counters counters, int pending, long entries, OptionalLong weight) {
    this.hits = counters.hits.sum();
    this.misses = counters.misses.sum();
    this.staleServed = counters.staleServed.sum();
    this.loads = counters.loads.sum();
    this.loadFailures = counters.loadFailures.sum();
    this.loadTime = Duration.ofNanos(counters.loadNanos.sum());
    this.refreshes = counters.refreshes.sum();
    this.timeouts = counters.timeouts.sum();
    this.evictions = counters.evictions.sum();
    this.notKept = counters.notKept.sum();
    this.layerHits = counters.layerHits.sum();
    this.layerMisses = counters.layerMisses.sum();
    this.layerFailures = counters.layerFailures.sum();
    this.corrupt = counters.corrupt.sum();
    this.notEncoded = counters.notEncoded.sum();
    this.tooLarge = counters.tooLarge.sum();
    this.recovered = counters.recovered.sum();
    this.pending = pending;
    this.entries = entries;
    this.weight = weight;
  }

  /** Returns how many calls found a fresh entry in memory. */
  public long hits() {
    return hits;
  }

  /** Returns how many calls found none. */
  public long misses() {
    return misses;
  }

  /** Returns the part of calls that found a fresh entry in memory, or 1 if there were none. */
  public double hitRate() {
    return hits + misses == 0 ? 1 : (double) hits / (hits + misses);
  }

  /** Returns how many calls got a stale value. */
  public long staleServed() {
    return staleServed;
  }

  /** Returns how many calls of loaders ended, well or not. */
  public long loads() {
    return loads;
  }

  /** Returns how many calls of loaders failed. */
  public long loadFailures() {
    return loadFailures;
  }

  /** Returns the time that all calls of loaders took together. */
  public Duration loadTime() {
    return loadTime;
  }

  /** Returns how many loads were started in the background before an entry expired. */
  public long refreshes() {
    return refreshes;
  }

  /** Returns how many calls ran into a soft or hard time-out. */
  public long timeouts() {
    return timeouts;
  }

  /** Returns how many entries fell to the bound of the memory. */
  public long evictions() {
    return evictions;
  }

  /** Returns how many values were too heavy for the memory or could not be weighed. */
  public long notKept() {
    return notKept;
  }

  /** Returns how many entries were found in a layer. */
  public long layerHits() {
    return layerHits;
  }

  /** Returns how many entries were in no layer. */
  public long layerMisses() {
    return layerMisses;
  }

  /**
   * Returns how many calls of layers failed, took too long or were left out while a layer is down.
   */
  public long layerFailures() {
    return layerFailures;
  }

  /** Returns how many entries of layers could not be read. */
  public long corrupt() {
    return corrupt;
  }

  /** Returns how many values could not be written as bytes. */
  public long notEncoded() {
    return notEncoded;
  }

  /** Returns how many values were too large for the layers. */
  public long tooLarge() {
    return tooLarge;
  }

  /** Returns how many changes were told to layers later, since they did not answer at the time. */
  public long recovered() {
    return recovered;
  }

  /** Returns how many changes wait until layers answer again. */
  public int pending() {
    return pending;
  }

  /** Returns about how many entries are in memory. */
  public long entries() {
    return entries;
  }

  /** Returns the sum of their weights, or empty if the cache has no weigher. */
  public OptionalLong weight() {
    return weight;
  }

  /** Returns the counts in one line. */
  @Override
  public String toString() {
    return "CacheStats[hits "
        + hits
        + ", misses "
        + misses
        + ", staleServed "
        + staleServed
        + ", loads "
        + loads
        + ", loadFailures "
        + loadFailures
        + ", timeouts "
        + timeouts
        + ", evictions "
        + evictions
        + ", layerHits "
        + layerHits
        + ", layerFailures "
        + layerFailures
        + ", pending "
        + pending
        + ", corrupt "
        + corrupt
        + ", entries "
        + entries
        + "]";
  }
}
