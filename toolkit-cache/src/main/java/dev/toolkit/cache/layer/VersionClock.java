package dev.toolkit.cache.layer;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.InstantSource;
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

  /** Below the milliseconds, so that 65,536 versions of one millisecond differ. */
  private static final int COUNTER_BITS = 16;

  /**
   * How far ahead an observed version may be. A stamp from further ahead is garbage or an attack,
   * and following it would leave no room to count.
   */
  private static final Duration FARTHEST = Duration.ofDays(1);

  private final InstantSource wall;
  private final long node;
  private final AtomicLong last = new AtomicLong();

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
    long now = wall.millis() << COUNTER_BITS;
    return new Version(last.updateAndGet(before -> Math.max(before + 1, now)), node);
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
    long farthest = (wall.millis() + FARTHEST.toMillis()) << COUNTER_BITS;
    boolean isPlausible = version.stamp() <= farthest;
    if (isPlausible) {
      last.accumulateAndGet(version.stamp(), Math::max);
    }
    return isPlausible;
  }
}
