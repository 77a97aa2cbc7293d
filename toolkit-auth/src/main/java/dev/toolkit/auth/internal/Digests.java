package dev.toolkit.auth.internal;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;

/**
 * Hashes and MACs of the Java platform, without the exceptions that cannot happen there.
 *
 * <p>The methods keep nothing and are safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Digests {

  private static final String HMAC = "HmacSHA256";

  private Digests() {}

  /** Returns the SHA-256 hash of the data (FIPS 180-4). */
  public static byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /** Returns the HMAC-SHA-256 of the data (RFC 2104). */
  public static byte[] hmacSha256(Key key, byte[] data) {
    return hmacSha256(key).doFinal(data);
  }

  /** Returns a Mac for HMAC-SHA-256 with the key. */
  public static Mac hmacSha256(Key key) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  /** Returns the bytes as base64url without padding: RFC 4648, section 5. */
  public static String base64Url(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static IllegalStateException unavailable(GeneralSecurityException cause) {
    return new IllegalStateException("This Java platform lacks SHA-256 or HMAC-SHA-256", cause);
  }
}
