package dev.toolkit.checks.edge.lean;

import java.util.Arrays;

/** Takes the place of {@code dev.toolkit.core.http.TextCoder}, without the JDK's coders. */
public final class TextCoder {

  private TextCoder() {}

  /** Returns the text in UTF-8; a surrogate without its other half becomes a question mark. */
  public static byte[] utf8(String text) {
    byte[] bytes = new byte[3 * text.length()];
    int length = 0;
    for (int i = 0; i < text.length(); i++) {
      int c = text.charAt(i);
      if (Character.isSurrogate((char) c)) {
        c = isPair(text, i) ? text.codePointAt(i++) : '?';
      }
      length = put(c, bytes, length);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static boolean isPair(String text, int i) {
    return Character.isHighSurrogate(text.charAt(i))
        && i + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(i + 1));
  }

  /** RFC 3629, section 3: six bits in each byte but the first, which tells how many there are. */
  private static int put(int c, byte[] bytes, int start) {
    int at = start;
    if (c < 0x80) {
      bytes[at++] = (byte) c;
      return at;
    }
    if (c < 0x800) {
      bytes[at++] = (byte) (0xc0 | c >> 6);
    } else {
      if (c < 0x10000) {
        bytes[at++] = (byte) (0xe0 | c >> 12);
      } else {
        bytes[at++] = (byte) (0xf0 | c >> 18);
        bytes[at++] = (byte) (0x80 | (c >> 12 & 0x3f));
      }
      bytes[at++] = (byte) (0x80 | (c >> 6 & 0x3f));
    }
    bytes[at++] = (byte) (0x80 | (c & 0x3f));
    return at;
  }

  /** Returns {@code bytes[start, end)}, which must be valid UTF-8, as text. */
  public static String ofUtf8(byte[] bytes, int start, int end) {
    var text = new StringBuilder(end - start);
    int i = start;
    while (i < end) {
      int first = bytes[i++];
      if (first >= 0) {
        text.append((char) first);
        continue;
      }
      int more = first < (byte) 0xe0 ? 1 : first < (byte) 0xf0 ? 2 : 3;
      int c = first & (0x3f >> more);
      for (int k = 0; k < more; k++) {
        c = c << 6 | (bytes[i++] & 0x3f);
      }
      text.appendCodePoint(c);
    }
    return text.toString();
  }

  /** Returns the text in ISO-8859-1; a character that it does not have becomes a question mark. */
  public static byte[] latin1(String text) {
    return Ascii.bytes(text, 0xff);
  }

  /** Returns the bytes as text in ISO-8859-1, in which each byte is a character. */
  public static String ofLatin1(byte[] bytes) {
    return Ascii.text(bytes, 0, bytes.length);
  }
}
