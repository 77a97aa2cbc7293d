package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;

/**
 * A signature algorithm for JSON Web Signatures (RFC 7518, section 3; RFC 8037; RFC 9864).
 *
 * <p>There is no constant for unsigned tokens: {@code none} cannot be asked for.
 *
 * <p>This enum is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public enum Algorithm {
  /** HMAC with SHA-256. */
  HS256(Family.HMAC, 256),
  /** HMAC with SHA-384. */
  HS384(Family.HMAC, 384),
  /** HMAC with SHA-512. */
  HS512(Family.HMAC, 512),
  /** RSA with PKCS #1 padding and SHA-256. */
  RS256(Family.RSA, 256),
  /** RSA with PKCS #1 padding and SHA-384. */
  RS384(Family.RSA, 384),
  /** RSA with PKCS #1 padding and SHA-512. */
  RS512(Family.RSA, 512),
  /** RSA with PSS padding and SHA-256. */
  PS256(Family.RSA_PSS, 256),
  /** RSA with PSS padding and SHA-384. */
  PS384(Family.RSA_PSS, 384),
  /** RSA with PSS padding and SHA-512. */
  PS512(Family.RSA_PSS, 512),
  /** ECDSA on the curve P-256 with SHA-256. */
  ES256(Family.EC, 256),
  /** ECDSA on the curve P-384 with SHA-384. */
  ES384(Family.EC, 384),
  /** ECDSA on the curve P-521 with SHA-512. */
  ES512(Family.EC, 512),
  /** Ed25519. It is written {@code EdDSA}, and {@code Ed25519} is read as the same (RFC 9864). */
  EdDSA(Family.ED25519, 512);

  /** The kinds of keys: each algorithm goes with one of them. */
  enum Family {
    HMAC,
    RSA,
    RSA_PSS,
    EC,
    ED25519
  }

  private final Family family;
  private final int hashBits;

  Algorithm(Family family, int hashBits) {
    this.family = family;
    this.hashBits = hashBits;
  }

  /**
   * Returns the algorithm of this name in the registry, where case matters.
   *
   * @throws AuthException with code {@code ALGORITHM} if there is none, as for {@code none}
   */
  public static Algorithm parse(String name) {
    if (name.equals("Ed25519")) {
      return EdDSA;
    }
    for (Algorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    throw new AuthException(
        AuthException.Code.ALGORITHM,
        "Algorithm must be one of HS, RS, PS or ES with 256, 384 or 512, EdDSA or Ed25519");
  }

  Family family() {
    return family;
  }

  /** Returns the length of the hash in bits, which for HMAC is the least length of the key. */
  int hashBits() {
    return hashBits;
  }
}
