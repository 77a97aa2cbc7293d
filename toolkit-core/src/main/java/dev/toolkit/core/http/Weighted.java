package dev.toolkit.core.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads fields whose elements have weights, such as {@code text/html;level=1;q=0.5, *;q=0.1}: RFC
 * 9110, section 12.4.2. An element that is malformed is passed over, since the client's other
 * wishes still hold.
 */
final class Weighted {

  /** What an element says when it has no weight of its own. */
  static final int MOST = 1000;

  /**
   * An element without its weight.
   *
   * @param weight in thousandths
   */
  record Element(String text, int weight) {}

  private Weighted() {}

  static List<Element> parse(String field) {
    List<Element> elements = new ArrayList<>(4);
    int start = 0;
    while (start < field.length()) {
      int end = end(field, start, field.length(), ',');
      add(field, start, end, elements);
      start = end + 1;
    }
    return elements;
  }

  private static void add(String field, int start, int end, List<Element> elements) {
    int weight = MOST;
    int textEnd = end;
    int at = end(field, start, end, ';');
    while (at < end) {
      int next = end(field, at + 1, end, ';');
      String parameter = field.substring(at + 1, next).strip();
      if (parameter.startsWith("q=") || parameter.startsWith("Q=")) {
        // What follows a weight is an extension that RFC 9110 no longer has.
        weight = weight(parameter);
        textEnd = at;
        break;
      }
      at = next;
    }
    String text = field.substring(start, textEnd).strip();
    if (weight >= 0 && !text.isEmpty()) {
      elements.add(new Element(text, weight));
    }
  }

  /** Returns the index of the separator outside of quoted strings, or the end. */
  static int end(String text, int start, int end, char separator) {
    boolean quoted = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == separator && !quoted) {
        return i;
      }
    }
    return end;
  }

  /** {@code "q=" ( "0" [ "." 0*3DIGIT ] / "1" [ "." 0*3"0" ] )}, more as 1; -1 if malformed. */
  private static int weight(String parameter) {
    int length = parameter.length();
    if (length < 3 || length > 7 || (length > 3 && parameter.charAt(3) != '.')) {
      return -1;
    }
    int weight = 0;
    int scale = MOST;
    for (int i = 2; i < length; i++) {
      char c = parameter.charAt(i);
      if (i == 3) {
        continue;
      }
      if (c < '0' || c > '9') {
        return -1;
      }
      weight += (c - '0') * scale;
      scale /= 10;
    }
    return Math.min(weight, MOST);
  }
}
