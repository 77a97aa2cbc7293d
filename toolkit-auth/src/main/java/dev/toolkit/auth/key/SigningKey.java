package dev.toolkit.auth.key;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.internal.Base64Url;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A key that signs with one algorithm: a private key with its public one, or the secret of an HMAC.
 *
 * <p>It is checked when it is made, as {@link VerificationKey} says, and signs a first text then,
 * so that a private key and a public one that do not belong together are found at once.
 *
 * {@snippet :
 * SigningKey key = SigningKey.generate(Algorithm.ES256);
 * VerificationKey published = key.verificationKey();
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads. {@code toString} shows no part
 * of a secret.
 *
 * @since 0.1.0
 */
public final class SigningKey {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int GENERATED_RSA_BITS = 3072;
  private static final byte[] FIRST_TEXT = {'t', 'e', 's', 't'};

  /** Signs a part of an array. */
  @FunctionalInterface
  private interface Signer {
    byte[] sign(byte[] array, int offset, int length);
  }

  private final VerificationKey verificationKey;
  private final @Nullable PrivateKey privateKey;
  private final Signer signer;

  private SigningKey(
      VerificationKey verificationKey, @Nullable PrivateKey privateKey, Signer signer) {
    this.verificationKey = verificationKey;
    this.privateKey = privateKey;
    this.signer = signer;
  }

  /** Returns a new key: 3072 bits for RSA, as many as the hash has for an HMAC. */
  public static SigningKey generate(Algorithm algorithm) {
    return switch (algorithm.family()) {
      case HMAC -> {
        byte[] secret = new byte[algorithm.hashBits() / 8];
        RANDOM.nextBytes(secret);
        yield secret(null, algorithm, secret);
      }
      case RSA, RSA_PSS ->
          generate(
              algorithm,
              "RSA",
              new RSAKeyGenParameterSpec(GENERATED_RSA_BITS, RSAKeyGenParameterSpec.F4));
      case EC -> generate(algorithm, "EC", Curve.of(algorithm).parameters());
      case ED25519 -> generate(algorithm, "Ed25519", NamedParameterSpec.ED25519);
    };
  }

  private static SigningKey generate(
      Algorithm algorithm, String jcaName, AlgorithmParameterSpec parameters) {
    try {
      var generator = KeyPairGenerator.getInstance(jcaName);
      generator.initialize(parameters);
      return of(algorithm, generator.generateKeyPair());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + algorithm, e);
    }
  }

  /**
   * Returns the key for an HMAC. Its identifier is its thumbprint.
   *
   * @param secret random bytes, at least as many as the hash has; the array is copied
   * @throws AuthException with code {@code KEY} if the secret is too short
   * @throws IllegalArgumentException if the algorithm is not HS256, HS384 or HS512
   */
  public static SigningKey secret(Algorithm algorithm, byte[] secret) {
    return secret(null, algorithm, secret.clone());
  }

  static SigningKey secret(@Nullable String kid, Algorithm algorithm, byte[] secret) {
    VerificationKey key = VerificationKey.secret(kid, algorithm, secret);
    return new SigningKey(key, null, Hmac.of(algorithm, secret)::sign);
  }

  /**
   * Returns the key for a pair. Its identifier is its thumbprint.
   *
   * @throws AuthException with code {@code KEY} if the keys are weak, damaged, of another kind than
   *     the algorithm's, or do not belong together
   */
  public static SigningKey of(Algorithm algorithm, KeyPair pair) {
    return of(null, algorithm, pair);
  }

  static SigningKey of(@Nullable String kid, Algorithm algorithm, KeyPair pair) {
    VerificationKey verificationKey = VerificationKey.of(kid, algorithm, pair.getPublic());
    PrivateKey privateKey = requireNonNull(pair.getPrivate(), "private key");
    Signer signer =
        (array, offset, length) -> JcaSignatures.sign(algorithm, privateKey, array, offset, length);
    requireBelongingTogether(verificationKey, signer);
    return new SigningKey(verificationKey, privateKey, signer);
  }

  private static void requireBelongingTogether(VerificationKey verificationKey, Signer signer) {
    try {
      byte[] signature = signer.sign(FIRST_TEXT, 0, FIRST_TEXT.length);
      if (verificationKey.verify(FIRST_TEXT, signature)) {
        return;
      }
    } catch (IllegalStateException e) {
      throw new AuthException(
          AuthException.Code.KEY, "Private key cannot sign with " + verificationKey.algorithm(), e);
    }
    throw new AuthException(
        AuthException.Code.KEY, "Private key and public key do not belong together");
  }

  /**
   * Returns the private key in a text of the form {@code -----BEGIN PRIVATE KEY-----} (PKCS #8, RFC
   * 7468). Its identifier is its thumbprint.
   *
   * @throws AuthException with code {@code KEY} if there is no such key, or it is weak, damaged, or
   *     of another kind than the algorithm's
   */
  public static SigningKey pem(Algorithm algorithm, String pem) {
    return of(algorithm, Pem.keyPair(algorithm, pem));
  }

  /**
   * Returns the private key or secret in a JSON Web Key (RFC 7517). Its identifier is its {@code
   * kid}, or its thumbprint if it has none.
   *
   * @param allowed the algorithms that the key may have, in case that it does not say its own; none
   *     means that it must
   * @throws AuthException with code {@code KEY} if it is no such key, weak, damaged, or meant for
   *     something else than signatures; with code {@code ALGORITHM} if it is not for exactly one of
   *     the algorithms
   */
  public static SigningKey jwk(String json, Algorithm... allowed) {
    Jwk jwk = Jwk.parse(json);
    return jwk.signingKey(jwk.onlyAlgorithm(allowed));
  }

  /**
   * Returns this key with another identifier.
   *
   * @throws IllegalArgumentException if it has not between 1 and 256 characters
   */
  public SigningKey withKid(String kid) {
    return new SigningKey(verificationKey.withKid(kid), privateKey, signer);
  }

  /** Returns the key identifier. */
  public String kid() {
    return verificationKey.kid();
  }

  /** Returns the algorithm. */
  public Algorithm algorithm() {
    return verificationKey.algorithm();
  }

  /** Returns the key that verifies what this one signs. Of an HMAC, it has the same secret. */
  public VerificationKey verificationKey() {
    return verificationKey;
  }

  /** Returns the signature over the content. */
  public byte[] sign(byte[] content) {
    return sign(content, 0, content.length);
  }

  /**
   * Returns the signature over a part of the array.
   *
   * @throws IndexOutOfBoundsException if there is no such part
   */
  public byte[] sign(byte[] array, int offset, int length) {
    return signer.sign(array, offset, length);
  }

  /**
   * Returns the whole key, with its secret, as a JSON Web Key: for a key store, never for a log.
   *
   * @throws IllegalStateException if the key cannot be read, such as that of a hardware module
   */
  public String toPrivateJwk() {
    Map<String, String> members = new LinkedHashMap<>(verificationKey.material().members());
    if (privateKey != null) {
      members.putAll(secretMembers(privateKey));
    }
    return Jwk.print(kid(), algorithm(), members);
  }

  private static Map<String, String> secretMembers(PrivateKey key) {
    Map<String, String> members = new LinkedHashMap<>();
    switch (key) {
      case RSAPrivateCrtKey rsa -> {
        members.put("d", KeyMaterial.encode(rsa.getPrivateExponent()));
        members.put("p", KeyMaterial.encode(rsa.getPrimeP()));
        members.put("q", KeyMaterial.encode(rsa.getPrimeQ()));
        members.put("dp", KeyMaterial.encode(rsa.getPrimeExponentP()));
        members.put("dq", KeyMaterial.encode(rsa.getPrimeExponentQ()));
        members.put("qi", KeyMaterial.encode(rsa.getCrtCoefficient()));
      }
      case RSAPrivateKey rsa -> members.put("d", KeyMaterial.encode(rsa.getPrivateExponent()));
      case ECPrivateKey ec ->
          members.put(
              "d", KeyMaterial.encode(ec.getS(), (ec.getParams().getOrder().bitLength() + 7) / 8));
      case EdECPrivateKey ed -> members.put("d", Base64Url.encode(Ed25519.seed(ed)));
      default ->
          throw new IllegalStateException("The private key cannot be read: " + key.getAlgorithm());
    }
    return members;
  }

  /** Returns identifier and algorithm. */
  @Override
  public String toString() {
    return "SigningKey[" + kid() + ", " + algorithm() + "]";
  }
}
