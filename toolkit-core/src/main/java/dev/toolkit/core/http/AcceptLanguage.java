package dev.toolkit.core.http;

import java.util.ArrayList;
import java.util.List;

/** Reads {@code Accept-Language} (RFC 9110, section 12.5.4): ranges with weights. */
final class AcceptLanguage {

  private record Range(String tag, int weight) {}

  private AcceptLanguage() {}

  /** Returns the tags by descending weight, those of weight 0 and the wildcard left out. */
  static List<String> parse(String header) {
    List<Range> ranges = new ArrayList<>();
    int start = 0;
    while (start <= header.length()) {
      int comma = header.indexOf(',', start);
      int end = comma < 0 ? header.length() : comma;
      add(header.substring(start, end), ranges);
      start = end + 1;
    }
    ranges.sort((left, right) -> Integer.compare(right.weight, left.weight));
    List<String> tags = new ArrayList<>();
    for (Range range : ranges) {
      tags.add(range.tag);
    }
    return tags;
  }

  private static void add(String item, List<Range> ranges) {
    int semicolon = item.indexOf(';');
    String tag = (semicolon < 0 ? item : item.substring(0, semicolon)).strip();
    int weight = semicolon < 0 ? 1000 : weight(item.substring(semicolon + 1).strip());
    if (weight > 0 && isTag(tag)) {
      ranges.add(new Range(tag, weight));
    }
  }

  /** {@code "q=" ( "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3"0" ] )}, in thousandths; 0 if malformed. */
  private static int weight(String parameter) {
    if (!parameter.startsWith("q=") && !parameter.startsWith("Q=")) {
      return 0;
    }
    int weight = 0;
    int scale = 1000;
    for (int i = 2; i < parameter.length(); i++) {
      char c = parameter.charAt(i);
      if (c == '.' && i == 3) {
        continue;
      }
      if (c < '0' || c > '9' || scale == 0) {
        return 0;
      }
      weight += (c - '0') * scale;
      scale /= 10;
    }
    return Math.min(weight, 1000);
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
