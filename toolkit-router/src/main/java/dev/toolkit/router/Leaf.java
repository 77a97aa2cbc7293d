package dev.toolkit.router;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route with the optional segments it has in one of its paths. Immutable and thread-safe.
 *
 * @param <T> the type of targets
 */
final class Leaf<T> extends Params.Layout {

  final Route<T> route;

  /** The place of the pattern among all patterns of the router, the most specific having 0. */
  final int rank;

  /** Whether the catch-all at the end is empty for want of a slash. */
  final boolean emptyRest;

  /** What all matches without parameters share. */
  private final Match.@Nullable Found<T> shared;

  Leaf(Route<T> route, List<Segment> segments, RouterOptions options, int rank, boolean emptyRest) {
    super(route.pattern(), segments, options);
    this.route = route;
    this.rank = rank;
    this.emptyRest = emptyRest;
    this.shared = present == 0 ? new Match.Found<>(this, null, 0, 0, new int[0]) : null;
  }

  /** Returns the match of a path without escapes, of which the ends of the parameters are known. */
  Match.Found<T> found(Object source, int base, long ends, int pathEnd) {
    if (shared != null) {
      return shared;
    }
    long all = emptyRest ? Params.withEnd(ends, present - 1, pathEnd) : ends;
    return new Match.Found<>(this, source, base, all, null);
  }

  /** Returns the match of any path. */
  Match.Found<T> found(Object source, int base, int[] offsets) {
    return shared != null ? shared : new Match.Found<>(this, source, base, 0, offsets);
  }
}
