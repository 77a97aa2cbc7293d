package dev.toolkit.cache;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How long an entry lives, and what a cache does when its loader fails or takes its time.
 *
 * <pre>
 * written        ttl × eagerAt           ttl (+ jitter)           + staleOnError
 *    |---- fresh ------|---- fresh, eager ----|------- stale ----------|---- gone
 *     returned          returned, reloaded     loaded; the old value    loaded, or the
 *                       in the background      if that fails or is slow failure
 * </pre>
 *
 * <p>The options of a cache hold for all of its calls; a call may have its own, made from {@link
 * Cache#options()}. A loader may change lifetime, tags and whether to store for its value alone.
 *
 * <p>Defaults: jitter {@value #DEFAULT_JITTER}, no stale values, a throttle of 5 seconds, no soft
 * time-out, a hard time-out of 30 seconds, late results are stored, no eager refresh, absent values
 * are not kept, no lock over nodes, no tags, nothing skipped.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class EntryOptions {

  /** The largest part of its lifetime by which an entry lives longer, at random: {@value}. */
  public static final double DEFAULT_JITTER = 0.05;

  /** What a call leaves out. */
  public enum Skip {
    /** Does not look into memory. */
    MEMORY_READ,
    /** Does not keep the value in memory. */
    MEMORY_WRITE,
    /** Does not ask the layers. */
    LAYER_READ,
    /** Does not write to the layers. */
    LAYER_WRITE,
    /** Does not tell other nodes. */
    NOTICE
  }

  /** What becomes of a value whose load took longer than the hard time-out. */
  public enum LateResult {
    /** It is stored for the next call. */
    STORE,
    /** It is dropped. */
    DISCARD
  }

  private final Fields fields;

  private EntryOptions(Fields fields) {
    this.fields = fields;
  }

  /**
   * Returns the defaults with a lifetime.
   *
   * @param ttl how long an entry is fresh; zero keeps nothing
   * @throws IllegalArgumentException if the lifetime is negative
   */
  public static EntryOptions of(Duration ttl) {
    return new EntryOptions(new Fields(requireNotNegative("ttl", ttl)));
  }

  /** Returns the defaults with entries that are fresh until they are removed or evicted. */
  public static EntryOptions ofNeverExpiring() {
    return new EntryOptions(new Fields(Nanos.FOREVER));
  }

  /** Returns how long an entry is fresh. */
  public Duration ttl() {
    return fields.ttl;
  }

  /** Returns how long an entry is kept in memory at most. The default is as long as it lives. */
  public Duration memoryTtl() {
    return fields.memoryTtl;
  }

  /**
   * Returns the part of its lifetime by which an entry lives longer at most. The default is {@value
   * #DEFAULT_JITTER}.
   */
  public double jitter() {
    return fields.jitter;
  }

  /** Returns how long an expired entry may stand in for a failed load. The default is zero. */
  public Duration staleOnError() {
    return fields.staleOnError;
  }

  /** Returns how long after a failed load no other is tried. The default is 5 seconds. */
  public Duration errorThrottle() {
    return fields.errorThrottle;
  }

  /**
   * Returns how long to wait for a load if there is a stale value. The default is zero: as long as
   * the hard time-out.
   */
  public Duration softTimeout() {
    return fields.softTimeout;
  }

  /** Returns how long to wait for a load. The default is 30 seconds. */
  public Duration hardTimeout() {
    return fields.hardTimeout;
  }

  /** Returns what becomes of late values. The default is {@link LateResult#STORE}. */
  public LateResult lateResult() {
    return fields.lateResult;
  }

  /**
   * Returns the part of its lifetime after which a read reloads an entry in the background. The
   * default is 1: never.
   */
  public double eagerAt() {
    return fields.eagerAt;
  }

  /** Returns how long it is remembered that a key has no value. The default is zero: not at all. */
  public Duration absentTtl() {
    return fields.absentTtl;
  }

  /**
   * Returns how long a node may hold the lock of a load that the others wait for. The default is
   * zero: each node loads for itself.
   */
  public Duration nodeLock() {
    return fields.nodeLock;
  }

  /** Returns the tags that every entry gets. The default is none. */
  public Set<String> tags() {
    return fields.tags;
  }

  /** Returns what is left out. The default is nothing. */
  public Set<Skip> skips() {
    return Set.copyOf(fields.skips);
  }

  boolean isSkipped(Skip skip) {
    return fields.skips.contains(skip);
  }

  /**
   * Returns these options with another lifetime; zero keeps nothing.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withTtl(Duration ttl) {
    Fields changed = new Fields(fields);
    changed.ttl = requireNotNegative("ttl", ttl);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with a limit of the life in memory: with layers, how long this node goes
   * without asking them.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public EntryOptions withMemoryTtl(Duration memoryTtl) {
    Fields changed = new Fields(fields);
    changed.memoryTtl = requirePositive("memoryTtl", memoryTtl);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with another jitter, so that what was written together does not expire
   * together: an entry lives {@code ttl × (1 + random × jitter)}, never shorter than its ttl.
   *
   * @throws IllegalArgumentException if it is not between 0 and 1
   */
  public EntryOptions withJitter(double jitter) {
    if (!(jitter >= 0 && jitter <= 1)) {
      throw new IllegalArgumentException("jitter must be between 0 and 1: " + jitter);
    }
    Fields changed = new Fields(fields);
    changed.jitter = jitter;
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with expired entries standing in for failed loads, for so long after
   * their expiry. It counts when the entry is written and when it is read: whichever is shorter.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withStaleOnError(Duration staleOnError) {
    Fields changed = new Fields(fields);
    changed.staleOnError = requireNotNegative("staleOnError", staleOnError);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with another pause between failed loads of a key that has a stale value.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withErrorThrottle(Duration errorThrottle) {
    Fields changed = new Fields(fields);
    changed.errorThrottle = requireNotNegative("errorThrottle", errorThrottle);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with a time after which a stale value is returned while the load goes on.
   * It is counted from the start of the load, so callers that come later do not wait for long. It
   * has no effect without {@link #withStaleOnError}. Zero is none.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withSoftTimeout(Duration softTimeout) {
    Fields changed = new Fields(fields);
    changed.softTimeout = requireNotNegative("softTimeout", softTimeout);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with a time after which a caller gets the stale value or a {@link
   * CacheTimeoutException}. The load goes on.
   *
   * @throws IllegalArgumentException if it is not positive
   */
  public EntryOptions withHardTimeout(Duration hardTimeout) {
    Fields changed = new Fields(fields);
    changed.hardTimeout = requirePositive("hardTimeout", hardTimeout);
    return new EntryOptions(changed);
  }

  /** Returns these options with another rule for values that come after the hard time-out. */
  public EntryOptions withLateResult(LateResult lateResult) {
    Fields changed = new Fields(fields);
    changed.lateResult = requireNonNull(lateResult, "lateResult");
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with a part of the lifetime after which the first read reloads the entry
   * in the background, while all readers get the value that is there. If that load fails, nothing
   * happens until the entry expires.
   *
   * @throws IllegalArgumentException if it is not more than 0 and at most 1
   */
  public EntryOptions withEagerAt(double eagerAt) {
    if (!(eagerAt > 0 && eagerAt <= 1)) {
      throw new IllegalArgumentException("eagerAt must be more than 0 and at most 1: " + eagerAt);
    }
    Fields changed = new Fields(fields);
    changed.eagerAt = eagerAt;
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with a time for which it is remembered that a key has no value.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withAbsentTtl(Duration absentTtl) {
    Fields changed = new Fields(fields);
    changed.absentTtl = requireNotNegative("absentTtl", absentTtl);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with one load over all nodes, where a layer has locks: a node that finds
   * no entry loads if it gets the lock of the key, and else waits for what the other stores. It
   * spares work and promises nothing: where the lock fails, or twice the lease has passed, nodes
   * load for themselves.
   *
   * @param lease how long a node that died keeps others waiting: longer than a load takes; zero is
   *     no lock
   * @throws IllegalArgumentException if it is negative
   */
  public EntryOptions withNodeLock(Duration lease) {
    Fields changed = new Fields(fields);
    changed.nodeLock = requireNotNegative("nodeLock", lease);
    return new EntryOptions(changed);
  }

  /**
   * Returns these options with other tags.
   *
   * @throws IllegalArgumentException if a tag is empty
   */
  public EntryOptions withTags(String... tags) {
    Fields changed = new Fields(fields);
    changed.tags = Set.copyOf(requireTags(List.of(tags)));
    return new EntryOptions(changed);
  }

  static Set<String> requireTags(List<String> tags) {
    if (tags.contains("")) {
      throw new IllegalArgumentException("Tag must not be empty");
    }
    return new LinkedHashSet<>(tags);
  }

  /** Returns these options with other things left out. */
  public EntryOptions withSkips(Skip... skips) {
    Fields changed = new Fields(fields);
    changed.skips = EnumSet.noneOf(Skip.class);
    changed.skips.addAll(List.of(skips));
    return new EntryOptions(changed);
  }

  private static Duration requireNotNegative(String name, Duration duration) {
    if (requireNonNull(duration, name).isNegative()) {
      throw new IllegalArgumentException(name + " must not be negative: " + duration);
    }
    return duration;
  }

  private static Duration requirePositive(String name, Duration duration) {
    if (requireNotNegative(name, duration).isZero()) {
      throw new IllegalArgumentException(name + " must be positive: " + duration);
    }
    return duration;
  }

  /** Returns the options that differ most between caches; tags may be personal data. */
  @Override
  public String toString() {
    return "EntryOptions[ttl "
        + (fields.ttl.equals(Nanos.FOREVER) ? "never ends" : fields.ttl)
        + ", jitter "
        + fields.jitter
        + ", staleOnError "
        + fields.staleOnError
        + ", softTimeout "
        + fields.softTimeout
        + ", hardTimeout "
        + fields.hardTimeout
        + ", eagerAt "
        + fields.eagerAt
        + ", absentTtl "
        + fields.absentTtl
        + ", "
        + fields.tags.size()
        + " tags]";
  }

  /** The values, changed only before they are in options. */
  private static final class Fields {
    private Duration ttl;
    private Duration memoryTtl = Nanos.FOREVER;
    private double jitter = DEFAULT_JITTER;
    private Duration staleOnError = Duration.ZERO;
    private Duration errorThrottle = Duration.ofSeconds(5);
    private Duration softTimeout = Duration.ZERO;
    private Duration hardTimeout = Duration.ofSeconds(30);
    private LateResult lateResult = LateResult.STORE;
    private double eagerAt = 1;
    private Duration absentTtl = Duration.ZERO;
    private Duration nodeLock = Duration.ZERO;
    private Set<String> tags = Set.of();
    private EnumSet<Skip> skips = EnumSet.noneOf(Skip.class);

    Fields(Duration ttl) {
      this.ttl = ttl;
    }

    Fields(Fields other) {
      ttl = other.ttl;
      memoryTtl = other.memoryTtl;
      jitter = other.jitter;
      staleOnError = other.staleOnError;
      errorThrottle = other.errorThrottle;
      softTimeout = other.softTimeout;
      hardTimeout = other.hardTimeout;
      lateResult = other.lateResult;
      eagerAt = other.eagerAt;
      absentTtl = other.absentTtl;
      nodeLock = other.nodeLock;
      tags = other.tags;
      skips = other.skips;
    }
  }
}
