package dev.toolkit.auth.apikey;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.AuthException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ApiKeys#verify} makes of a text.
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface ApiKeyResult {

  /**
   * The text is a key that may be used.
   *
   * @param key what is known of it
   * @since 0.1.0
   */
  record Accepted(ApiKey key) implements ApiKeyResult {
    /** Makes a result. */
    public Accepted {
      requireNonNull(key, "key");
    }
  }

  /**
   * The text is no key that may be used.
   *
   * @param code why: MALFORMED, KEY (there is none), REVOKED (or disabled), EXPIRED, RATE_LIMITED
   * @param keyId the identifier of the key, or null if there is none
   * @param retryAfter how long to wait, or null unless the code is RATE_LIMITED
   * @since 0.1.0
   */
  record Rejected(AuthException.Code code, @Nullable String keyId, @Nullable Duration retryAfter)
      implements ApiKeyResult {
    /** Makes a result. */
    public Rejected {
      requireNonNull(code, "code");
    }
  }
}
