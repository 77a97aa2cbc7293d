package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * A path cut into segments. Segments are cut before anything is decoded, so an encoded slash never
 * separates two of them. One instance serves one match; it is not thread-safe.
 */
final class PathText {

  final String raw;

  /** Where the path ends: before the query, and before a trailing slash that is ignored. */
  final int end;

  /** The number of segments. */
  final int count;

  private final boolean caseSensitive;

  /** The start and the end of each segment. */
  private final int[] bounds;

  private final @Nullable String[] decoded;

  private PathText(String raw, int[] bounds, int count, int end, boolean caseSensitive) {
    this.raw = raw;
    this.bounds = bounds;
    this.count = count;
    this.end = end;
    this.caseSensitive = caseSensitive;
    this.decoded = new @Nullable String[count];
  }

  /** Returns where the path ends and the query, if there is one, begins. */
  static int endOf(String raw) {
    int query = raw.indexOf('?');
    return query < 0 ? raw.length() : query;
  }

  /**
   * Cuts {@code raw[0, end)}, or returns null if it does not start with a slash or has more than
   * {@code limit} segments.
   */
  static @Nullable PathText split(String raw, int end, RouterOptions options, int limit) {
    if (end == 0 || raw.charAt(0) != '/') {
      return null;
    }
    int capacity = slashes(raw, end, limit);
    int[] bounds = new int[2 * capacity];
    int count = fill(raw, end, options.ignoreDuplicateSlashes(), bounds);
    int pathEnd = end;
    if (options.ignoreTrailingSlash() && count > 1 && bounds[2 * count - 2] == end) {
      count--;
      pathEnd = bounds[2 * count - 1];
    }
    return count > limit
        ? null
        : new PathText(raw, bounds, count, pathEnd, options.caseSensitive());
  }

  /** Counts slashes, up to two more than the limit, which is enough to know that it is exceeded. */
  private static int slashes(String raw, int end, int limit) {
    int most = limit > Integer.MAX_VALUE / 4 ? Integer.MAX_VALUE / 4 : limit + 2;
    int slashes = 0;
    for (int i = 0; i < end && slashes < most; i++) {
      if (raw.charAt(i) == '/') {
        slashes++;
      }
    }
    return slashes;
  }

  private static int fill(String raw, int end, boolean merges, int[] bounds) {
    int count = 0;
    int start = 1;
    while (start <= end && 2 * count < bounds.length) {
      int slash = raw.indexOf('/', start);
      int stop = slash < 0 || slash > end ? end : slash;
      if (stop > start || stop == end || !merges) {
        bounds[2 * count] = start;
        bounds[2 * count + 1] = stop;
        count++;
      }
      start = stop + 1;
    }
    return count;
  }

  int start(int segment) {
    return bounds[2 * segment];
  }

  int end(int segment) {
    return bounds[2 * segment + 1];
  }

  /** Returns where the rest of the path starts that a catch-all takes instead of the segment. */
  int restStart(int segment) {
    return segment < count ? Math.min(start(segment), end) : end;
  }

  boolean isEmpty(int segment) {
    return start(segment) == end(segment);
  }

  /** Returns the decoded segment, in the form in which literals are compared. */
  String key(int segment) {
    String text = text(segment);
    return caseSensitive ? text : LetterCase.folded(text);
  }

  /** Returns the decoded segment. */
  String text(int segment) {
    String text = decoded[segment];
    if (text == null) {
      text = PercentEncoding.decode(raw, start(segment), end(segment));
      decoded[segment] = text;
    }
    return text;
  }

  private boolean isEscaped(int segment) {
    return text(segment).length() != end(segment) - start(segment);
  }

  /**
   * Decides whether a segment of the path fits one of a pattern, and writes the start and the end
   * of each parameter to {@code offsets}, from {@code slot} on.
   */
  boolean fits(int segment, Segment pattern, int[] offsets, int slot) {
    return switch (pattern.kind()) {
      case LITERAL -> fitsLiteral(segment, pattern.prefix());
      case MIXED ->
          isEscaped(segment)
              ? fitsDecoded(segment, pattern, offsets, slot)
              : MixedMatch.fit(
                  pattern, raw, start(segment), end(segment), !caseSensitive, offsets, slot);
      case CONSTRAINED -> {
        String text = text(segment);
        yield take(start(segment), end(segment), offsets, slot)
            && pattern.constraint().matches(text, 0, text.length());
      }
      case PLAIN -> take(start(segment), end(segment), offsets, slot);
      case CATCH_ALL -> {
        take(restStart(segment), end, offsets, slot);
        yield true;
      }
    };
  }

  private boolean fitsLiteral(int segment, String literal) {
    return key(segment).equals(caseSensitive ? literal : LetterCase.folded(literal));
  }

  /** Writes where a parameter stands, and returns whether it has any text. */
  private static boolean take(int start, int end, int[] offsets, int slot) {
    offsets[slot] = start;
    offsets[slot + 1] = end;
    return start < end;
  }

  private boolean fitsDecoded(int segment, Segment pattern, int[] offsets, int slot) {
    int length = end(segment) - start(segment);
    StringBuilder text = new StringBuilder(length);
    int[] origins = new int[length + 1];
    PercentEncoding.decode(raw, start(segment), end(segment), text, origins);
    boolean fits =
        MixedMatch.fit(pattern, text.toString(), 0, text.length(), !caseSensitive, offsets, slot);
    for (int i = slot; fits && i < slot + 2 * pattern.params().size(); i++) {
      offsets[i] = origins[offsets[i]];
    }
    return fits;
  }
}
