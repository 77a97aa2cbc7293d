package dev.toolkit.router;

import dev.toolkit.router.Segment.Param;
import java.util.List;

/** Fits a segment of literals and parameters into text, each parameter as long as it can be. */
final class MixedMatch {

  /*
   * Trying the ends of each parameter in turn would take time exponential in the number of
   * parameters, and a client chooses the text. Two observations make it linear:
   *
   * - Without constraints, the first parameter is longest if every literal stands as far to the
   *   right as those behind it allow. So literals are placed from the right, once each.
   * - With constraints, a pass from the right first finds all places where a parameter and what is
   *   behind it can start. It runs the constraint's automaton backwards, entering it wherever the
   *   parameter may end. Then the parameters are taken from the left, each up to the last end that
   *   its constraint accepts and from which the rest is known to fit.
   */

  /** Says that a segment does not fit. No ends of parameters look like it. */
  static final long NO_PLACE = -1;

  private MixedMatch() {}

  /**
   * Fits the segment, of which only a single parameter may have a constraint, into {@code
   * text[from, to)}, and returns the packed ends of all parameters with its own, or {@link
   * #NO_PLACE}.
   */
  static long place(Segment segment, String text, int from, int to, long ends, int slot) {
    List<String> literals = segment.literals();
    int last = literals.size() - 1;
    int low = from + literals.get(0).length();
    int end = to - literals.get(last).length();
    if (low >= end
        || !text.startsWith(literals.get(0), from)
        || !text.startsWith(literals.get(last), end)) {
      return NO_PLACE;
    }
    if (last == 1) {
      Constraint constraint = segment.params().get(0).constraint();
      boolean fits = constraint == null || constraint.matches(text, low, end);
      return fits ? Params.withEnd(ends, slot, end) : NO_PLACE;
    }
    long own = 0;
    for (int i = last - 1; i > 0; i--) {
      own |= Params.withEnd(0, slot + i, end);
      end = lastIndex(text, literals.get(i), low, end);
      if (end < 0) {
        return NO_PLACE;
      }
    }
    return own | Params.withEnd(ends, slot, end);
  }

  /**
   * Returns where the literal last stands in {@code text[low, high)} with a character before and
   * one behind it, or -1 if it does not.
   */
  private static int lastIndex(String text, String literal, int low, int high) {
    int at = high - 1 - literal.length();
    while (at > low && !text.startsWith(literal, at)) {
      at--;
    }
    return at > low ? at : -1;
  }

  /**
   * Fits the segment into {@code text[from, to)} and writes the start and the end of each parameter
   * to {@code offsets}, from {@code slot} on. Returns whether it fits.
   */
  static boolean fit(
      Segment segment, String text, int from, int to, boolean ignoreCase, int[] offsets, int slot) {
    List<String> literals = segment.literals();
    int last = literals.size() - 1;
    int low = from + literals.get(0).length();
    int high = to - literals.get(last).length();
    if (low >= high
        || !isAt(text, from, literals.get(0), ignoreCase)
        || !isAt(text, high, literals.get(last), ignoreCase)) {
      return false;
    }
    boolean independent = last == 1 || !segment.hasConstraints();
    return independent
        ? place(segment, text, low, high, ignoreCase, offsets, slot)
        : new Fit(segment, text, low, high, ignoreCase).take(offsets, slot);
  }

  private static boolean place(
      Segment segment,
      String text,
      int low,
      int high,
      boolean ignoreCase,
      int[] offsets,
      int slot) {
    List<Param> params = segment.params();
    int end = high;
    for (int i = params.size() - 1; i > 0; i--) {
      String literal = segment.literals().get(i);
      int at = end - 1 - literal.length();
      while (at > low && !isAt(text, at, literal, ignoreCase)) {
        at--;
      }
      if (at <= low) {
        return false;
      }
      offsets[slot + 2 * i] = at + literal.length();
      offsets[slot + 2 * i + 1] = end;
      end = at;
    }
    offsets[slot] = low;
    offsets[slot + 1] = end;
    Constraint constraint = params.get(0).constraint();
    return constraint == null || constraint.matches(text, low, end);
  }

  private static boolean isAt(String text, int at, String literal, boolean ignoreCase) {
    return ignoreCase ? LetterCase.startsWith(text, at, literal) : text.startsWith(literal, at);
  }

  /** The fit of one segment with constraints into one text. */
  private static final class Fit {
    private final Segment segment;
    private final String text;
    private final int low;
    private final int high;
    private final boolean ignoreCase;

    /** For each parameter, at which offset from {@link #low} it can end so that the rest fits. */
    private final boolean[][] ends;

    Fit(Segment segment, String text, int low, int high, boolean ignoreCase) {
      this.segment = segment;
      this.text = text;
      this.low = low;
      this.high = high;
      this.ignoreCase = ignoreCase;
      int count = segment.params().size();
      this.ends = new boolean[count][high - low + 1];
      ends[count - 1][high - low] = true;
      for (int i = count - 1; i > 0; i--) {
        findEndsBefore(i);
      }
    }

    /**
     * Finds the ends of the parameter before this one: where the literal between them can stand.
     */
    private void findEndsBefore(int param) {
      boolean[] starts = starts(param);
      String literal = segment.literals().get(param);
      for (int at = low + 1; at + literal.length() < high; at++) {
        ends[param - 1][at - low] =
            starts[at + literal.length() - low] && isAt(text, at, literal, ignoreCase);
      }
    }

    /** Finds where a parameter can start so that it has an end to reach. */
    private boolean[] starts(int param) {
      boolean[] starts = new boolean[high - low + 1];
      Constraint constraint = segment.params().get(param).constraint();
      if (constraint == null) {
        boolean reachable = false;
        for (int i = high - low; i >= 0; i--) {
          starts[i] = reachable;
          reachable |= ends[param][i];
        }
        return starts;
      }
      Automaton.Run run = constraint.backward();
      int at = high;
      while (at > low) {
        if (ends[param][at - low]) {
          run.enter();
        }
        int c = text.codePointBefore(at);
        at -= Character.charCount(c);
        boolean accepted = run.step(c);
        if (at >= low) {
          starts[at - low] = accepted;
        }
      }
      return starts;
    }

    boolean take(int[] offsets, int slot) {
      int start = low;
      for (int i = 0; i < ends.length; i++) {
        int end = longest(i, start);
        if (end < 0) {
          return false;
        }
        offsets[slot + 2 * i] = start;
        offsets[slot + 2 * i + 1] = end;
        start = end + segment.literals().get(i + 1).length();
      }
      return true;
    }

    private int longest(int param, int start) {
      Constraint constraint = segment.params().get(param).constraint();
      if (constraint == null) {
        int end = high;
        while (end > start && !ends[param][end - low]) {
          end--;
        }
        return end > start ? end : -1;
      }
      Automaton.Run run = constraint.forward();
      run.enter();
      int longest = -1;
      int at = start;
      while (at < high) {
        int c = text.codePointAt(at);
        at += Character.charCount(c);
        if (run.step(c) && at <= high && ends[param][at - low]) {
          longest = at;
        }
      }
      return longest;
    }
  }
}
