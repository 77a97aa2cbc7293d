package dev.toolkit.auth.totp;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The secret that an account shares with its authenticator app. Store it encrypted.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class TotpSecret {

  private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int MIN_BYTES = 16;
  private static final int MAX_BYTES = 64;

  private final byte[] bytes;

  private TotpSecret(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns a new random secret of 160 bits, as RFC 4226, section 4 recommends. */
  public static TotpSecret generate() {
    byte[] bytes = new byte[20];
    new SecureRandom().nextBytes(bytes);
    return new TotpSecret(bytes);
  }

  /**
   * Returns the secret of these bytes.
   *
   * @throws IllegalArgumentException if there are fewer than 16 (RFC 4226, section 4) or more than
   *     64
   */
  public static TotpSecret of(byte[] bytes) {
    if (bytes.length < MIN_BYTES || bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "Secret must have between "
              + MIN_BYTES
              + " and "
              + MAX_BYTES
              + " bytes: "
              + bytes.length);
    }
    return new TotpSecret(bytes.clone());
  }

  /**
   * Returns the secret that a text in base32 (RFC 4648, section 6) stands for. Spaces and case are
   * passed over, padding may be left out.
   *
   * @throws IllegalArgumentException if the text is not base32, or of another length than {@link
   *     #of} takes
   */
  public static TotpSecret parse(String base32) {
    String digits = base32.replace(" ", "").replaceFirst("=+$", "").toUpperCase(Locale.ROOT);
    byte[] bytes = new byte[digits.length() * 5 / 8];
    int buffer = 0;
    int bits = 0;
    int count = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = ALPHABET.indexOf(digits.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("Secret is not base32: unexpected digit " + (i + 1));
      }
      buffer = ((buffer << 5) | digit) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes[count++] = (byte) (buffer >> bits);
      }
    }
    return of(bytes);
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the secret itself in base32 without padding, to store or to show to its owner. */
  public String toBase32() {
    var text = new StringBuilder((bytes.length * 8 + 4) / 5);
    int buffer = 0;
    int bits = 0;
    for (byte b : bytes) {
      buffer = ((buffer << 8) | (b & 0xff)) & 0xfff;
      bits += 8;
      while (bits >= 5) {
        bits -= 5;
        text.append(ALPHABET.charAt((buffer >> bits) & 31));
      }
    }
    return bits == 0 ? text.toString() : text.append(last(buffer, bits)).toString();
  }

  private static char last(int buffer, int bits) {
    return ALPHABET.charAt((buffer << (5 - bits)) & 31);
  }

  @Override
  public boolean equals(@Nullable Object object) {
    return object instanceof TotpSecret other && MessageDigest.isEqual(bytes, other.bytes);
  }

  @Override
  public int hashCode() {
    return bytes.length;
  }

  /** Returns the length only. */
  @Override
  public String toString() {
    return "TotpSecret[" + bytes.length + " bytes]";
  }
}
