package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/**
 * Answers a request. Handlers are written in blocking style; an exception becomes a response by the
 * application's error mappings, or else a problem document with status 500.
 *
 * <p>A handler must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Handler {

  /** Returns the response to the request in the context. */
  Response handle(Context c) throws Exception;
}
