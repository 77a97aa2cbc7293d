package dev.toolkit.core.jvm;

import dev.toolkit.core.Crypto;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Cryptography of the Java platform, by whichever provider is preferred there. */
final class JcaCrypto implements Crypto {

  private static final String HMAC = "HmacSHA256";

  @Override
  public byte[] sha256(byte[] data) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(data);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  @Override
  public byte[] hmacSha256(byte[] key, byte[] data) {
    if (key.length == 0) {
      throw new IllegalArgumentException("Key of an HMAC must not be empty");
    }
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw unavailable(e);
    }
  }

  @Override
  public boolean constantTimeEquals(byte[] left, byte[] right) {
    return MessageDigest.isEqual(left, right);
  }

  /** Every Java platform must have both algorithms: see {@code java.security.MessageDigest}. */
  private static IllegalStateException unavailable(GeneralSecurityException cause) {
    return new IllegalStateException("This Java platform lacks SHA-256 or HMAC-SHA-256", cause);
  }
}
