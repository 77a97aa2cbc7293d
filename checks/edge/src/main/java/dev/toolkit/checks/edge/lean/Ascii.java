package dev.toolkit.checks.edge.lean;

/** Takes the place of {@code dev.toolkit.router.Ascii}, without the JDK's coders. */
public final class Ascii {

  private Ascii() {}

  /** Returns the bytes of a text; what is not ASCII becomes a question mark. */
  public static byte[] bytes(String text) {
    return bytes(text, 0x7f);
  }

  static byte[] bytes(String text, int last) {
    byte[] bytes = new byte[text.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = text.charAt(i);
      bytes[i] = (byte) (c <= last ? c : '?');
    }
    return bytes;
  }

  /** Returns {@code bytes[start, end)} as text; each byte is a character. */
  public static String text(byte[] bytes, int start, int end) {
    char[] text = new char[end - start];
    for (int i = 0; i < text.length; i++) {
      text[i] = (char) (bytes[start + i] & 0xff);
    }
    return new String(text);
  }
}
