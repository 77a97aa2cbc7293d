package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoField;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Hands out the versions of one node: each newer than all that it handed out or observed before,
 * whatever the wall clock does.
 *
 * <p>This class is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class VersionClock {

  /** Below the milliseconds, so that 64 versions of each microsecond differ. */
  private static final int COUNTER_BITS = 16;

  /** The highest that 999 microseconds fit into the counter. */
  private static final int MICROS_SHIFT = 6;

  /**
   * How far ahead an observed version may be. A stamp from further ahead is garbage or an attack,
   * and following it would leave no room to count.
   */
  private static final Duration FARTHEST = Duration.ofDays(1);

  private final InstantSource wall;
  private final long node;
  private final AtomicLong last = new AtomicLong();

  /** By how much the time that all nodes share is ahead of this node's, in milliseconds. */
  private volatile long offset;

  private VersionClock(InstantSource wall, long node) {
    this.wall = wall;
    this.node = node;
  }

  /**
   * Returns a clock.
   *
   * @param wall tells the time; steps backwards do no harm
   * @param node the number of the node, which no other has
   */
  public static VersionClock of(InstantSource wall, long node) {
    return new VersionClock(requireNonNull(wall, "wall"), node);
  }

  /** Returns the number of the node. */
  public long node() {
    return node;
  }

  /** Returns a version that is newer than all before it. */
  public Version next() {
    long now = stampOf(wall.instant());
    return new Version(last.updateAndGet(before -> Math.max(before + 1, now)), node);
  }

  /** Microseconds start the counter, so that it also orders what nodes do in one millisecond. */
  private long stampOf(Instant time) {
    long micros = time.get(ChronoField.MICRO_OF_SECOND) % 1_000;
    return ((time.toEpochMilli() + offset) << COUNTER_BITS) | (micros << MICROS_SHIFT);
  }

  private long millis() {
    return wall.millis() + offset;
  }

  /**
   * Goes by the time of a store that all nodes share from now on, so that versions of nodes whose
   * clocks differ are in the order in which they were made.
   *
   * @param time the time of the store now
   * @param uncertainty how wrong that may be; a clock that differs by no more is taken for right
   * @return by how much the store is ahead of this node's own clock, negative if it is behind
   */
  public Duration align(Instant time, Duration uncertainty) {
    Duration ahead = Duration.between(wall.instant(), time);
    offset = ahead.abs().compareTo(uncertainty) <= 0 ? 0 : ahead.toMillis();
    return ahead;
  }

  /** Returns the newest stamp that was handed out or observed, or zero. */
  public long latestStamp() {
    return last.get();
  }

  /**
   * Makes all later versions newer than this one of another node, unless it is from more than a day
   * ahead.
   *
   * @return whether it is not
   */
  public boolean observe(Version version) {
    long farthest = (millis() + FARTHEST.toMillis()) << COUNTER_BITS;
    boolean isPlausible = version.stamp() <= farthest;
    if (isPlausible) {
      last.accumulateAndGet(version.stamp(), Math::max);
    }
    return isPlausible;
  }
}
