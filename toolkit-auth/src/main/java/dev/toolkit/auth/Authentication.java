package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

/**
 * What an {@link AuthScheme} makes of a request.
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface Authentication {

  /**
   * The request has valid credentials of this principal.
   *
   * @param principal who makes the request
   * @since 0.1.0
   */
  record Accepted(Principal principal) implements Authentication {
    /** Makes a result. */
    public Accepted {
      requireNonNull(principal, "principal");
    }
  }

  /**
   * The request has no credentials of this scheme; another scheme may find its own.
   *
   * @since 0.1.0
   */
  record Absent() implements Authentication {}

  /**
   * The request has credentials of this scheme, and they are refused.
   *
   * @param code why
   * @param reason the reason as a sentence for the log, which quotes no credential
   * @since 0.1.0
   */
  record Rejected(AuthException.Code code, String reason) implements Authentication {
    /** Makes a result. */
    public Rejected {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
    }
  }
}
