package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Response;
import java.util.List;
import java.util.function.Predicate;

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

  /**
   * Returns the middleware that runs all of these, the first one outermost: {@code every(a, b)}
   * around a handler is {@code a(b(handler))}.
   */
  static Middleware every(Middleware... middleware) {
    return new Combined.Every(List.of(middleware));
  }

  /**
   * Returns the middleware that lets a request pass if any of these does, for example one that has
   * a token or one that comes from an address of ours. They are asked in order, until one calls
   * what it stands around; its response is the answer. If none does, the answer is the last one's.
   *
   * @throws IllegalArgumentException if there are none
   */
  static Middleware some(Middleware... middleware) {
    if (middleware.length == 0) {
      throw new IllegalArgumentException("Middleware.some needs at least one middleware");
    }
    return new Combined.Some(List.of(middleware));
  }

  /** Returns this middleware for all requests but those for which the condition holds. */
  default Middleware except(Predicate<? super Context> condition) {
    return new Combined.Except(this, requireNonNull(condition, "condition"));
  }
}
