package dev.toolkit.core.http;

/** Percent-encoding of UTF-8 text, RFC 3986, section 2.1. */
final class PercentEncoding {

  private static final String HEX = "0123456789ABCDEF";

  private PercentEncoding() {}

  /**
   * Decodes {@code text[start, end)} as a part of a query or a form, where {@code +} is a space.
   *
   * @throws MalformedException if an escape is incomplete, or the bytes are not UTF-8
   */
  static String decodeForm(String text, int start, int end) throws MalformedException {
    int i = start;
    while (i < end && text.charAt(i) != '%' && text.charAt(i) != '+') {
      i++;
    }
    return i == end ? text.substring(start, end) : decodeFrom(text, start, end);
  }

  private static String decodeFrom(String text, int start, int end) throws MalformedException {
    var out = new StringBuilder(end - start);
    byte[] escaped = new byte[(end - start) / 3];
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c != '%') {
        out.append(c == '+' ? ' ' : c);
        i++;
        continue;
      }
      int length = 0;
      for (; i < end && text.charAt(i) == '%'; i += 3) {
        escaped[length++] = byteAt(text, i, end);
      }
      out.append(Utf8.decode(escaped, 0, length));
    }
    return out.toString();
  }

  private static byte byteAt(String text, int i, int end) throws MalformedException {
    int high = i + 2 < end ? hexDigit(text.charAt(i + 1)) : -1;
    int low = i + 2 < end ? hexDigit(text.charAt(i + 2)) : -1;
    if (high < 0 || low < 0) {
      throw new MalformedException();
    }
    return (byte) (high << 4 | low);
  }

  private static int hexDigit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    int lower = c | 0x20;
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
  }

  /** Escapes what a URI reference cannot hold: controls, spaces, and all outside ASCII. */
  static String escapeUri(String uri) {
    int i = 0;
    while (i < uri.length() && isUriChar(uri.charAt(i))) {
      i++;
    }
    if (i == uri.length()) {
      return uri;
    }
    var out = new StringBuilder(uri.length() + 16).append(uri, 0, i);
    for (byte b : TextCoder.utf8(uri.substring(i))) {
      if (isUriChar((char) (b & 0xff))) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
      }
    }
    return out.toString();
  }

  private static boolean isUriChar(char c) {
    return c > ' ' && c < 0x7f && "\"<>\\^`{|}".indexOf(c) < 0;
  }

  /** The text is not percent-encoded UTF-8. Says nothing of the text, and has no stack trace. */
  static final class MalformedException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedException() {
      super("Malformed percent-encoding", null, false, false);
    }
  }
}
