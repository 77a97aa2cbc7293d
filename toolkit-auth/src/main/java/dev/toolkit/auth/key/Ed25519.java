package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Set;

/** Keys and signatures of Ed25519 (RFC 8032, section 5.1). */
final class Ed25519 {

  static final int KEY_LENGTH = 32;
  static final int SIGNATURE_LENGTH = 64;

  private static final BigInteger PRIME = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));

  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  /** One of the two values of y, up to sign, that the four points of order 8 have. */
  private static final BigInteger ORDER_8_Y =
      new BigInteger(
          "2707385501144840649318225287225658788936804267575313519463743609750303402022");

  /**
   * The y of all points whose order divides 8. A key that is one of them has valid signatures that
   * anybody can make.
   */
  private static final Set<BigInteger> SMALL_ORDER_Y =
      Set.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          PRIME.subtract(BigInteger.ONE),
          ORDER_8_Y,
          PRIME.subtract(ORDER_8_Y));

  private Ed25519() {}

  static EdECPublicKey publicKey(byte[] encoded) {
    if (encoded.length != KEY_LENGTH) {
      throw bad("Ed25519 key must have 32 bytes: " + encoded.length);
    }
    byte[] bigEndian = reversed(encoded);
    boolean isXOdd = (bigEndian[0] & 0x80) != 0;
    bigEndian[0] &= 0x7f;
    var point = new EdECPoint(isXOdd, new BigInteger(1, bigEndian));
    try {
      var key =
          (EdECPublicKey)
              KeyFactory.getInstance("Ed25519")
                  .generatePublic(new EdECPublicKeySpec(NamedParameterSpec.ED25519, point));
      require(key);
      return key;
    } catch (GeneralSecurityException e) {
      throw new AuthException(AuthException.Code.KEY, "Ed25519 key is not a point", e);
    }
  }

  static void require(EdECPublicKey key) {
    BigInteger y = key.getPoint().getY();
    if (y.compareTo(PRIME) >= 0) {
      throw bad("Ed25519 key is not reduced");
    }
    if (SMALL_ORDER_Y.contains(y)) {
      throw bad("Ed25519 key is a point of small order: anybody could sign for it");
    }
    try {
      // The JDK looks for x, and so at the curve, when it first verifies.
      Signature.getInstance("Ed25519").initVerify(key);
    } catch (InvalidKeyException e) {
      throw new AuthException(AuthException.Code.KEY, "Ed25519 key is not on the curve", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no Ed25519", e);
    }
  }

  static byte[] encode(EdECPublicKey key) {
    byte[] bigEndian = unsigned(key.getPoint().getY());
    if (key.getPoint().isXOdd()) {
      bigEndian[0] |= (byte) 0x80;
    }
    return reversed(bigEndian);
  }

  private static byte[] unsigned(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[KEY_LENGTH];
    int length = Math.min(bytes.length, KEY_LENGTH);
    System.arraycopy(bytes, bytes.length - length, fixed, KEY_LENGTH - length, length);
    return fixed;
  }

  static KeyPair keyPair(byte[] seed) {
    if (seed.length != KEY_LENGTH) {
      throw bad("Private Ed25519 key must have 32 bytes: " + seed.length);
    }
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, new FixedRandom(seed));
      var derived = (EdECPublicKey) generator.generateKeyPair().getPublic();
      var key =
          KeyFactory.getInstance("Ed25519")
              .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
      return new KeyPair(derived, key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no Ed25519", e);
    }
  }

  static byte[] seed(EdECPrivateKey key) {
    return key.getBytes().orElseThrow(() -> bad("Private Ed25519 key cannot be read"));
  }

  /** Returns whether S is below the order of the group: RFC 8032, section 5.1.7, step 1. */
  static boolean hasReducedScalar(byte[] signature) {
    byte[] bigEndian = new byte[KEY_LENGTH];
    for (int i = 0; i < KEY_LENGTH; i++) {
      bigEndian[i] = signature[SIGNATURE_LENGTH - 1 - i];
    }
    return new BigInteger(1, bigEndian).compareTo(ORDER) < 0;
  }

  private static byte[] reversed(byte[] bytes) {
    byte[] reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static AuthException bad(String message) {
    return new AuthException(AuthException.Code.KEY, message);
  }

  /**
   * Yields the seed in place of randomness: the JDK derives a public key only while it generates a
   * pair. A pair that does not fit is found when the key signs its first text.
   */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedRandom(byte[] seed) {
      super(null, null);
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      System.arraycopy(seed, 0, bytes, 0, Math.min(seed.length, bytes.length));
    }
  }
}
