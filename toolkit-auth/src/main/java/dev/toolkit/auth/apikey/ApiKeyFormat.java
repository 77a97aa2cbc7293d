package dev.toolkit.auth.apikey;

import dev.toolkit.core.RandomSource;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * The text of API keys: {@code tk_live_} + 30 random characters + 6 characters of checksum.
 *
 * <p>The random characters are of base62, which makes 178 bits. The checksum is the CRC-32 of
 * everything before it, so that a typo, and a key of another environment, is told without a look
 * into the store, and so that scanners can tell real keys in source code from texts that only look
 * like some.
 *
 * <p>It is immutable and thread-safe.
 */
final class ApiKeyFormat {

  static final int RANDOM_CHARACTERS = 30;

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int CHECKSUM_CHARACTERS = 6;
  private static final int BASE = 62;

  /** Characters that a key is shown with: enough to tell two of an owner's keys apart. */
  private static final int START_CHARACTERS = 4;

  private final String start;

  private ApiKeyFormat(String start) {
    this.start = start;
  }

  /**
   * Returns the format of keys with this prefix and environment.
   *
   * @throws IllegalArgumentException if one is not 1 to 16 lower-case letters and digits, the first
   *     a letter
   */
  static ApiKeyFormat of(String prefix, String environment) {
    return new ApiKeyFormat(
        requireWord("Prefix", prefix) + "_" + requireWord("Environment", environment) + "_");
  }

  private static String requireWord(String what, String word) {
    boolean isWord = !word.isEmpty() && word.length() <= 16 && isLower(word.charAt(0));
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      isWord &= isLower(c) || (c >= '0' && c <= '9');
    }
    if (!isWord) {
      throw new IllegalArgumentException(
          what
              + " must be 1 to 16 lower-case letters and digits, a letter first: \""
              + word
              + "\"");
    }
    return word;
  }

  private static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  int length() {
    return start.length() + RANDOM_CHARACTERS + CHECKSUM_CHARACTERS;
  }

  /** Returns what all keys begin with. */
  String start() {
    return start;
  }

  String generate(RandomSource random) {
    String body = start + random(random, RANDOM_CHARACTERS);
    return body + checksum(body);
  }

  /** Returns what of a key may be shown: its beginning. */
  String shown(String key) {
    return key.substring(0, start.length() + START_CHARACTERS);
  }

  /** Returns whether the text has the form and the checksum of a key. */
  boolean isWellFormed(String text) {
    if (text.length() != length() || !text.startsWith(start)) {
      return false;
    }
    for (int i = start.length(); i < text.length(); i++) {
      if (!isBase62(text.charAt(i))) {
        return false;
      }
    }
    int end = text.length() - CHECKSUM_CHARACTERS;
    return text.startsWith(checksum(text.substring(0, end)), end);
  }

  private static boolean isBase62(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  }

  /** Takes bytes below 248 only, four times 62, so that every character is as likely as another. */
  static String random(RandomSource random, int characters) {
    var text = new StringBuilder(characters);
    byte[] bytes = new byte[characters + 8];
    while (text.length() < characters) {
      random.nextBytes(bytes);
      for (int i = 0; i < bytes.length && text.length() < characters; i++) {
        int value = bytes[i] & 0xff;
        if (value < 4 * BASE) {
          text.append(DIGITS.charAt(value % BASE));
        }
      }
    }
    return text.toString();
  }

  private static String checksum(String body) {
    var crc = new CRC32();
    crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
    char[] digits = new char[CHECKSUM_CHARACTERS];
    long value = crc.getValue();
    for (int i = CHECKSUM_CHARACTERS - 1; i >= 0; i--) {
      digits[i] = DIGITS.charAt((int) (value % BASE));
      value /= BASE;
    }
    return new String(digits);
  }
}
