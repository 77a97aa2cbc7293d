package dev.toolkit.core.http;

import dev.toolkit.core.http.PercentEncoding.MalformedException;

/**
 * Strict decoding of UTF-8, RFC 3629: the JDK's String constructor would hide what is malformed.
 */
final class Utf8 {

  private Utf8() {}

  /**
   * Returns {@code bytes[start, end)} as text.
   *
   * @throws MalformedException if they are not UTF-8
   */
  static String decode(byte[] bytes, int start, int end) throws MalformedException {
    if (!isValid(bytes, start, end)) {
      throw new MalformedException();
    }
    return TextCoder.ofUtf8(bytes, start, end);
  }

  private static boolean isValid(byte[] bytes, int start, int end) {
    int i = start;
    while (i < end) {
      int length = bytes[i] >= 0 ? 1 : sequenceLength(bytes, i, end);
      if (length == 0) {
        return false;
      }
      i += length;
    }
    return true;
  }

  /** Returns the length of the multi-byte character at i, or 0: RFC 3629, section 4. */
  private static int sequenceLength(byte[] bytes, int i, int end) {
    int first = bytes[i] & 0xff;
    if (first < 0xc2 || first > 0xf4) {
      return 0;
    }
    int length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (i + length > end) {
      return 0;
    }
    int second = bytes[i + 1] & 0xff;
    // Overlong forms, surrogates, and code points past U+10FFFF show in the second byte.
    int least = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    int most = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    if (second < least || second > most) {
      return 0;
    }
    for (int k = 2; k < length; k++) {
      if ((bytes[i + k] & 0xc0) != 0x80) {
        return 0;
      }
    }
    return length;
  }
}
