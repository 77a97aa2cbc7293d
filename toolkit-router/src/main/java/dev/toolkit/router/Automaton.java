package dev.toolkit.router;

import dev.toolkit.router.Expression.Chars;
import dev.toolkit.router.Expression.Choice;
import dev.toolkit.router.Expression.Repetition;
import dev.toolkit.router.Expression.Sequence;
import java.util.Arrays;
import java.util.List;

/**
 * A finite automaton that decides whether a text as a whole matches an expression.
 *
 * <p>This class is immutable and thread-safe.
 */
final class Automaton {

  /*
   * Glushkov's construction [1]: one state per character of the expression, after its repetitions
   * have been written out, and no empty transitions. All states that the text can be in are followed
   * at once as bits of a set [2], so a text of n characters takes n steps whatever it holds, and a
   * step costs at most one union per state. There is no backtracking that a client could provoke.
   *
   * A deterministic automaton would need one table lookup per character, but exponentially many
   * states for expressions like (a|b)*a(a|b){20}, built eagerly at start-up or lazily with a lock.
   * The sets of most constraints fit into one long and hold one or two bits.
   *
   * [1] V. Glushkov, The abstract theory of automata, 1961
   * [2] G. Navarro and M. Raffinot, Flexible Pattern Matching in Strings, 2002, section 5.2
   */

  private static final int ASCII = 128;

  /** The characters that lead into each state. */
  private final CharSet[] sets;

  /** The number of longs that a set of states takes. */
  private final int words;

  private final long[] first;
  private final long[] last;

  /** The states after each state, {@link #words} longs for each. */
  private final long[] follow;

  /** The states that each ASCII character leads into, {@link #words} longs for each. */
  private final long[] ascii;

  private Automaton(CharSet[] sets, int words, long[] first, long[] last, long[] follow) {
    this.sets = sets;
    this.words = words;
    this.first = first;
    this.last = last;
    this.follow = follow;
    this.ascii = new long[ASCII * words];
    for (int c = 0; c < ASCII; c++) {
      for (int state = 0; state < sets.length; state++) {
        if (sets[state].contains(c)) {
          ascii[c * words + (state >> 6)] |= 1L << state;
        }
      }
    }
  }

  static Automaton of(Expression expression) {
    return new Construction((int) expression.size()).automaton(expression);
  }

  /** Returns the automaton that reads the same texts from their end. */
  Automaton reversed() {
    long[] transposed = new long[follow.length];
    for (int from = 0; from < sets.length; from++) {
      for (int to = 0; to < sets.length; to++) {
        if ((follow[from * words + (to >> 6)] >>> to & 1) != 0) {
          transposed[to * words + (from >> 6)] |= 1L << from;
        }
      }
    }
    return new Automaton(sets, words, last, first, transposed);
  }

  /** Decides whether {@code text[from, to)} matches; an empty text never does. */
  boolean matches(String text, int from, int to) {
    if (words != 1) {
      return matchesWide(text, from, to);
    }
    long next = first[0];
    long states = 0;
    int i = from;
    while (i < to) {
      int c = text.charAt(i);
      if (c < ASCII) {
        states = next & ascii[c];
        i++;
      } else {
        c = text.codePointAt(i);
        states = matching(next, 0, c);
        i += Character.charCount(c);
      }
      if (states == 0) {
        return false;
      }
      next = followers(states);
    }
    return (states & last[0]) != 0;
  }

  /** Decides whether the ASCII text {@code text[from, to)} matches; an empty text never does. */
  boolean matches(byte[] text, int from, int to) {
    if (words != 1) {
      Run run = new Run(this);
      run.enter();
      boolean accepted = false;
      for (int i = from; i < to; i++) {
        accepted = run.step(text[i]);
      }
      return accepted;
    }
    long next = first[0];
    long states = 0;
    for (int i = from; i < to; i++) {
      states = next & ascii[text[i]];
      if (states == 0) {
        return false;
      }
      next = followers(states);
    }
    return (states & last[0]) != 0;
  }

  private long followers(long states) {
    long rest = states;
    long next = 0;
    do {
      next |= follow[Long.numberOfTrailingZeros(rest)];
      rest &= rest - 1;
    } while (rest != 0);
    return next;
  }

  private boolean matchesWide(String text, int from, int to) {
    Run run = new Run(this);
    run.enter();
    boolean accepted = false;
    int i = from;
    while (i < to) {
      int c = text.codePointAt(i);
      accepted = run.step(c);
      i += Character.charCount(c);
    }
    return accepted;
  }

  /** Returns those of the states in one word that the character leads into. */
  private long matching(long candidates, int word, int c) {
    long states = 0;
    for (long rest = candidates; rest != 0; rest &= rest - 1) {
      int state = Long.numberOfTrailingZeros(rest);
      if (sets[64 * word + state].contains(c)) {
        states |= 1L << state;
      }
    }
    return states;
  }

  /** The states that a text can be in, moved on character by character. Not thread-safe. */
  static final class Run {
    private final Automaton automaton;
    private long[] next;
    private long[] spare;

    Run(Automaton automaton) {
      this.automaton = automaton;
      this.next = new long[automaton.words];
      this.spare = new long[automaton.words];
    }

    /** Lets a text start here, beside those that have started before. */
    void enter() {
      for (int word = 0; word < next.length; word++) {
        next[word] |= automaton.first[word];
      }
    }

    /** Returns whether one of the texts that end with this character matches. */
    boolean step(int c) {
      Arrays.fill(spare, 0);
      boolean accepted = false;
      for (int word = 0; word < next.length; word++) {
        long states =
            c < ASCII
                ? next[word] & automaton.ascii[c * next.length + word]
                : automaton.matching(next[word], word, c);
        accepted |= (states & automaton.last[word]) != 0;
        for (long rest = states; rest != 0; rest &= rest - 1) {
          int state = 64 * word + Long.numberOfTrailingZeros(rest);
          union(spare, automaton.follow, state * next.length);
        }
      }
      long[] swapped = next;
      next = spare;
      spare = swapped;
      return accepted;
    }
  }

  private static void union(long[] target, long[] source, int offset) {
    for (int word = 0; word < target.length; word++) {
      target[word] |= source[offset + word];
    }
  }

  /** The states that can come first and last in a part of the expression. */
  private static final class Ends {
    private final boolean nullable;
    private final long[] first;
    private final long[] last;

    Ends(boolean nullable, long[] first, long[] last) {
      this.nullable = nullable;
      this.first = first;
      this.last = last;
    }
  }

  /** Numbers the characters of an expression and notes which of them can follow each other. */
  private static final class Construction {
    private final CharSet[] sets;
    private final int words;
    private final long[] follow;
    private int states;

    Construction(int size) {
      this.sets = new CharSet[size];
      this.words = Math.max(1, (size + 63) >> 6);
      this.follow = new long[size * words];
    }

    Automaton automaton(Expression expression) {
      Ends ends = ends(expression);
      CharSet[] used = Arrays.copyOf(sets, states);
      return new Automaton(used, words, ends.first, ends.last, follow);
    }

    private Ends ends(Expression expression) {
      if (expression instanceof Chars chars) {
        long[] self = new long[words];
        self[states >> 6] = 1L << states;
        sets[states++] = chars.set();
        return new Ends(false, self, self);
      }
      if (expression instanceof Sequence sequence) {
        return sequence(sequence.parts());
      }
      if (expression instanceof Choice choice) {
        return choice(choice.branches());
      }
      return repetition((Repetition) expression);
    }

    private Ends sequence(List<Expression> parts) {
      Ends all = empty();
      for (Expression part : parts) {
        all = joined(all, ends(part));
      }
      return all;
    }

    private Ends choice(List<Expression> branches) {
      Ends all = ends(branches.get(0));
      for (Expression branch : branches.subList(1, branches.size())) {
        Ends other = ends(branch);
        all =
            new Ends(
                all.nullable || other.nullable,
                or(all.first, other.first),
                or(all.last, other.last));
      }
      return all;
    }

    private Ends repetition(Repetition repetition) {
      boolean unbounded = repetition.max() == Repetition.UNBOUNDED;
      int copies = unbounded ? Math.max(repetition.min(), 1) : repetition.max();
      Ends all = empty();
      for (int i = 1; i <= copies; i++) {
        Ends copy = ends(repetition.body());
        if (unbounded && i == copies) {
          connect(copy.last, copy.first);
        }
        boolean nullable = copy.nullable || i > repetition.min();
        all = joined(all, new Ends(nullable, copy.first, copy.last));
      }
      return all;
    }

    private Ends empty() {
      return new Ends(true, new long[words], new long[words]);
    }

    private Ends joined(Ends a, Ends b) {
      connect(a.last, b.first);
      return new Ends(
          a.nullable && b.nullable,
          a.nullable ? or(a.first, b.first) : a.first,
          b.nullable ? or(b.last, a.last) : b.last);
    }

    private void connect(long[] from, long[] to) {
      for (int state = 0; state < states; state++) {
        if ((from[state >> 6] >>> state & 1) != 0) {
          for (int word = 0; word < words; word++) {
            follow[state * words + word] |= to[word];
          }
        }
      }
    }

    private static long[] or(long[] a, long[] b) {
      long[] union = a.clone();
      union(union, b, 0);
      return union;
    }
  }
}
