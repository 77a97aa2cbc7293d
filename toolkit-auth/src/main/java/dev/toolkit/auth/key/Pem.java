package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys in the textual encoding of RFC 7468. */
final class Pem {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";

  private Pem() {}

  static PublicKey publicKey(Algorithm algorithm, String pem) {
    byte[] der = block(pem, "PUBLIC KEY");
    try {
      return factory(algorithm).generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw bad("PUBLIC KEY is not one for " + algorithm, e);
    }
  }

  static KeyPair keyPair(Algorithm algorithm, String pem) {
    byte[] der = block(pem, "PRIVATE KEY");
    try {
      PrivateKey key = factory(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      return new KeyPair(publicKey(algorithm, key), key);
    } catch (GeneralSecurityException e) {
      throw bad("PRIVATE KEY is not one for " + algorithm, e);
    }
  }

  private static PublicKey publicKey(Algorithm algorithm, PrivateKey key)
      throws GeneralSecurityException {
    return switch (key) {
      case RSAPrivateCrtKey rsa ->
          factory(algorithm)
              .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
      case ECPrivateKey ec -> publicKey(Curve.of(algorithm), ec);
      case EdECPrivateKey ed -> Ed25519.keyPair(Ed25519.seed(ed)).getPublic();
      default -> throw bad("PRIVATE KEY is not one for " + algorithm, null);
    };
  }

  private static PublicKey publicKey(Curve curve, ECPrivateKey key)
      throws GeneralSecurityException {
    if (!key.getParams().getCurve().equals(curve.parameters().getCurve())) {
      throw bad("PRIVATE KEY is not on the curve " + curve.jwkName(), null);
    }
    curve.requireScalar(key.getS());
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(curve.publicPoint(key.getS()), curve.parameters()));
  }

  private static KeyFactory factory(Algorithm algorithm) throws GeneralSecurityException {
    return switch (algorithm.family()) {
      case HMAC ->
          throw new IllegalArgumentException(
              algorithm + " has a secret, no PEM: use secret(algorithm, bytes)");
      case RSA, RSA_PSS -> KeyFactory.getInstance("RSA");
      case EC -> KeyFactory.getInstance("EC");
      case ED25519 -> KeyFactory.getInstance("Ed25519");
    };
  }

  /** Returns what the only block in the text holds, which must have the label. */
  private static byte[] block(String pem, String label) {
    String text = pem.strip();
    int labelEnd = text.indexOf(DASHES, BEGIN.length());
    if (!text.startsWith(BEGIN) || labelEnd < 0) {
      throw bad("Expected a text that starts with " + BEGIN + label + DASHES, null);
    }
    String found = text.substring(BEGIN.length(), labelEnd);
    if (!found.equals(label)) {
      throw bad("Expected " + label + hint(found, label), null);
    }
    String end = END + label + DASHES;
    int contentEnd = text.indexOf(end);
    if (contentEnd < 0 || contentEnd + end.length() != text.length()) {
      throw bad("Expected a single block that ends with " + end, null);
    }
    return decode(text.substring(labelEnd + DASHES.length(), contentEnd));
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getDecoder().decode(base64.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw bad("Expected base64 between the lines with dashes", null);
    }
  }

  private static String hint(String found, String label) {
    return switch (found) {
      case "RSA PRIVATE KEY", "EC PRIVATE KEY" ->
          ", found " + found + ": convert it with openssl pkcs8 -topk8 -nocrypt";
      case "ENCRYPTED PRIVATE KEY" -> ", found " + found + ": decrypt it with openssl pkcs8";
      case "RSA PUBLIC KEY" ->
          ", found " + found + ": convert it with openssl rsa -RSAPublicKey_in -pubout";
      case "CERTIFICATE" ->
          ", found " + found + ": take its key out with openssl x509 -pubkey -noout";
      case "PRIVATE KEY" ->
          ", found a private key, which does not belong where tokens are verified";
      case "PUBLIC KEY" -> ", found a public key, which cannot sign";
      default -> " in the first line, found another label than " + label;
    };
  }

  private static AuthException bad(String message, @Nullable Exception cause) {
    return new AuthException(AuthException.Code.KEY, message, cause);
  }
}
