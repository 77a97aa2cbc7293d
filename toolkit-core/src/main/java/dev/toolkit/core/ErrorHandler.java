package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/**
 * Turns an exception of a type into a response.
 *
 * <p>A handler must be safe for use by multiple threads.
 *
 * @param <E> the type of exceptions
 * @since 0.1.0
 */
@FunctionalInterface
public interface ErrorHandler<E extends Exception> {

  /** Returns the response that tells the client of the exception. */
  Response handle(Context c, E exception) throws Exception;
}
