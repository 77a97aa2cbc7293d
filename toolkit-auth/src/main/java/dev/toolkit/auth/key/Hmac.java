package dev.toolkit.auth.key;

import dev.toolkit.auth.internal.SlotPool;
import java.security.DigestException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC (RFC 2104) under one key. */
final class Hmac {

  /*
   * HMAC hashes the padded key before it hashes anything else. Here that is done once: two digests
   * have taken in the key and are cloned for each message, which saves two of some ten rounds and
   * needs neither a pool nor a lock, since the originals are never touched again. That is the way to
   * verify. To sign, a Mac out of a pool takes longer and allocates nothing but its result.
   */

  private static final byte INNER_PAD = 0x36;
  private static final byte OUTER_PAD = 0x5c;

  private final MessageDigest inner;
  private final MessageDigest outer;
  private final int length;
  private final Mac prototype;
  private final SlotPool<Mac> macs = new SlotPool<>();

  private Hmac(MessageDigest inner, MessageDigest outer, Mac prototype) {
    this.inner = inner;
    this.outer = outer;
    this.length = inner.getDigestLength();
    this.prototype = prototype;
  }

  static Hmac of(Algorithm algorithm, byte[] key) {
    int bits = algorithm.hashBits();
    try {
      Mac mac = Mac.getInstance("HmacSHA" + bits);
      mac.init(new SecretKeySpec(key, "HmacSHA" + bits));
      Hmac hmac = new Hmac(digest(bits, key, INNER_PAD), digest(bits, key, OUTER_PAD), mac);
      hmac.requireEqualToMac();
      return hmac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no HMAC with SHA-" + bits, e);
    }
  }

  private static MessageDigest digest(int bits, byte[] key, byte pad)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-" + bits);
    int block = bits == 256 ? 64 : 128;
    byte[] padded = Arrays.copyOf(key.length > block ? digest.digest(key) : key, block);
    for (int i = 0; i < block; i++) {
      padded[i] ^= pad;
    }
    digest.update(padded);
    return digest;
  }

  /** Other providers' digests need not be cloneable, or not by value. */
  private void requireEqualToMac() {
    byte[] content = {1, 2, 3};
    byte[] expected = sign(content, 0, content.length);
    for (int i = 0; i < 2; i++) {
      if (!Arrays.equals(compute(content, 0, content.length), expected)) {
        throw new IllegalStateException(
            "The digest of provider " + inner.getProvider().getName() + " cannot be cloned");
      }
    }
  }

  /** Returns the MAC by a Mac out of the pool, which one that threw does not come back to. */
  byte[] sign(byte[] content, int offset, int length) {
    Mac kept = macs.take();
    Mac mac = kept == null ? copyOfPrototype() : kept;
    mac.update(content, offset, length);
    byte[] result = mac.doFinal();
    macs.giveBack(mac);
    return result;
  }

  private Mac copyOfPrototype() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(
          "The Mac of provider " + prototype.getProvider().getName() + " cannot be cloned", e);
    }
  }

  /** Returns the MAC by cloned digests. */
  byte[] compute(byte[] content, int offset, int length) {
    try {
      MessageDigest digest = (MessageDigest) inner.clone();
      digest.update(content, offset, length);
      byte[] mac = digest.digest();
      digest = (MessageDigest) outer.clone();
      digest.update(mac);
      digest.digest(mac, 0, this.length);
      return mac;
    } catch (CloneNotSupportedException | DigestException e) {
      throw new IllegalStateException(
          "The digest of provider " + inner.getProvider().getName() + " cannot be cloned", e);
    }
  }
}
