package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;

/** What an RSA key must be like. */
final class RsaKeys {

  private static final int MIN_BITS = 2048;

  /** More makes a single verification take milliseconds. */
  private static final int MAX_BITS = 8192;

  private static final int MAX_EXPONENT_BITS = 64;

  /** Moduli of the flawed generator of CVE-2017-15361 (ROCA) are products of primes like these. */
  private static final int ROCA_GENERATOR = 65537;

  private static final int ROCA_LAST_PRIME = 167;

  private RsaKeys() {}

  static void require(RSAPublicKey key) {
    requireModulus(key.getModulus());
    requireExponent(key.getPublicExponent());
  }

  private static void requireModulus(BigInteger modulus) {
    int bits = modulus.bitLength();
    if (bits < MIN_BITS || bits > MAX_BITS) {
      throw bad("RSA key must have between 2048 and 8192 bits: " + bits);
    }
    if (!modulus.testBit(0)) {
      throw bad("RSA modulus must be odd");
    }
    if (hasRocaFingerprint(modulus)) {
      throw bad("RSA key is from the flawed generator of CVE-2017-15361 (ROCA): replace it");
    }
  }

  private static void requireExponent(BigInteger exponent) {
    boolean isLarge = exponent.bitLength() > MAX_EXPONENT_BITS;
    if (isLarge || exponent.compareTo(BigInteger.TWO) <= 0 || !exponent.testBit(0)) {
      throw bad("RSA exponent must be odd, at least 3 and no longer than 64 bits");
    }
  }

  /**
   * Returns whether the modulus is a power of 65537 modulo every small prime. Of other moduli this
   * holds for one in 2^27 or fewer (Nemec et al., "The Return of Coppersmith's Attack", 2017).
   */
  static boolean hasRocaFingerprint(BigInteger modulus) {
    for (int prime = 3; prime <= ROCA_LAST_PRIME; prime += 2) {
      if (isPrime(prime) && !isPowerOfGenerator(modulus, prime)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isPowerOfGenerator(BigInteger modulus, int prime) {
    int rest = modulus.mod(BigInteger.valueOf(prime)).intValue();
    int power = 1;
    do {
      if (power == rest) {
        return true;
      }
      power = power * (ROCA_GENERATOR % prime) % prime;
    } while (power != 1);
    return false;
  }

  private static boolean isPrime(int odd) {
    for (int i = 3; i * i <= odd; i += 2) {
      if (odd % i == 0) {
        return false;
      }
    }
    return true;
  }

  private static AuthException bad(String message) {
    return new AuthException(AuthException.Code.KEY, message);
  }
}
