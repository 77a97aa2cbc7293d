package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for what this module refuses: a token, a key, a credential. The code tells why, for
 * programs and metrics; the message, for logs, never quotes what was refused.
 *
 * <p>Wrong arguments otherwise give an {@link IllegalArgumentException}, an {@link
 * IllegalStateException} or a {@link NullPointerException}. Instances are immutable but for what
 * {@link Throwable} lets change.
 *
 * @since 0.1.0
 */
public final class AuthException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Why something is refused. The names are stable.
   *
   * @since 0.1.0
   */
  public enum Code {
    /** The request brings it in a way that it must not. */
    REQUEST,
    /** It has not the form of such a credential at all. */
    MALFORMED,
    /** It is larger than its limit. */
    TOO_LARGE,
    /** The algorithm is unknown, not allowed, or not that of the key. */
    ALGORITHM,
    /** There is no such key, or the key is weak, damaged or meant for something else. */
    KEY,
    /** The signature is not that of the key over this content. */
    SIGNATURE,
    /** It demands an extension that is not understood. */
    CRITICAL,
    /** It is a token of another type than the one expected. */
    TYPE,
    /** Its time is over. */
    EXPIRED,
    /** Its time has not come yet. */
    NOT_YET_VALID,
    /** Somebody else issued it. */
    ISSUER,
    /** It is meant for somebody else. */
    AUDIENCE,
    /** Another claim is missing or not as expected. */
    CLAIM,
    /** It was valid and has been revoked, or used before. */
    REVOKED,
    /** The principal is known and may not do this. */
    FORBIDDEN,
    /** There are too many attempts or requests. */
    RATE_LIMITED,
    /** The state that it refers to is absent or does not match. */
    STATE,
    /** What is needed to decide could not be obtained, such as a set of keys. */
    PROVIDER
  }

  private final Code code;

  /** Makes an exception with a message that does not quote what is refused. */
  public AuthException(Code code, String message) {
    this(code, message, null);
  }

  /** Makes an exception with the exception that it comes from. */
  public AuthException(Code code, String message, @Nullable Throwable cause) {
    super(requireNonNull(message, "message"), cause);
    this.code = requireNonNull(code, "code");
  }

  /** Returns why this was refused. */
  public Code code() {
    return code;
  }
}
