package dev.toolkit.router;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where the parameters of a pattern stand in a path that matched it. */
abstract sealed class Params implements PathParams permits Match.Found, PrefixParams {

  /*
   * A match is held in one small object. In a path without escapes, the literals before and between
   * the parameters have the lengths they have in the pattern, so the end of each parameter is
   * enough: 16 bits each, four of them in a long, and the starts follow from the layout. All other
   * matches, which are rare, bring an array of starts and ends.
   */

  private static final int SLOT_BITS = 16;

  final Layout layout;

  /** The path as a String, or as an array of ASCII bytes. */
  private final @Nullable Object source;

  /** Where the path starts in the source. All other offsets count from here. */
  private final int base;

  /** The ends of the parameters, 16 bits each, if there are no {@link #offsets}. */
  private final long ends;

  /** The start and the end of each parameter, or null if {@link #ends} has them. */
  private final int @Nullable [] offsets;

  Params(Layout layout, @Nullable Object source, int base, long ends, int @Nullable [] offsets) {
    this.layout = layout;
    this.source = source;
    this.base = base;
    this.ends = ends;
    this.offsets = offsets;
  }

  @Override
  public final int paramCount() {
    return layout.names.length;
  }

  @Override
  public final String paramName(int index) {
    return layout.names[index];
  }

  @Override
  public final @Nullable String param(int index) {
    if (isAbsent(index)) {
      return null;
    }
    String raw = text(relativeStart(index), relativeEnd(index));
    // A match without offsets is one without escapes, whose slashes need no merging either.
    return offsets == null ? raw : layout.decoded(raw, index);
  }

  @Override
  public final @Nullable String param(String name) {
    return param(layout.index(name));
  }

  @Override
  public final @Nullable String rawParam(int index) {
    return isAbsent(index) ? null : text(relativeStart(index), relativeEnd(index));
  }

  @Override
  public final long longParam(int index) {
    if (isAbsent(index)) {
      throw new PathNumberException(paramName(index), "was left out and has no number");
    }
    return number(index, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  @Override
  public final long longParam(String name) {
    return longParam(layout.index(name));
  }

  @Override
  public final int intParam(int index) {
    if (isAbsent(index)) {
      throw new PathNumberException(paramName(index), "was left out and has no number");
    }
    return (int) number(index, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  @Override
  public final int intParam(String name) {
    return intParam(layout.index(name));
  }

  @Override
  public final int start(int index) {
    return isAbsent(index) ? -1 : base + relativeStart(index);
  }

  @Override
  public final int end(int index) {
    return isAbsent(index) ? -1 : base + relativeEnd(index);
  }

  @Override
  public final Map<String, String> params() {
    return new View(this);
  }

  private boolean isAbsent(int index) {
    if (index < 0 || index >= layout.names.length) {
      throw new IndexOutOfBoundsException(
          layout.pattern + " has " + layout.names.length + " parameters, none has index " + index);
    }
    return index >= layout.present;
  }

  private int relativeStart(int index) {
    if (offsets != null) {
      return offsets[2 * index];
    }
    int before = index == 0 ? 0 : packedEnd(ends, index - 1);
    // An empty catch-all may stand where its slash has been left out.
    return Math.min(before + layout.gaps[index], packedEnd(ends, index));
  }

  private int relativeEnd(int index) {
    return offsets != null ? offsets[2 * index + 1] : packedEnd(ends, index);
  }

  static int packedEnd(long ends, int slot) {
    return (int) (ends >>> (SLOT_BITS * slot)) & 0xffff;
  }

  /** Returns the ends with that of one parameter, and those of later ones cleared. */
  static long withEnd(long ends, int slot, int end) {
    int shift = SLOT_BITS * slot;
    return (ends & ((1L << shift) - 1)) | ((long) end << shift);
  }

  private String text(int start, int end) {
    if (source instanceof byte[] bytes) {
      return Ascii.text(bytes, base + start, base + end);
    }
    return source instanceof String text ? text.substring(start, end) : "";
  }

  private long number(int index, long min, long max) {
    int start = relativeStart(index);
    int end = relativeEnd(index);
    Object text = source;
    if (offsets != null) {
      String decoded = layout.decoded(text(start, end), index);
      text = decoded;
      start = 0;
      end = decoded.length();
    }
    int shift = text instanceof byte[] ? base : 0;
    boolean negative = end - start > 1 && at(text, start + shift) == '-';
    // The sum is kept negative, since there is one more negative number than positive ones.
    long limit = negative ? min : -max;
    long value = 0;
    for (int i = negative ? start + 1 : start; i < end; i++) {
      int digit = at(text, i + shift) - '0';
      if (digit < 0 || digit > 9) {
        throw new PathNumberException(paramName(index), "is not a number");
      }
      if (value < (limit + digit) / 10) {
        refuseUnlessDigits(text, i + shift, end + shift, index);
        throw new PathNumberException(paramName(index), "is not between " + min + " and " + max);
      }
      value = value * 10 - digit;
    }
    if (start == end) {
      throw new PathNumberException(paramName(index), "is not a number");
    }
    return negative ? value : -value;
  }

  private void refuseUnlessDigits(@Nullable Object text, int from, int to, int index) {
    for (int i = from; i < to; i++) {
      if (at(text, i) < '0' || at(text, i) > '9') {
        throw new PathNumberException(paramName(index), "is not a number");
      }
    }
  }

  private static int at(@Nullable Object text, int index) {
    if (text instanceof byte[] bytes) {
      return bytes[index];
    }
    return text instanceof String string ? string.charAt(index) : -1;
  }

  /** The parameters of all matches of one pattern: their names, and what lies between them. */
  static class Layout {
    final PathPattern pattern;
    final String[] names;

    /** The number of parameters that are in the path; those behind have been left out. */
    final int present;

    /** How many characters of literals and slashes stand before each parameter, after the last. */
    final int[] gaps;

    /** Whether the last parameter is a catch-all whose slashes are to be merged. */
    private final boolean mergesSlashes;

    Layout(PathPattern pattern, List<Segment> segments, RouterOptions options) {
      this.pattern = pattern;
      this.names = pattern.paramNames().toArray(new String[0]);
      List<Integer> lengths = new ArrayList<>();
      int gap = 0;
      for (Segment segment : segments) {
        gap++;
        for (int i = 0; i < segment.literals().size(); i++) {
          gap += segment.literals().get(i).length();
          if (i < segment.params().size()) {
            lengths.add(gap);
            gap = 0;
          }
        }
      }
      this.present = lengths.size();
      this.gaps = new int[present];
      for (int i = 0; i < present; i++) {
        gaps[i] = lengths.get(i);
      }
      this.mergesSlashes =
          options.ignoreDuplicateSlashes()
              && segments.get(segments.size() - 1).kind() == Segment.Kind.CATCH_ALL;
    }

    final int index(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return i;
        }
      }
      throw new IllegalArgumentException(
          "Path pattern \"" + pattern + "\" has no parameter \"" + name + "\"");
    }

    private String decoded(String raw, int index) {
      boolean merges = mergesSlashes && index == present - 1 && raw.contains("//");
      String text = merges ? merged(raw) : raw;
      return PercentEncoding.decode(text, 0, text.length());
    }

    private static String merged(String raw) {
      StringBuilder merged = new StringBuilder(raw.length());
      for (int i = 0; i < raw.length(); i++) {
        if (raw.charAt(i) != '/' || i == 0 || raw.charAt(i - 1) != '/') {
          merged.append(raw.charAt(i));
        }
      }
      return merged.toString();
    }
  }

  /** The decoded parameters that are in the path. */
  private static final class View extends AbstractMap<String, String> {
    private final Params params;

    View(Params params) {
      this.params = params;
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
      for (int i = 0; i < params.layout.present; i++) {
        if (params.paramName(i).equals(key)) {
          return params.param(i);
        }
      }
      return null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      return get(key) != null;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public int size() {
          return params.layout.present;
        }

        @Override
        public Iterator<Entry<String, String>> iterator() {
          return entries().iterator();
        }
      };
    }

    private List<Entry<String, String>> entries() {
      List<Entry<String, String>> entries = new ArrayList<>();
      for (int i = 0; i < params.layout.present; i++) {
        String value = params.param(i);
        if (value != null) {
          entries.add(Map.entry(params.paramName(i), value));
        }
      }
      return List.copyOf(entries);
    }
  }
}
