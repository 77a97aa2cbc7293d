package dev.toolkit.auth.refresh;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps refresh tokens.
 *
 * <p>Used tokens are kept until they expire: only so is it noticed when one is used again.
 *
 * <p>Implementations must be safe for use by multiple threads. {@link #rotate} and {@link
 * #revokeFamily} of one family must exclude each other: no token may come into a family that has
 * been revoked. In a database that takes a lock on a row of the family.
 *
 * @since 0.1.0
 */
public interface RefreshTokenStore {

  /** Adds the first token of a family. */
  void insert(StoredRefreshToken token);

  /** Returns the token with this hash, used or not, or empty if there is none. */
  Optional<StoredRefreshToken> find(String hash);

  /**
   * Marks a token as used and adds the one that replaces it, both or neither.
   *
   * @return whether that was done: not if the token is used already or no longer there
   */
  boolean rotate(String usedHash, StoredRefreshToken next);

  /** Removes all tokens of a family. */
  void revokeFamily(String family);

  /** Removes all tokens about a subject. */
  void revokeSubject(String subject);

  /** Removes the tokens that expired before this time, and returns how many. */
  int removeExpired(Instant before);
}
