package dev.toolkit.router;

import org.jspecify.annotations.Nullable;

/**
 * Percent-encoding of UTF-8 text as in <a
 * href="https://www.rfc-editor.org/rfc/rfc3986#section-2.1">RFC 3986, section 2.1</a>.
 */
final class PercentEncoding {

  private static final String HEX = "0123456789ABCDEF";

  /** What a path segment holds as it is, next to letters and digits: RFC 3986, section 3.3. */
  private static final String PCHAR_MARKS = "-._~!$&'()*+,;=:@";

  private PercentEncoding() {}

  /**
   * Returns the index of the first escape in {@code text[from, to)} that is cut short, not
   * hexadecimal or not UTF-8, or -1 if all of them can be decoded.
   */
  static int firstMalformed(String text, int from, int to) {
    int i = from;
    while (i < to) {
      if (text.charAt(i) != '%') {
        i++;
        continue;
      }
      int length = sequenceLength(text, i, to);
      if (length == 0) {
        return i;
      }
      i += 3 * length;
    }
    return -1;
  }

  /** Returns the text in {@code raw[from, to)}, whose escapes have been checked, decoded. */
  static String decode(String raw, int from, int to) {
    int escape = raw.indexOf('%', from);
    if (escape < 0 || escape >= to) {
      return raw.substring(from, to);
    }
    StringBuilder decoded = new StringBuilder(to - from);
    decode(raw, from, to, decoded, null);
    return decoded.toString();
  }

  /**
   * Appends the decoded text, and notes in {@code origins} where each of its characters starts in
   * {@code raw}, and at its end where the raw text ends.
   */
  static void decode(
      String raw, int from, int to, StringBuilder decoded, int @Nullable [] origins) {
    int i = from;
    while (i < to) {
      int length = 1;
      int before = decoded.length();
      if (raw.charAt(i) == '%') {
        int bytes = sequenceLength(raw, i, to);
        decoded.appendCodePoint(codePoint(raw, i, bytes));
        length = 3 * bytes;
      } else {
        decoded.append(raw.charAt(i));
      }
      if (origins != null) {
        for (int at = before; at < decoded.length(); at++) {
          origins[at] = i;
        }
      }
      i += length;
    }
    if (origins != null) {
      origins[decoded.length()] = to;
    }
  }

  /**
   * Appends the value in the form of a path segment.
   *
   * @param kept a character next to those of a segment that is left as it is, or -1
   * @return false if the value has half of a surrogate pair, for which UTF-8 has no form
   */
  static boolean encode(String value, int kept, StringBuilder encoded) {
    int i = 0;
    while (i < value.length()) {
      int c = value.codePointAt(i);
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        return false;
      }
      if (c == kept || isUnescaped(c)) {
        encoded.append((char) c);
      } else {
        encode(c, encoded);
      }
      i += Character.charCount(c);
    }
    return true;
  }

  private static boolean isUnescaped(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || PCHAR_MARKS.indexOf(c) >= 0;
  }

  private static void encode(int c, StringBuilder encoded) {
    if (c < 0x80) {
      escape(c, encoded);
    } else if (c < 0x800) {
      escape(0xc0 | (c >> 6), encoded);
      escape(0x80 | (c & 0x3f), encoded);
    } else if (c < 0x10000) {
      escape(0xe0 | (c >> 12), encoded);
      escape(0x80 | ((c >> 6) & 0x3f), encoded);
      escape(0x80 | (c & 0x3f), encoded);
    } else {
      escape(0xf0 | (c >> 18), encoded);
      escape(0x80 | ((c >> 12) & 0x3f), encoded);
      escape(0x80 | ((c >> 6) & 0x3f), encoded);
      escape(0x80 | (c & 0x3f), encoded);
    }
  }

  private static void escape(int octet, StringBuilder encoded) {
    encoded.append('%').append(HEX.charAt(octet >> 4)).append(HEX.charAt(octet & 15));
  }

  /**
   * Returns the number of escapes that make up the character at {@code i}, or 0 if it is malformed.
   */
  private static int sequenceLength(String text, int i, int to) {
    int lead = octet(text, i, to);
    if (lead < 0 || lead < 0x80) {
      return lead < 0 ? 0 : 1;
    }
    // The Unicode Standard, table 3-7: what is overlong, a surrogate or past U+10FFFF shows in the
    // second octet.
    int second = octet(text, i + 3, to);
    if (lead >= 0xc2 && lead <= 0xdf) {
      return isBetween(second, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      boolean valid =
          isBetween(second, lead == 0xe0 ? 0xa0 : 0x80, lead == 0xed ? 0x9f : 0xbf)
              && isBetween(octet(text, i + 6, to), 0x80, 0xbf);
      return valid ? 3 : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      boolean valid =
          isBetween(second, lead == 0xf0 ? 0x90 : 0x80, lead == 0xf4 ? 0x8f : 0xbf)
              && isBetween(octet(text, i + 6, to), 0x80, 0xbf)
              && isBetween(octet(text, i + 9, to), 0x80, 0xbf);
      return valid ? 4 : 0;
    }
    return 0;
  }

  private static int codePoint(String raw, int i, int bytes) {
    int end = i + 3 * bytes;
    int lead = octet(raw, i, end);
    if (bytes == 1) {
      return lead;
    }
    int c = lead & (0x7f >> bytes);
    for (int at = i + 3; at < end; at += 3) {
      c = (c << 6) | (octet(raw, at, end) & 0x3f);
    }
    return c;
  }

  /**
   * Returns the octet that the escape at {@code i} stands for, or -1 if there is no such escape.
   */
  private static int octet(String text, int i, int to) {
    if (i + 3 > to || text.charAt(i) != '%') {
      return -1;
    }
    int high = digit(text.charAt(i + 1));
    int low = digit(text.charAt(i + 2));
    return high < 0 || low < 0 ? -1 : (high << 4) | low;
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int letter = c | 0x20;
    return letter >= 'a' && letter <= 'f' && c < 0x80 ? letter - 'a' + 10 : -1;
  }

  private static boolean isBetween(int octet, int low, int high) {
    return octet >= low && octet <= high;
  }
}
