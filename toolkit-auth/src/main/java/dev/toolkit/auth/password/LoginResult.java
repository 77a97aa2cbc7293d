package dev.toolkit.auth.password;

import static java.util.Objects.requireNonNull;

import dev.toolkit.auth.Principal;
import java.time.Duration;

/**
 * How an attempt to sign in has ended.
 *
 * <p>Instances are immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public sealed interface LoginResult {

  /**
   * The password is right.
   *
   * @param principal who has signed in
   * @since 0.1.0
   */
  record Success(Principal principal) implements LoginResult {
    /** Makes a result. */
    public Success {
      requireNonNull(principal, "principal");
    }
  }

  /**
   * The password is wrong or there is no such account; the client must not learn which.
   *
   * @since 0.1.0
   */
  record Failure() implements LoginResult {}

  /**
   * Too many attempts have failed: nothing was checked.
   *
   * @param retryAfter how long to wait
   * @since 0.1.0
   */
  record Throttled(Duration retryAfter) implements LoginResult {
    /** Makes a result. */
    public Throttled {
      requireNonNull(retryAfter, "retryAfter");
    }
  }
}
