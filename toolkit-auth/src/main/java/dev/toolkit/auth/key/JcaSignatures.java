package dev.toolkit.auth.key;

import dev.toolkit.auth.internal.SlotPool;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signatures by the providers of the Java runtime. */
final class JcaSignatures {

  private JcaSignatures() {}

  static Signature create(Algorithm algorithm) {
    int bits = algorithm.hashBits();
    try {
      return switch (algorithm.family()) {
        case RSA -> Signature.getInstance("SHA" + bits + "withRSA");
        case RSA_PSS -> pss(bits);
        // R and S side by side, as RFC 7518, section 3.4 has them; not DER.
        case EC -> Signature.getInstance("SHA" + bits + "withECDSAinP1363Format");
        case ED25519 -> Signature.getInstance("Ed25519");
        case HMAC -> throw new IllegalArgumentException(algorithm + " is no signature of a pair");
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This Java runtime has no " + algorithm, e);
    }
  }

  /** The salt is as long as the hash: RFC 7518, section 3.5. */
  private static Signature pss(int bits) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    String hash = "SHA-" + bits;
    signature.setParameter(
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
    return signature;
  }

  static byte[] sign(Algorithm algorithm, PrivateKey key, byte[] content, int offset, int length) {
    try {
      Signature signature = create(algorithm);
      signature.initSign(key);
      signature.update(content, offset, length);
      return signature.sign();
    } catch (InvalidKeyException | SignatureException e) {
      throw new IllegalStateException("The key cannot sign with " + algorithm, e);
    }
  }

  /** Verifies with a Signature of its own for each call, which costs RSA and ECDSA nothing. */
  static VerificationKey.Check check(Algorithm algorithm, PublicKey key) {
    return (content, offset, length, signature) -> {
      Signature verifier = initialized(algorithm, key);
      return verify(verifier, content, offset, length, signature);
    };
  }

  /** Does so for ECDSA, after a look at both halves of the signature. */
  static VerificationKey.Check checkEcdsa(Curve curve, PublicKey key) {
    VerificationKey.Check check = check(curve.algorithm(), key);
    return (content, offset, length, signature) ->
        curve.hasHalvesInRange(signature) && check.verify(content, offset, length, signature);
  }

  /** Does so for Ed25519, whose every initVerify decodes the key: 27 µs and 14 kB. */
  static VerificationKey.Check checkEd25519(PublicKey key) {
    var pool = new Pool(key);
    return (content, offset, length, signature) ->
        Ed25519.hasReducedScalar(signature) && pool.verify(content, offset, length, signature);
  }

  private static Signature initialized(Algorithm algorithm, PublicKey key) {
    try {
      Signature signature = create(algorithm);
      signature.initVerify(key);
      return signature;
    } catch (InvalidKeyException e) {
      throw new IllegalStateException("The key cannot verify " + algorithm, e);
    }
  }

  private static boolean verify(
      Signature verifier, byte[] content, int offset, int length, byte[] signature) {
    try {
      verifier.update(content, offset, length);
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // A signature that is not even one of this algorithm.
      return false;
    }
  }

  /**
   * Ed25519 with Signatures that are initialised for one key, each used by one thread at a time.
   */
  private static final class Pool {

    /*
     * A Signature whose verify() threw keeps the text that it was given (JDK 25's Ed25519 clears it
     * after the point arithmetic only), and would verify the next token over both. A client could
     * so make good tokens of others fail. Hence nothing comes back to the pool but what verify()
     * returned from, and lengths and scalars are checked before.
     */

    private final PublicKey key;
    private final SlotPool<Signature> signatures = new SlotPool<>();

    Pool(PublicKey key) {
      this.key = key;
    }

    boolean verify(byte[] content, int offset, int length, byte[] signature) {
      Signature kept = signatures.take();
      Signature verifier = kept == null ? initialized(Algorithm.EdDSA, key) : kept;
      try {
        verifier.update(content, offset, length);
        boolean valid = verifier.verify(signature);
        signatures.giveBack(verifier);
        return valid;
      } catch (SignatureException e) {
        return false;
      }
    }
  }
}
