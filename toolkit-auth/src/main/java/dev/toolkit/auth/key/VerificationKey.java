package dev.toolkit.auth.key;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that verifies signatures of one algorithm: a public key, or the secret of an HMAC.
 *
 * <p>The algorithm belongs to the key, and the key to the kind of the algorithm: no public key ever
 * becomes the secret of an HMAC. A key is checked when it is made, and none is made that is weak or
 * damaged: RSA from 2048 bits with an odd exponent from 3 and not of the flawed generator ROCA,
 * HMAC secrets at least as long as the hash, points on their curve and not of small order.
 *
 * {@snippet :
 * VerificationKey key = VerificationKey.pem(Algorithm.RS256, Files.readString(path));
 * }
 *
 * <p>As a {@link KeySource}, a key is the one that its algorithm's tokens are verified with,
 * whatever they say about the identifier: RFC 7515, section 4.1.4 calls that a hint.
 *
 * <p>This class is immutable and safe for use by multiple threads. {@code toString} shows no part
 * of a secret.
 *
 * @since 0.1.0
 */
public final class VerificationKey implements KeySource {

  static final int MAX_KID_LENGTH = 256;

  /** Verifies a signature of the right length. */
  @FunctionalInterface
  interface Check {
    boolean verify(byte[] content, int offset, int length, byte[] signature);
  }

  private final String kid;
  private final Algorithm algorithm;
  private final KeyMaterial material;
  private final Check check;
  private final int signatureLength;
  private final Optional<VerificationKey> asOptional = Optional.of(this);

  private VerificationKey(
      @Nullable String kid,
      Algorithm algorithm,
      KeyMaterial material,
      Check check,
      int signatureLength) {
    this.kid = kid == null ? material.thumbprint() : requireKid(kid);
    this.algorithm = algorithm;
    this.material = material;
    this.check = check;
    this.signatureLength = signatureLength;
  }

  /**
   * Returns the key for an HMAC. Its identifier is its thumbprint.
   *
   * @param secret random bytes, at least as many as the hash has; the array is copied
   * @throws AuthException with code {@code KEY} if the secret is too short
   * @throws IllegalArgumentException if the algorithm is not HS256, HS384 or HS512
   */
  public static VerificationKey secret(Algorithm algorithm, byte[] secret) {
    return secret(null, algorithm, secret.clone());
  }

  static VerificationKey secret(@Nullable String kid, Algorithm algorithm, byte[] secret) {
    if (algorithm.family() != Algorithm.Family.HMAC) {
      throw new IllegalArgumentException(
          "A secret goes with HS256, HS384 or HS512, not with " + algorithm);
    }
    if (secret.length * 8 < algorithm.hashBits()) {
      throw new AuthException(
          AuthException.Code.KEY,
          "Secret for %s must have at least %d bytes: %d"
              .formatted(algorithm, algorithm.hashBits() / 8, secret.length));
    }
    Hmac hmac = Hmac.of(algorithm, secret);
    Check check =
        (content, offset, length, signature) ->
            MessageDigest.isEqual(hmac.compute(content, offset, length), signature);
    int length = algorithm.hashBits() / 8;
    return new VerificationKey(kid, algorithm, new KeyMaterial.Secret(secret), check, length);
  }

  /**
   * Returns the key for signatures of a key pair. Its identifier is its thumbprint.
   *
   * @throws AuthException with code {@code KEY} if the key is weak, damaged, or of another kind
   *     than the algorithm's
   * @throws IllegalArgumentException if the algorithm is an HMAC, which has no public key
   */
  public static VerificationKey of(Algorithm algorithm, PublicKey key) {
    return of(null, algorithm, requireNonNull(key, "key"));
  }

  static VerificationKey of(@Nullable String kid, Algorithm algorithm, PublicKey key) {
    return switch (algorithm.family()) {
      case HMAC ->
          throw new IllegalArgumentException(
              algorithm + " has a secret, no public key: use secret(algorithm, bytes)");
      case RSA, RSA_PSS -> ofRsa(kid, algorithm, key);
      case EC -> ofEc(kid, Curve.of(algorithm), key);
      case ED25519 -> ofEd25519(kid, key);
    };
  }

  private static VerificationKey ofRsa(@Nullable String kid, Algorithm algorithm, PublicKey key) {
    if (!(key instanceof RSAPublicKey rsa)) {
      throw otherKind(algorithm, key);
    }
    RsaKeys.require(rsa);
    int length = (rsa.getModulus().bitLength() + 7) / 8;
    Check check = JcaSignatures.check(algorithm, key);
    return new VerificationKey(kid, algorithm, new KeyMaterial.Rsa(rsa), check, length);
  }

  private static VerificationKey ofEc(@Nullable String kid, Curve curve, PublicKey key) {
    if (!(key instanceof ECPublicKey ec)
        || !ec.getParams().getCurve().equals(curve.parameters().getCurve())) {
      throw otherKind(curve.algorithm(), key);
    }
    curve.requireOnCurve(ec.getW());
    Check check = JcaSignatures.checkEcdsa(curve, key);
    var material = new KeyMaterial.Ec(curve, ec.getW());
    return new VerificationKey(kid, curve.algorithm(), material, check, 2 * curve.size());
  }

  private static VerificationKey ofEd25519(@Nullable String kid, PublicKey key) {
    if (!(key instanceof EdECPublicKey ed) || !ed.getParams().getName().equals("Ed25519")) {
      throw otherKind(Algorithm.EdDSA, key);
    }
    Ed25519.require(ed);
    Check check = JcaSignatures.checkEd25519(key);
    var material = new KeyMaterial.Ed(ed);
    return new VerificationKey(kid, Algorithm.EdDSA, material, check, Ed25519.SIGNATURE_LENGTH);
  }

  private static AuthException otherKind(Algorithm algorithm, PublicKey key) {
    return new AuthException(
        AuthException.Code.KEY,
        "Key is of another kind than " + algorithm + " needs: " + key.getAlgorithm());
  }

  /**
   * Returns the public key in a text of the form {@code -----BEGIN PUBLIC KEY-----} (RFC 7468). Its
   * identifier is its thumbprint.
   *
   * @throws AuthException with code {@code KEY} if there is no such key, or it is weak, damaged, or
   *     of another kind than the algorithm's
   */
  public static VerificationKey pem(Algorithm algorithm, String pem) {
    return of(algorithm, Pem.publicKey(algorithm, pem));
  }

  /**
   * Returns the key in a JSON Web Key (RFC 7517). Its identifier is its {@code kid}, or its
   * thumbprint if it has none.
   *
   * @param allowed the algorithms that the key may have, in case that it does not say its own; none
   *     means that it must
   * @throws AuthException with code {@code KEY} if it is no such key, a private one, weak, damaged,
   *     or meant for something else than signatures; with code {@code ALGORITHM} if it is not for
   *     exactly one of the algorithms
   */
  public static VerificationKey jwk(String json, Algorithm... allowed) {
    Jwk jwk = Jwk.parse(json);
    return jwk.verificationKey(jwk.onlyAlgorithm(allowed));
  }

  /**
   * Returns this key with another identifier.
   *
   * @throws IllegalArgumentException if it has not between 1 and 256 characters
   */
  public VerificationKey withKid(String kid) {
    return new VerificationKey(
        requireNonNull(kid, "kid"), algorithm, material, check, signatureLength);
  }

  private static String requireKid(String kid) {
    if (kid.isEmpty() || kid.length() > MAX_KID_LENGTH) {
      throw new IllegalArgumentException(
          "Key identifier must have between 1 and 256 characters: " + kid.length());
    }
    return kid;
  }

  /** Returns the key identifier. */
  public String kid() {
    return kid;
  }

  /** Returns the algorithm. */
  public Algorithm algorithm() {
    return algorithm;
  }

  /** Returns the hash of what defines the key (RFC 7638, with SHA-256), in base64url. */
  public String thumbprint() {
    return material.thumbprint();
  }

  /** Returns the length of all signatures of this key, in bytes. */
  public int signatureLength() {
    return signatureLength;
  }

  /** Returns whether this is the secret of an HMAC, which whoever verifies can also sign with. */
  public boolean isSecret() {
    return material instanceof KeyMaterial.Secret;
  }

  /** Returns whether the signature is this key's over the content. */
  public boolean verify(byte[] content, byte[] signature) {
    return verify(content, 0, content.length, signature);
  }

  /**
   * Returns whether the signature is this key's over a part of the array.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public boolean verify(byte[] array, int offset, int length, byte[] signature) {
    return signature.length == signatureLength && check.verify(array, offset, length, signature);
  }

  /** Returns this key if it has the algorithm. */
  @Override
  public Optional<VerificationKey> find(@Nullable String kid, Algorithm algorithm) {
    return algorithm == this.algorithm ? asOptional : Optional.empty();
  }

  /**
   * Returns the public key as a JSON Web Key.
   *
   * @throws IllegalStateException if this is a secret
   */
  public String toJwk() {
    if (isSecret()) {
      throw new IllegalStateException("A secret has no public part that could be shown");
    }
    return Jwk.print(kid, algorithm, material.members());
  }

  KeyMaterial material() {
    return material;
  }

  /** Returns identifier and algorithm. */
  @Override
  public String toString() {
    return "VerificationKey[" + kid + ", " + algorithm + "]";
  }
}
