package dev.toolkit.auth.key;

import dev.toolkit.auth.AuthException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the keys come from that tokens are verified with: one key, a set, a ring, or a set that
 * another party publishes.
 *
 * <p>The key identifier comes from a token that nobody has verified yet. A source compares it with
 * those of its keys and does nothing else with it: no file, no query, no URL is made of it.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface KeySource {

  /**
   * Returns the key for a token, or empty if there is none.
   *
   * @param kid the key identifier in the token's header, or null if there is none
   * @param algorithm the algorithm in the token's header, which the key must have
   * @throws AuthException with code {@code PROVIDER} if the keys cannot be obtained
   */
  Optional<VerificationKey> find(@Nullable String kid, Algorithm algorithm);
}
