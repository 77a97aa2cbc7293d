package dev.toolkit.router;

import java.util.ArrayList;
import java.util.List;

/** An immutable set of code points, kept as sorted ranges. */
final class CharSet {

  /** All but the line terminators, as {@code .} has it in {@code java.util.regex}. */
  static final CharSet DOT =
      new Builder()
          .add('\n', '\n')
          .add('\r', '\r')
          .add(0x85, 0x85)
          .add(0x2028, 0x2029)
          .negate()
          .build();

  static final CharSet DIGIT = new Builder().add('0', '9').build();
  static final CharSet WORD =
      new Builder().add('a', 'z').add('A', 'Z').add('_', '_').add('0', '9').build();
  static final CharSet SPACE = new Builder().add('\t', '\r').add(' ', ' ').build();

  /** The first and the last member of each range, ascending, with a gap between any two ranges. */
  private final int[] bounds;

  private CharSet(int[] bounds) {
    this.bounds = bounds;
  }

  static CharSet of(int c) {
    return new CharSet(new int[] {c, c});
  }

  boolean contains(int c) {
    int low = 0;
    int high = bounds.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (c < bounds[2 * middle]) {
        high = middle - 1;
      } else if (c > bounds[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  CharSet negated() {
    return new Builder().add(this).negate().build();
  }

  /** Returns a member that prints well if there is one, or -1 if the set is empty. */
  int sample() {
    for (String preferred : new String[] {"7", "a", "A", "-"}) {
      if (contains(preferred.charAt(0))) {
        return preferred.charAt(0);
      }
    }
    for (int c = '!'; c < 0x7f; c++) {
      if (contains(c)) {
        return c;
      }
    }
    return bounds.length == 0 ? -1 : bounds[0];
  }

  /** Collects ranges in any order. */
  static final class Builder {
    private final List<int[]> ranges = new ArrayList<>();
    private boolean negated;

    Builder add(int first, int last) {
      ranges.add(new int[] {first, last});
      return this;
    }

    Builder add(CharSet set) {
      for (int i = 0; i < set.bounds.length; i += 2) {
        add(set.bounds[i], set.bounds[i + 1]);
      }
      return this;
    }

    Builder negate() {
      negated = true;
      return this;
    }

    CharSet build() {
      ranges.sort((a, b) -> Integer.compare(a[0], b[0]));
      List<int[]> merged = new ArrayList<>();
      for (int[] range : ranges) {
        int[] previous = merged.isEmpty() ? null : merged.get(merged.size() - 1);
        if (previous != null && range[0] <= previous[1] + 1) {
          previous[1] = Math.max(previous[1], range[1]);
        } else {
          merged.add(range.clone());
        }
      }
      return new CharSet(flat(negated ? gaps(merged) : merged));
    }

    private static List<int[]> gaps(List<int[]> ranges) {
      List<int[]> gaps = new ArrayList<>();
      int next = 0;
      for (int[] range : ranges) {
        if (range[0] > next) {
          gaps.add(new int[] {next, range[0] - 1});
        }
        next = range[1] + 1;
      }
      if (next <= Character.MAX_CODE_POINT) {
        gaps.add(new int[] {next, Character.MAX_CODE_POINT});
      }
      return gaps;
    }

    private static int[] flat(List<int[]> ranges) {
      int[] bounds = new int[2 * ranges.size()];
      for (int i = 0; i < ranges.size(); i++) {
        bounds[2 * i] = ranges.get(i)[0];
        bounds[2 * i + 1] = ranges.get(i)[1];
      }
      return bounds;
    }
  }
}
