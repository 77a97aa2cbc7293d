package dev.toolkit.core.middleware;

import dev.toolkit.core.RandomSource;

/** Random bits as text. */
final class RandomText {

  private static final String HEX = "0123456789abcdef";

  private RandomText() {}

  /** Returns 128 random bits in hexadecimal. */
  static String hex(RandomSource random) {
    byte[] bytes = new byte[16];
    random.nextBytes(bytes);
    var text = new StringBuilder(32);
    for (byte b : bytes) {
      text.append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
    }
    return text.toString();
  }
}
