package dev.toolkit.cache.internal;

import java.util.HexFormat;

/**
 * Text without controls and unpaired surrogates, which have no UTF-8: each of them is written as a
 * percent sign and its four digits. Different texts stay different if percent signs are escaped,
 * too.
 *
 * <p>This class has no state and is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class PercentEscapes {

  private static final int DIGITS = 4;

  private PercentEscapes() {}

  /**
   * Returns the text with what must be escaped.
   *
   * @param special what else is escaped
   */
  public static String escape(String text, String special) {
    for (int i = 0; i < text.length(); i++) {
      if (isEscaped(text, i, special)) {
        return escapeFrom(i, text, special);
      }
    }
    return text;
  }

  private static String escapeFrom(int start, String text, String special) {
    var escaped = new StringBuilder(text.length() + 16).append(text, 0, start);
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isEscaped(text, i, special)) {
        escaped.append('%').append(HexFormat.of().toHexDigits(c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static boolean isEscaped(String text, int i, String special) {
    char c = text.charAt(i);
    if (c < ' ' || c == 0x7f || special.indexOf(c) >= 0) {
      return true;
    }
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  /**
   * Returns the text that {@link #escape} wrote, percent signs among what is special.
   *
   * @throws IllegalArgumentException if a percent sign is not followed by four digits
   */
  public static String unescape(String escaped) {
    var text = new StringBuilder(escaped.length());
    int start = 0;
    for (int i = escaped.indexOf('%'); i >= 0; i = escaped.indexOf('%', start)) {
      int end = i + 1 + DIGITS;
      if (end > escaped.length()) {
        throw new IllegalArgumentException("Escape at index " + i + " is cut off");
      }
      text.append(escaped, start, i).append((char) HexFormat.fromHexDigits(escaped, i + 1, end));
      start = end;
    }
    return text.append(escaped, start, escaped.length()).toString();
  }
}
