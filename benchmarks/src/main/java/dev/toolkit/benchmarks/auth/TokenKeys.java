package dev.toolkit.benchmarks.auth;

import dev.toolkit.auth.key.Algorithm;
import dev.toolkit.auth.key.SigningKey;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import org.jspecify.annotations.Nullable;

/** The keys of one algorithm, in the forms that the libraries take. */
final class TokenKeys {

  private final Algorithm algorithm;
  private final byte[] secret;
  private final @Nullable KeyPair pair;

  private TokenKeys(Algorithm algorithm, byte[] secret, @Nullable KeyPair pair) {
    this.algorithm = algorithm;
    this.secret = secret;
    this.pair = pair;
  }

  Algorithm algorithm() {
    return algorithm;
  }

  byte[] secret() {
    return secret;
  }

  static TokenKeys generate(String algorithm) throws GeneralSecurityException {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new TokenKeys(Algorithm.parse(algorithm), secret, keyPair(algorithm));
  }

  private static @Nullable KeyPair keyPair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator;
    switch (algorithm) {
      case "RS256" -> {
        generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
      }
      case "ES256" -> {
        generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
      }
      case "EdDSA" -> generator = KeyPairGenerator.getInstance("Ed25519");
      default -> {
        return null;
      }
    }
    return generator.generateKeyPair();
  }

  KeyPair requirePair() {
    if (pair == null) {
      throw new IllegalStateException(algorithm + " has no key pair");
    }
    return pair;
  }

  boolean isHmac() {
    return pair == null;
  }

  SigningKey signingKey() {
    SigningKey key =
        pair == null ? SigningKey.secret(algorithm, secret) : SigningKey.of(algorithm, pair);
    return key.withKid(TokenLibrary.KID);
  }
}
