package dev.toolkit.auth;

import dev.toolkit.core.Context;

/**
 * A way in which a request can prove who makes it, such as a bearer token, an API key or a session
 * cookie.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface AuthScheme {

  /** Returns who makes the request, that it does not say so in this way, or why it is refused. */
  Authentication authenticate(Context c);

  /**
   * Returns the challenge for the {@code WWW-Authenticate} header of a response 401 (RFC 9110,
   * section 11.6.1), such as {@code Bearer realm="api"}, or an empty text for a scheme that has
   * none.
   *
   * @param result {@link Authentication.Absent} or {@link Authentication.Rejected}, for schemes
   *     that tell the client which it is
   */
  String challenge(Authentication result);
}
