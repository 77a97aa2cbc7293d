package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Several verification keys, told apart by their identifiers.
 *
 * <p>A token names its key. One that does not is verified with the only key of its algorithm, and
 * refused if there are several. No two keys may have the same identifier, and secrets and public
 * keys may not be mixed: whoever confuses them would verify with a key that everybody knows.
 *
 * {@snippet :
 * KeySet keys = KeySet.parse(json, Algorithm.RS256, Algorithm.ES256);
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class KeySet implements KeySource {

  private final List<VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byKid;

  private KeySet(List<VerificationKey> keys) {
    this.keys = List.copyOf(keys);
    this.byKid = new HashMap<>();
    for (VerificationKey key : keys) {
      List<VerificationKey> same = byKid.computeIfAbsent(key.kid(), kid -> new ArrayList<>(1));
      if (!same.isEmpty() && !same.get(0).thumbprint().equals(key.thumbprint())) {
        throw bad("Two keys have the same \"kid\"");
      }
      same.add(key);
    }
    if (keys.stream().map(VerificationKey::isSecret).distinct().count() > 1) {
      throw bad("Secrets and public keys must not be in one set");
    }
  }

  /**
   * Returns the set of these keys.
   *
   * @throws AuthException with code {@code KEY} if two have the same identifier, or secrets and
   *     public keys are mixed
   */
  public static KeySet of(VerificationKey... keys) {
    return new KeySet(List.of(keys));
  }

  static KeySet of(List<VerificationKey> keys) {
    return new KeySet(keys);
  }

  /**
   * Returns the keys of a JSON Web Key Set (RFC 7517, section 5). Keys that say that they are for
   * something else, such as encryption, or for an algorithm that is not allowed, are left out.
   *
   * @param allowed the algorithms that tokens may have; a key that names none of its own is for all
   *     of them that go with its type
   * @throws AuthException with code {@code MALFORMED} or {@code KEY} if this is no such set, one of
   *     the keys is private, weak or damaged, none is left, or as {@link #of}
   * @throws IllegalArgumentException if no algorithm is allowed
   */
  public static KeySet parse(String json, Algorithm... allowed) {
    List<VerificationKey> keys = new ArrayList<>();
    for (Jwk jwk : Jwk.parseSet(json.getBytes(StandardCharsets.UTF_8))) {
      if (!jwk.isForSomethingElse()) {
        addTo(keys, jwk, requireSome(allowed));
      }
    }
    return new KeySet(requireNotEmpty(keys));
  }

  /**
   * Does the same for a set that somebody else publishes, where one bad key must not make the good
   * ones useless: it is left out and told about, as secrets are, which nobody should publish.
   */
  static KeySet parsePublished(byte[] utf8, List<Algorithm> allowed, Consumer<String> leftOut) {
    List<VerificationKey> keys = new ArrayList<>();
    for (Jwk jwk : Jwk.parseSet(utf8)) {
      if (jwk.isSymmetric() || jwk.isPrivate()) {
        leftOut.accept("a secret or private key, which its owner should replace at once");
      } else if (!jwk.isForSomethingElse()) {
        try {
          addTo(keys, jwk, allowed);
        } catch (AuthException e) {
          leftOut.accept(String.valueOf(e.getMessage()));
        }
      }
    }
    return new KeySet(requireNotEmpty(keys));
  }

  private static void addTo(List<VerificationKey> keys, Jwk jwk, List<Algorithm> allowed) {
    for (Algorithm algorithm : jwk.algorithms(allowed)) {
      keys.add(jwk.verificationKey(algorithm));
    }
  }

  static List<Algorithm> requireSome(Algorithm... allowed) {
    if (allowed.length == 0) {
      throw new IllegalArgumentException("At least one algorithm must be allowed");
    }
    return List.of(allowed);
  }

  private static List<VerificationKey> requireNotEmpty(List<VerificationKey> keys) {
    if (keys.isEmpty()) {
      throw bad("Key set has no key for the allowed algorithms");
    }
    return keys;
  }

  /** Returns the keys, those for several algorithms once for each. */
  public List<VerificationKey> keys() {
    return keys;
  }

  boolean hasKid(String kid) {
    return byKid.containsKey(kid);
  }

  @Override
  public Optional<VerificationKey> find(@Nullable String kid, Algorithm algorithm) {
    return kid == null
        ? only(keys, algorithm)
        : only(byKid.getOrDefault(kid, List.of()), algorithm);
  }

  private static Optional<VerificationKey> only(List<VerificationKey> keys, Algorithm algorithm) {
    VerificationKey found = null;
    for (VerificationKey key : keys) {
      if (key.algorithm() == algorithm) {
        if (found != null && !found.thumbprint().equals(key.thumbprint())) {
          return Optional.empty();
        }
        found = key;
      }
    }
    return Optional.ofNullable(found);
  }

  /** Returns the public keys as a JSON Web Key Set; secrets are left out. */
  public String toJson() {
    var json = new StringJoiner(",", "{\"keys\":[", "]}");
    keys.stream().filter(key -> !key.isSecret()).forEach(key -> json.add(key.toJwk()));
    return json.toString();
  }

  /** Returns the identifiers. */
  @Override
  public String toString() {
    return "KeySet" + byKid.keySet();
  }

  private static AuthException bad(String message) {
    return new AuthException(AuthException.Code.KEY, message);
  }
}
