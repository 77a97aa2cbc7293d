package dev.toolkit.router;

import java.util.List;

/** A constraint as it was written: what {@link ConstraintParser} reads. */
sealed interface Expression {

  /** The most positions that a constraint may need once its repetitions are written out. */
  int MAX_SIZE = 1024;

  /** Returns how many characters of the written-out expression can be matched, at most 2^31-1. */
  long size();

  /** Appends some text that matches. */
  void sample(StringBuilder text);

  /** One character of a set. */
  record Chars(CharSet set) implements Expression {
    @Override
    public long size() {
      return 1;
    }

    @Override
    public void sample(StringBuilder text) {
      int c = set.sample();
      if (c >= 0) {
        text.appendCodePoint(c);
      }
    }
  }

  /** All parts, one after the other. */
  record Sequence(List<Expression> parts) implements Expression {
    @Override
    public long size() {
      return sum(parts);
    }

    @Override
    public void sample(StringBuilder text) {
      for (Expression part : parts) {
        part.sample(text);
      }
    }
  }

  /** Any one of the branches. */
  record Choice(List<Expression> branches) implements Expression {
    @Override
    public long size() {
      return sum(branches);
    }

    @Override
    public void sample(StringBuilder text) {
      branches.get(0).sample(text);
    }
  }

  /** A body several times over; {@code max} is {@link #UNBOUNDED} if there is no limit. */
  record Repetition(Expression body, int min, int max) implements Expression {
    static final int UNBOUNDED = -1;

    @Override
    public long size() {
      int copies = max == UNBOUNDED ? Math.max(min, 1) : max;
      return Math.min(Integer.MAX_VALUE, body.size() * copies);
    }

    @Override
    public void sample(StringBuilder text) {
      for (int i = 0; i < (max == 0 ? 0 : Math.max(min, 1)); i++) {
        body.sample(text);
      }
    }
  }

  private static long sum(List<Expression> parts) {
    long sum = 0;
    for (Expression part : parts) {
      sum += part.size();
    }
    return Math.min(Integer.MAX_VALUE, sum);
  }
}
