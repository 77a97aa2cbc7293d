package dev.toolkit.auth.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Base64url as JSON Web Signatures have it (RFC 7515, section 2): no padding, no white space, and
 * one text only for each value, so that nobody can change a token without changing what it says.
 *
 * <p>This class has no state and is safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Base64Url {

  private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();
  private static final Base64.Decoder JDK_DECODER = Base64.getUrlDecoder();

  private static final byte[] CHARACTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
          .getBytes(StandardCharsets.ISO_8859_1);

  /** The value of each character, or -1. */
  private static final byte[] VALUES = values();

  private Base64Url() {}

  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < CHARACTERS.length; i++) {
      values[CHARACTERS[i]] = (byte) i;
    }
    return values;
  }

  /** Returns the text for the bytes. */
  public static String encode(byte[] bytes) {
    return ENCODER.encodeToString(bytes);
  }

  /**
   * Writes the text for the first bytes of an array into another one, and returns where it ends.
   */
  public static int encode(byte[] bytes, int length, byte[] text, int start) {
    int i = 0;
    int written = start;
    for (; i + 3 <= length; i += 3) {
      int bits = ((bytes[i] & 0xff) << 16) | ((bytes[i + 1] & 0xff) << 8) | (bytes[i + 2] & 0xff);
      text[written] = CHARACTERS[bits >> 18];
      text[written + 1] = CHARACTERS[(bits >> 12) & 0x3f];
      text[written + 2] = CHARACTERS[(bits >> 6) & 0x3f];
      text[written + 3] = CHARACTERS[bits & 0x3f];
      written += 4;
    }
    if (i < length) {
      boolean hasTwo = i + 2 == length;
      int bits = ((bytes[i] & 0xff) << 16) | (hasTwo ? (bytes[i + 1] & 0xff) << 8 : 0);
      text[written++] = CHARACTERS[bits >> 18];
      text[written++] = CHARACTERS[(bits >> 12) & 0x3f];
      if (hasTwo) {
        text[written++] = CHARACTERS[(bits >> 6) & 0x3f];
      }
    }
    return written;
  }

  /** Returns how many characters stand for so many bytes. */
  public static int encodedLength(int bytes) {
    return (bytes * 8 + 5) / 6;
  }

  /**
   * Returns the bytes that the text stands for, or null if it is not exactly how they are written.
   */
  public static byte @Nullable [] decode(String text) {
    byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
    return decode(ascii, 0, ascii.length);
  }

  /**
   * Returns the bytes that a part of the text stands for, or null if it is not exactly how they are
   * written.
   */
  public static byte @Nullable [] decode(byte[] text, int start, int end) {
    if (!endsWell(text, start, end)) {
      return null;
    }
    byte[] bytes = new byte[(end - start) * 6 / 8];
    // Any -1 makes this negative: one test for the whole text.
    int all = 0;
    int written = 0;
    int i = start;
    for (; i + 4 <= end; i += 4) {
      int a = VALUES[text[i] & 0xff];
      int b = VALUES[text[i + 1] & 0xff];
      int c = VALUES[text[i + 2] & 0xff];
      int d = VALUES[text[i + 3] & 0xff];
      all |= a | b | c | d;
      bytes[written] = (byte) ((a << 2) | (b >> 4));
      bytes[written + 1] = (byte) ((b << 4) | (c >> 2));
      bytes[written + 2] = (byte) ((c << 6) | d);
      written += 3;
    }
    if (i < end) {
      all |= decodeRest(text, i, end, bytes, written);
    }
    return all < 0 ? null : bytes;
  }

  private static int decodeRest(byte[] text, int start, int end, byte[] bytes, int written) {
    int a = VALUES[text[start] & 0xff];
    int b = VALUES[text[start + 1] & 0xff];
    bytes[written] = (byte) ((a << 2) | (b >> 4));
    if (end - start == 2) {
      return a | b;
    }
    int c = VALUES[text[start + 2] & 0xff];
    bytes[written + 1] = (byte) ((b << 4) | (c >> 2));
    return a | b | c;
  }

  /**
   * Does the same by the JDK's decoder, which is several times faster for long texts, and slow for
   * bad ones because it throws: for texts whose signature held.
   */
  public static byte @Nullable [] decodeSigned(byte[] text, int start, int end) {
    // The JDK accepts padding at the end only, and bits that no byte uses.
    if (!endsWell(text, start, end) || (start < end && text[end - 1] == '=')) {
      return null;
    }
    ByteBuffer decoded;
    try {
      decoded = JDK_DECODER.decode(ByteBuffer.wrap(text, start, end - start));
    } catch (IllegalArgumentException e) {
      return null;
    }
    byte[] bytes = decoded.array();
    return bytes.length == decoded.limit() ? bytes : Arrays.copyOf(bytes, decoded.limit());
  }

  /** Returns whether the length is possible and the last character has no bits that count not. */
  private static boolean endsWell(byte[] text, int start, int end) {
    int rest = (end - start) & 3;
    if (rest == 0) {
      return true;
    }
    int unused = rest == 2 ? 0xf : 0x3;
    return rest != 1 && (VALUES[text[end - 1] & 0xff] & unused) == 0;
  }
}
