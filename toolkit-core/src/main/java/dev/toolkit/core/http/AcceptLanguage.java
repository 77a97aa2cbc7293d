package dev.toolkit.core.http;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Accept-Language} (RFC 9110, section 12.5.4): ranges with weights. */
final class AcceptLanguage {

  private AcceptLanguage() {}

  /** Returns the tags by descending weight, those of weight 0 and the wildcard left out. */
  static List<String> parse(String header) {
    List<Weighted.Element> ranges = Weighted.parse(header);
    ranges.sort((left, right) -> Integer.compare(right.weight(), left.weight()));
    List<String> tags = new ArrayList<>();
    for (Weighted.Element range : ranges) {
      if (range.weight() > 0 && isTag(range.text())) {
        tags.add(range.text());
      }
    }
    return tags;
  }

  private static boolean isTag(String tag) {
    if (tag.isEmpty() || tag.length() > 35) {
      return false;
    }
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && c != '-') {
        return false;
      }
    }
    return true;
  }
}
