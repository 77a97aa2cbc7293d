package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/**
 * Answers a request whose JSON body was decoded and validated.
 *
 * <p>A handler must be safe for use by multiple threads.
 *
 * @param <T> the type of the body
 * @since 0.1.0
 */
@FunctionalInterface
public interface BodyHandler<T> {

  /** Returns the response to the request in the context, whose body is valid. */
  Response handle(Context c, T body) throws Exception;
}
