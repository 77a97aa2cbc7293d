package dev.toolkit.auth.session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps sessions by the hash of their token.
 *
 * <p>What every store promises: what a method has written or deleted, every later read sees, in all
 * processes; there is at most one session for a hash. A store may drop sessions that are over.
 *
 * <p>Implementations must be safe for use by multiple threads. What they throw comes out of the
 * methods of {@link Sessions}: a request whose session cannot be looked up fails.
 *
 * @since 0.1.0
 */
public interface SessionStore {

  /**
   * Adds a session.
   *
   * @throws IllegalStateException if there is one of this hash
   */
  void insert(byte[] hash, Session session);

  /** Returns the session of this hash, or empty if there is none. */
  Optional<Session> find(byte[] hash);

  /** Notes when a session was last seen, unless it is gone or was seen later. */
  void touch(byte[] hash, Instant lastSeenAt);

  /**
   * Deletes the session of this hash.
   *
   * @return whether there was one
   */
  boolean delete(byte[] hash);

  /** Returns the sessions of a principal, the one that was started first at the front. */
  List<Session> ofPrincipal(String principalId);

  /**
   * Deletes the session of this identifier, if it is the principal's.
   *
   * @return whether it was there
   */
  boolean delete(String principalId, String sessionId);

  /**
   * Deletes all sessions of a principal.
   *
   * @return how many
   */
  int deleteAll(String principalId);

  /**
   * Deletes sessions that have ended by a time.
   *
   * @param seenBefore sessions that were last seen at this time or earlier have ended, too
   * @return how many
   */
  int deleteEnded(Instant now, Instant seenBefore);
}
