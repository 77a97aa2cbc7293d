package dev.toolkit.db;

import dev.toolkit.db.sql.Node.Bound;

/**
 * Where the frame of a window begins or ends.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class FrameEnd {
  final Bound bound;

  private FrameEnd(Bound bound) {
    this.bound = bound;
  }

  /** Returns the first row of the partition. */
  public static FrameEnd unboundedPreceding() {
    return new FrameEnd(Bound.START);
  }

  /**
   * Returns what is so many rows, values or groups before the current row.
   *
   * @throws IllegalArgumentException if the distance is negative
   */
  public static FrameEnd preceding(long distance) {
    return new FrameEnd(new Bound(-positive(distance), false));
  }

  /** Returns the current row. */
  public static FrameEnd currentRow() {
    return new FrameEnd(Bound.CURRENT);
  }

  /**
   * Returns what is so many rows, values or groups after the current row.
   *
   * @throws IllegalArgumentException if the distance is negative
   */
  public static FrameEnd following(long distance) {
    return new FrameEnd(new Bound(positive(distance), false));
  }

  /** Returns the last row of the partition. */
  public static FrameEnd unboundedFollowing() {
    return new FrameEnd(Bound.END);
  }

  private static long positive(long distance) {
    if (distance < 0) {
      throw new IllegalArgumentException("Distance must not be negative: " + distance);
    }
    return distance;
  }
}
