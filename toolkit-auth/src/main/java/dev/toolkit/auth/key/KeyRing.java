package dev.toolkit.auth.key;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The signing keys of an issuer, of which one is current: the others are announced for later, or
 * kept until the last tokens that they signed have expired.
 *
 * <p>A key is replaced in three steps, so that no valid token is refused by anybody at any time:
 *
 * {@snippet :
 * ring.announce(next);         // published, so that verifiers get to know it
 * // later than verifiers keep a key set (JwksEndpoint: 5 minutes)
 * ring.activate(next.kid());   // signs from now on; the previous key still verifies
 * // later than tokens live
 * ring.retire(previous.kid()); // its tokens are refused
 * }
 *
 * <p>This class is safe for use by multiple threads; each step takes effect for all of them at
 * once.
 *
 * @since 0.1.0
 */
public final class KeyRing implements KeySource {

  /** The current key is the first one. */
  private record State(List<SigningKey> keys, KeySet verification) {
    static State of(List<SigningKey> keys) {
      if (keys.stream().map(SigningKey::kid).distinct().count() < keys.size()) {
        throw new AuthException(AuthException.Code.KEY, "Two keys have the same identifier");
      }
      var verification = keys.stream().map(SigningKey::verificationKey).toList();
      return new State(List.copyOf(keys), KeySet.of(verification));
    }
  }

  private final AtomicReference<State> state;

  private KeyRing(State state) {
    this.state = new AtomicReference<>(state);
  }

  /**
   * Returns a ring with a current key and others that verify.
   *
   * @throws AuthException with code {@code KEY} if two keys have the same identifier, or secrets
   *     and key pairs are mixed
   */
  public static KeyRing of(SigningKey current, SigningKey... others) {
    List<SigningKey> keys = new ArrayList<>();
    keys.add(requireNonNull(current, "current"));
    keys.addAll(List.of(others));
    return new KeyRing(State.of(keys));
  }

  /** Returns the key that signs. */
  public SigningKey current() {
    return state.get().keys.get(0);
  }

  /** Returns all keys as those that verify, the current one first. */
  public KeySet keySet() {
    return state.get().verification;
  }

  /**
   * Adds a key that verifies, and does not sign yet.
   *
   * @throws AuthException with code {@code KEY} if its identifier is taken, or it is a secret among
   *     key pairs or the other way round
   */
  public void announce(SigningKey next) {
    requireNonNull(next, "next");
    change(keys -> {
      keys.add(next);
      return keys;
    });
  }

  /**
   * Makes a key of this ring the one that signs. The one that did so far goes on verifying.
   *
   * @throws IllegalArgumentException if there is no such key
   */
  public void activate(String kid) {
    change(keys -> {
      SigningKey next = require(keys, kid);
      keys.remove(next);
      keys.add(0, next);
      return keys;
    });
  }

  /**
   * Removes a key, whose tokens are refused from now on.
   *
   * @throws IllegalArgumentException if there is no such key
   * @throws IllegalStateException if it is the current one
   */
  public void retire(String kid) {
    change(keys -> {
      SigningKey old = require(keys, kid);
      if (old == keys.get(0)) {
        throw new IllegalStateException(
            "Key \"" + kid + "\" is the current one: activate another one first");
      }
      keys.remove(old);
      return keys;
    });
  }

  private void change(UnaryOperator<List<SigningKey>> change) {
    state.updateAndGet(old -> State.of(change.apply(new ArrayList<>(old.keys))));
  }

  private static SigningKey require(List<SigningKey> keys, String kid) {
    return keys.stream()
        .filter(key -> key.kid().equals(kid))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("There is no key \"" + kid + "\" in the ring"));
  }

  @Override
  public Optional<VerificationKey> find(@Nullable String kid, Algorithm algorithm) {
    return keySet().find(kid, algorithm);
  }

  /** Returns the identifiers, that of the current key first. */
  @Override
  public String toString() {
    return "KeyRing" + state.get().keys.stream().map(SigningKey::kid).toList();
  }
}
