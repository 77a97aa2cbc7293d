package dev.toolkit.core.http;

import java.nio.charset.StandardCharsets;

/**
 * Text and its bytes. All use of the JDK's coders is here, so that a platform where they are heavy
 * can put its own class in the place of this one.
 */
final class TextCoder {

  private TextCoder() {}

  /** Returns the text in UTF-8; a surrogate without its other half becomes a question mark. */
  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Returns {@code bytes[start, end)}, which must be valid UTF-8, as text. */
  static String ofUtf8(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** Returns the text in ISO-8859-1; a character that it does not have becomes a question mark. */
  static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Returns the bytes as text in ISO-8859-1, in which each byte is a character. */
  static String ofLatin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
