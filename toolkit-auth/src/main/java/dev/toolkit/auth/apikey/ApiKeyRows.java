package dev.toolkit.auth.apikey;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.Principal;
import java.util.function.UnaryOperator;

/**
 * Reads and changes the rows of a store: those of an owner as if there were no others, and again if
 * another change came first. It is thread-safe.
 */
final class ApiKeyRows {

  /** Times that a change is tried again because another one came first. */
  private static final int MAX_TRIES = 10;

  private final ApiKeyStore store;

  ApiKeyRows(ApiKeyStore store) {
    this.store = store;
  }

  StoredApiKey requireOwned(Principal owner, String id) {
    StoredApiKey row = requireAny(id);
    if (!row.key().ownerId().equals(owner.id())) {
      throw noSuchKey();
    }
    return row;
  }

  private StoredApiKey requireAny(String id) {
    return store.find(id).orElseThrow(ApiKeyRows::noSuchKey);
  }

  /** The same for keys that do not exist and those of others, so that nobody learns which. */
  private static AuthException noSuchKey() {
    return new AuthException(
        AuthException.Code.KEY, "There is no API key of this owner with this identifier");
  }

  ApiKey change(Principal owner, String id, UnaryOperator<StoredApiKey> change) {
    requireOwned(owner, id);
    return changeAny(id, change);
  }

  ApiKey changeAny(String id, UnaryOperator<StoredApiKey> change) {
    for (int i = 0; i < MAX_TRIES; i++) {
      StoredApiKey row = requireAny(id);
      StoredApiKey changed = change.apply(row);
      if (changed.version() == row.version() || store.update(changed)) {
        return changed.key();
      }
    }
    throw new AuthException(
        AuthException.Code.STATE,
        "API key " + id + " was changed by others " + MAX_TRIES + " times at the same moment");
  }

  /**
   * Returns the row with another status.
   *
   * @throws AuthException with code REVOKED if it is revoked, which is for good
   */
  static StoredApiKey withStatus(StoredApiKey row, ApiKey.Status status) {
    if (row.key().status() == status) {
      return row;
    }
    if (row.key().status() == ApiKey.Status.REVOKED) {
      throw new AuthException(
          AuthException.Code.REVOKED, "API key " + row.key().id() + " is revoked for good");
    }
    return row.changed(row.key().toBuilder().status(status).build());
  }
}
