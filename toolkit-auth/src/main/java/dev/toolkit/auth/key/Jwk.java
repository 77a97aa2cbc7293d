package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.internal.Base64Url;
import dev.toolkit.auth.internal.JsonText;
import dev.toolkit.auth.internal.StrictJson;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECPoint;
import java.security.spec.ECPrivateKeySpec;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A JSON Web Key (RFC 7517; RFC 7518, section 6; RFC 8037, section 2) as it is read. */
final class Jwk {

  private static final StrictJson JSON = new StrictJson(16);

  /** What would make a public key a private one; {@code k} is the secret of an HMAC. */
  private static final Set<String> PRIVATE_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth");

  private final Map<String, @Nullable Object> members;

  private Jwk(Map<String, @Nullable Object> members) {
    this.members = members;
  }

  static Jwk parse(String json) {
    return new Jwk(JSON.object(json));
  }

  /** Returns the keys of a set. */
  static List<Jwk> parseSet(byte[] utf8) {
    if (!(JSON.object(utf8).get("keys") instanceof List<?> keys)) {
      throw bad("Key set must have an array \"keys\"");
    }
    List<Jwk> jwks = new ArrayList<>();
    for (Object key : keys) {
      if (!(key instanceof Map<?, ?> members)) {
        throw bad("Element " + jwks.size() + " of \"keys\" must be an object");
      }
      jwks.add(new Jwk(withStringKeys(members)));
    }
    return jwks;
  }

  @SuppressWarnings("unchecked") // the names of JSON members are Strings
  private static Map<String, @Nullable Object> withStringKeys(Map<?, ?> members) {
    return (Map<String, @Nullable Object>) members;
  }

  static String print(String kid, Algorithm algorithm, Map<String, String> material) {
    JsonText json = new JsonText(512).raw('{');
    json.string("kid").raw(':').string(kid);
    json.name("alg").string(algorithm.name()).name("use").string("sig");
    material.forEach((name, value) -> json.name(name).string(value));
    return new String(json.raw('}').toBytes(), StandardCharsets.UTF_8);
  }

  // What the key is for

  /** Returns whether the key says that it is for something else, or is of a kind unknown here. */
  boolean isForSomethingElse() {
    return !isSignatureUse()
        || !isKnownAlgorithm()
        || compatible().isEmpty()
        || !hasOperation("verify", "sign");
  }

  boolean isSymmetric() {
    return "oct".equals(members.get("kty"));
  }

  boolean isPrivate() {
    return members.keySet().stream().anyMatch(PRIVATE_MEMBERS::contains);
  }

  private boolean isSignatureUse() {
    return !members.containsKey("use") || "sig".equals(members.get("use"));
  }

  private boolean isKnownAlgorithm() {
    try {
      return !members.containsKey("alg") || Algorithm.parse(string("alg")) != null;
    } catch (AuthException e) {
      return false;
    }
  }

  private boolean hasOperation(String... operations) {
    if (!members.containsKey("key_ops")) {
      return true;
    }
    return members.get("key_ops") instanceof List<?> list
        && Set.of(operations).stream().anyMatch(list::contains);
  }

  private void requireFor(String operation) {
    if (!isSignatureUse()) {
      throw bad("Key must have \"use\": \"sig\", or no use");
    }
    if (!hasOperation(operation)) {
      throw bad("Key must have \"" + operation + "\" among its key_ops, or no key_ops");
    }
    if (members.containsKey("use")
        && members.get("key_ops") instanceof List<?> list
        && !Set.of("sign", "verify").containsAll(list)) {
      throw bad("Key has key_ops that contradict \"use\": \"sig\"");
    }
  }

  // Its algorithm

  /** Returns the algorithms that the key can have by its type and, for a secret, its length. */
  private List<Algorithm> compatible() {
    return switch (String.valueOf(members.get("kty"))) {
      case "oct" -> hmacs();
      case "RSA" ->
          List.of(
              Algorithm.RS256,
              Algorithm.RS384,
              Algorithm.RS512,
              Algorithm.PS256,
              Algorithm.PS384,
              Algorithm.PS512);
      case "EC" -> {
        Curve curve = Curve.find(String.valueOf(members.get("crv")));
        yield curve == null ? List.of() : List.of(curve.algorithm());
      }
      case "OKP" -> "Ed25519".equals(members.get("crv")) ? List.of(Algorithm.EdDSA) : List.of();
      default -> List.of();
    };
  }

  private List<Algorithm> hmacs() {
    List<Algorithm> all = List.of(Algorithm.HS256, Algorithm.HS384, Algorithm.HS512);
    if (members.containsKey("alg")) {
      return all;
    }
    int bits = bytes("k").length * 8;
    List<Algorithm> fitting = all.stream().filter(hmac -> hmac.hashBits() <= bits).toList();
    // Of a secret that is too short for all of them, the error should be about its length.
    return fitting.isEmpty() ? all : fitting;
  }

  /** Returns those of the allowed algorithms that the key is for. */
  List<Algorithm> algorithms(List<Algorithm> allowed) {
    List<Algorithm> compatible = compatible();
    if (members.containsKey("alg")) {
      Algorithm own = Algorithm.parse(string("alg"));
      if (!compatible.contains(own)) {
        throw bad("Key says that it is for " + own + ", which does not go with its type");
      }
      return allowed.isEmpty() || allowed.contains(own) ? List.of(own) : List.of();
    }
    return compatible.stream().filter(allowed::contains).toList();
  }

  Algorithm onlyAlgorithm(Algorithm... allowed) {
    List<Algorithm> algorithms = algorithms(List.of(allowed));
    if (algorithms.size() != 1) {
      throw new AuthException(
          AuthException.Code.ALGORITHM,
          "Key must be for exactly one of the algorithms %s: it is for %s"
              .formatted(List.of(allowed), algorithms));
    }
    return algorithms.get(0);
  }

  // The key

  VerificationKey verificationKey(Algorithm algorithm) {
    requireFor("verify");
    if (isPrivate()) {
      throw bad("Key is a private one, which does not belong where tokens are verified");
    }
    return algorithm.family() == Algorithm.Family.HMAC
        ? VerificationKey.secret(kid(), algorithm, bytes("k"))
        : VerificationKey.of(kid(), algorithm, publicKey(algorithm));
  }

  SigningKey signingKey(Algorithm algorithm) {
    requireFor("sign");
    if (algorithm.family() == Algorithm.Family.HMAC) {
      return SigningKey.secret(kid(), algorithm, bytes("k"));
    }
    if (!members.containsKey("d")) {
      throw bad("Key must have \"d\": it is a public one, which cannot sign");
    }
    var pair = new KeyPair(publicKey(algorithm), privateKey(algorithm));
    return SigningKey.of(kid(), algorithm, pair);
  }

  private @Nullable String kid() {
    if (!members.containsKey("kid")) {
      return null;
    }
    String kid = string("kid");
    if (kid.isEmpty() || kid.length() > VerificationKey.MAX_KID_LENGTH) {
      throw bad("\"kid\" of a key must have between 1 and 256 characters: " + kid.length());
    }
    return kid;
  }

  private PublicKey publicKey(Algorithm algorithm) {
    try {
      return switch (algorithm.family()) {
        case RSA, RSA_PSS ->
            KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number("n"), number("e")));
        case EC -> publicKey(Curve.of(algorithm));
        case ED25519 -> Ed25519.publicKey(bytes("x"));
        case HMAC -> throw new IllegalArgumentException(algorithm + " has no public key");
      };
    } catch (GeneralSecurityException e) {
      throw new AuthException(AuthException.Code.KEY, "Key is damaged", e);
    }
  }

  private PublicKey publicKey(Curve curve) throws GeneralSecurityException {
    var point = new ECPoint(coordinate("x", curve), coordinate("y", curve));
    curve.requireOnCurve(point);
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(point, curve.parameters()));
  }

  private PrivateKey privateKey(Algorithm algorithm) {
    try {
      return switch (algorithm.family()) {
        case RSA, RSA_PSS -> rsaPrivateKey();
        case EC -> privateKey(Curve.of(algorithm));
        case ED25519 -> Ed25519.keyPair(bytes("d")).getPrivate();
        case HMAC -> throw new IllegalArgumentException(algorithm + " has no private key");
      };
    } catch (GeneralSecurityException e) {
      throw new AuthException(AuthException.Code.KEY, "Private key is damaged", e);
    }
  }

  private PrivateKey rsaPrivateKey() throws GeneralSecurityException {
    if (members.containsKey("oth")) {
      throw bad("RSA keys of more than two primes are not supported");
    }
    BigInteger p = number("p");
    BigInteger q = number("q");
    if (!p.multiply(q).equals(number("n"))) {
      throw bad("RSA primes do not belong to the modulus");
    }
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(
                number("n"),
                number("e"),
                number("d"),
                p,
                q,
                number("dp"),
                number("dq"),
                number("qi")));
  }

  private PrivateKey privateKey(Curve curve) throws GeneralSecurityException {
    BigInteger scalar = coordinate("d", curve);
    curve.requireScalar(scalar);
    return KeyFactory.getInstance("EC")
        .generatePrivate(new ECPrivateKeySpec(scalar, curve.parameters()));
  }

  // Members

  private String string(String name) {
    if (members.get(name) instanceof String text) {
      return text;
    }
    throw bad("Key must have a string \"" + name + "\"");
  }

  private byte[] bytes(String name) {
    byte[] bytes = Base64Url.decode(string(name));
    if (bytes == null || bytes.length == 0) {
      throw bad("\"" + name + "\" of a key must be base64url without padding");
    }
    return bytes;
  }

  private BigInteger number(String name) {
    return new BigInteger(1, bytes(name));
  }

  /** Coordinates have a fixed length: RFC 7518, section 6.2.1.2. */
  private BigInteger coordinate(String name, Curve curve) {
    byte[] bytes = bytes(name);
    if (bytes.length != curve.size()) {
      throw bad(
          "\"%s\" of a key on %s must have %d bytes: %d"
              .formatted(name, curve.jwkName(), curve.size(), bytes.length));
    }
    return new BigInteger(1, bytes);
  }

  private static AuthException bad(String message) {
    return new AuthException(AuthException.Code.KEY, message);
  }
}
