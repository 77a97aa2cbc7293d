package dev.toolkit.db.jdbc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A comment behind the text of each statement, in the form of sqlcommenter.
 *
 * @param text the comment with a blank before it, or the empty string
 */
record StatementComment(String text) {
  static final StatementComment NONE = new StatementComment("");

  private static final int LONGEST_VALUE = 200;

  StatementComment with(String key, String value) {
    requirePlain(key);
    String pair = key + "='" + encoded(value) + "'";
    return new StatementComment(
        text.isEmpty()
            ? " /*" + pair + "*/"
            : text.substring(0, text.length() - 2) + "," + pair + "*/");
  }

  String after(String sql) {
    return text.isEmpty() ? sql : sql + text;
  }

  /** What is left of a value are letters, digits, and {@code % + - . _}. */
  private static String encoded(String value) {
    String cut = value.length() > LONGEST_VALUE ? value.substring(0, LONGEST_VALUE) : value;
    return URLEncoder.encode(cut, StandardCharsets.UTF_8).replace("*", "%2A").replace("+", "%20");
  }

  private static void requirePlain(String key) {
    boolean plain = !key.isEmpty();
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      plain &=
          c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    if (!plain) {
      throw new IllegalArgumentException(
          "Key of a comment must have letters, digits and underscores only, at least one of them");
    }
  }
}
