package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/**
 * What a middleware stands around: further middleware, and in the end the handler.
 *
 * <p>It is safe for use by multiple threads, and may be called more than once for one request.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Next {

  /**
   * Returns the response. An exception inside has become a response already ({@link
   * Response#failure} tells which), so no {@code Exception} comes out of this method; an {@code
   * Error} does.
   */
  Response handle(Context c);
}
