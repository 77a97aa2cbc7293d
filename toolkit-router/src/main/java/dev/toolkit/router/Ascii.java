package dev.toolkit.router;

import java.nio.charset.StandardCharsets;

/**
 * ASCII text and its bytes. All use of the JDK's coders is here, so that a platform where they are
 * heavy can put its own class in the place of this one.
 */
final class Ascii {

  private Ascii() {}

  /** Returns the bytes of a text; what is not ASCII becomes a question mark. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /**
   * Returns {@code bytes[start, end)} as text; a byte that is not ASCII becomes U+0080 to U+00FF.
   */
  static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
