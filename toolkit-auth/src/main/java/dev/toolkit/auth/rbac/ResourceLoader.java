package dev.toolkit.auth.rbac;

import dev.toolkit.core.Context;

/**
 * Finds the resource that a request is about.
 *
 * <p>Implementations must be safe for use by multiple threads.
 *
 * @param <R> the type of resources
 * @since 0.1.0
 */
@FunctionalInterface
public interface ResourceLoader<R> {

  /** Returns the resource, or throws what becomes the response, such as a problem 404. */
  R load(Context c) throws Exception;
}
