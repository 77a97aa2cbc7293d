package dev.toolkit.auth;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Middleware;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

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
   * @param middleware what the scheme wants around everything inside, such as a value in the
   *     context or a renewed cookie on the response; the principal is in its context already
   * @since 0.1.0
   */
  record Accepted(Principal principal, Middleware middleware) implements Authentication {
    /** Makes a result. */
    public Accepted {
      requireNonNull(principal, "principal");
      requireNonNull(middleware, "middleware");
    }

    /** Makes a result with nothing around what is inside. */
    public Accepted(Principal principal) {
      this(principal, (c, next) -> next.handle(c));
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
   * @param retryAfter when the same credentials may be accepted, or null if that is not known
   * @since 0.1.0
   */
  record Rejected(AuthException.Code code, String reason, @Nullable Duration retryAfter)
      implements Authentication {
    /** Makes a result. */
    public Rejected {
      requireNonNull(code, "code");
      requireNonNull(reason, "reason");
    }

    /** Makes a result that does not say when to come back. */
    public Rejected(AuthException.Code code, String reason) {
      this(code, reason, null);
    }
  }
}
