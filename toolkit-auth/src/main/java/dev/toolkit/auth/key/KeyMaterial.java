package dev.toolkit.auth.key;

import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.JsonText;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECPoint;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What defines a key, apart from what it is for. */
sealed interface KeyMaterial {

  /** Returns what defines the key as members of a JSON Web Key; of a secret, the secret. */
  Map<String, String> members();

  /** Returns the hash of the members in alphabetical order: RFC 7638, section 3. */
  default String thumbprint() {
    JsonText json = new JsonText(512).raw('{');
    new TreeMap<>(members()).forEach((name, value) -> json.name(name).string(value));
    try {
      byte[] text = json.raw('}').toBytes();
      return Base64Url.encode(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-256", e);
    }
  }

  /** The secret of an HMAC. A class, so that nothing prints it. */
  final class Secret implements KeyMaterial {
    private final byte[] bytes;

    Secret(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }

    @Override
    public Map<String, String> members() {
      return ordered("kty", "oct", "k", Base64Url.encode(bytes));
    }
  }

  /** A public RSA key. */
  record Rsa(RSAPublicKey key) implements KeyMaterial {
    @Override
    public Map<String, String> members() {
      String n = encode(key.getModulus());
      return ordered("kty", "RSA", "n", n, "e", encode(key.getPublicExponent()));
    }
  }

  /** A point on a curve of NIST. */
  record Ec(Curve curve, ECPoint point) implements KeyMaterial {
    @Override
    public Map<String, String> members() {
      String x = encode(point.getAffineX(), curve.size());
      String y = encode(point.getAffineY(), curve.size());
      return ordered("kty", "EC", "crv", curve.jwkName(), "x", x, "y", y);
    }
  }

  /** A public key of Ed25519. */
  record Ed(EdECPublicKey key) implements KeyMaterial {
    @Override
    public Map<String, String> members() {
      return ordered("kty", "OKP", "crv", "Ed25519", "x", Base64Url.encode(Ed25519.encode(key)));
    }
  }

  private static Map<String, String> ordered(String... namesAndValues) {
    Map<String, String> members = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      members.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return members;
  }

  /** Returns a number without leading zeros: RFC 7518, section 2. */
  static String encode(BigInteger number) {
    return encode(number, Math.max(1, (number.bitLength() + 7) / 8));
  }

  /** Returns a number in exactly so many bytes. */
  static String encode(BigInteger number, int length) {
    byte[] bytes = number.toByteArray();
    byte[] fixed = new byte[length];
    int used = Math.min(bytes.length, length);
    System.arraycopy(bytes, bytes.length - used, fixed, length - used, used);
    return Base64Url.encode(fixed);
  }
}
