package dev.toolkit.core;

/**
 * The cryptographic primitives that middleware may use on every platform.
 *
 * <p>An implementation must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface Crypto {

  /** Returns the SHA-256 hash of the data (FIPS 180-4), 32 bytes. */
  byte[] sha256(byte[] data);

  /**
   * Returns the HMAC-SHA-256 of the data under the key (RFC 2104), 32 bytes.
   *
   * @throws IllegalArgumentException if the key is empty
   */
  byte[] hmacSha256(byte[] key, byte[] data);

  /**
   * Returns whether both arrays are equal, in a time that depends on their lengths only, so that
   * the time does not tell how much of a guess is right.
   */
  default boolean constantTimeEquals(byte[] left, byte[] right) {
    int difference = left.length ^ right.length;
    for (int i = 0; i < left.length; i++) {
      // The index stays in range whatever the lengths, without a branch on the content.
      difference |= left[i] ^ (right.length == 0 ? 0 : right[i % right.length]);
    }
    return difference == 0;
  }
}
