package dev.toolkit.router;

import java.util.List;

/** The order in which patterns that match the same path are preferred. */
final class Specificity {

  private Specificity() {}

  /**
   * Compares two patterns, the more specific being less: segment by segment from the left, then by
   * the longer literal prefix, the longer text, and the characters of the text.
   */
  static int compare(List<Segment> a, String aText, List<Segment> b, String bText) {
    int common = Math.min(a.size(), b.size());
    for (int i = 0; i < common; i++) {
      int byKind = a.get(i).compareKind(b.get(i));
      if (byKind != 0) {
        return byKind;
      }
    }
    if (a.size() != b.size()) {
      return a.size() > b.size() ? compareToEnd(a.get(common)) : -compareToEnd(b.get(common));
    }
    int byPrefix = Integer.compare(literalPrefix(b), literalPrefix(a));
    if (byPrefix != 0) {
      return byPrefix;
    }
    int byLength = Integer.compare(bText.length(), aText.length());
    return byLength != 0 ? byLength : aText.compareTo(bText);
  }

  /** A pattern that goes on is more specific than one that ends, unless by a catch-all. */
  private static int compareToEnd(Segment segment) {
    return segment.kind() == Segment.Kind.CATCH_ALL ? 1 : -1;
  }

  /** Returns the number of characters before the first parameter. */
  private static int literalPrefix(List<Segment> segments) {
    int length = 0;
    for (Segment segment : segments) {
      length += 1 + segment.prefix().length();
      if (!segment.isLiteral()) {
        break;
      }
    }
    return length;
  }
}
