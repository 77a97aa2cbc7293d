package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/**
 * A layer around handlers: it may answer itself, pass a changed context inward, and change the
 * response on its way out.
 *
 * {@snippet :
 * Middleware noStore = (c, next) -> next.handle(c).withHeader("Cache-Control", "no-store");
 * }
 *
 * <p>Middleware runs in the order of its declaration, that of enclosing groups outside. It sees a
 * response for every request, also for those that fail or that no route matches.
 *
 * <p>Middleware must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Middleware {

  /** Returns the response to the request in the context, by way of {@code next} or without it. */
  Response handle(Context c, Next next) throws Exception;
}
