package dev.toolkit.auth.apikey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps API keys.
 *
 * <p>What every store promises: what a method has written, every later read sees, in all processes;
 * there is at most one row for an identifier, and one for a hash; and of several updates of one
 * version, one succeeds.
 *
 * <p>Implementations must be safe for use by multiple threads. What they throw comes out of the
 * methods of {@link ApiKeys}: a request whose key cannot be looked up fails.
 *
 * @since 0.1.0
 */
public interface ApiKeyStore {

  /**
   * Adds a row.
   *
   * @throws IllegalStateException if there is one of this identifier or hash
   */
  void insert(StoredApiKey row);

  /** Returns the row of this hash, or empty if there is none. */
  Optional<StoredApiKey> findByHash(byte[] hash);

  /** Returns the row of this identifier, or empty if there is none. */
  Optional<StoredApiKey> find(String id);

  /** Returns the keys of an owner, whatever their status, the oldest first. */
  List<ApiKey> ofOwner(String ownerId);

  /**
   * Replaces a row by its next version, if the stored one is the version before.
   *
   * @return whether it was; the caller then reads again and repeats its change
   */
  boolean update(StoredApiKey row);

  /**
   * Notes when keys were last used. The version stays as it is, and a time that is older than the
   * one stored, or of a key that is gone, is passed over.
   *
   * @param lastUsed times by identifier
   */
  void touch(Map<String, Instant> lastUsed);
}
