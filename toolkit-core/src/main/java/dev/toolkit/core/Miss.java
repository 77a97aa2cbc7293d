package dev.toolkit.core;

import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;

/** A request that no route matches, and why. */
sealed interface Miss {

  /** No route has the path. */
  record NotFound() implements Miss {
    static final NotFound INSTANCE = new NotFound();
  }

  /** Routes have the path, but for other methods. */
  record NotAllowed(String allow) implements Miss {}

  /** OPTIONS was asked of a path that has routes, but none for it. */
  record Options(String allow) implements Miss {}

  /** The path holds an escape that is malformed. */
  record BadPath(int offset) implements Miss {}

  /** Returns the answer; for a path that no route has, the group's own. */
  static Response answer(Context c, Miss miss, Handler notFound) throws Exception {
    return switch (miss) {
      case NotFound none -> notFound.handle(c);
      case NotAllowed(String allow) -> Problem.of(405).toResponse().withHeader("Allow", allow);
      case Options(String allow) -> Response.noContent().withHeader("Allow", allow);
      case BadPath(int offset) ->
          Problem.of(400)
              .withDetail("Malformed percent-encoding at offset " + offset + " of the path")
              .toResponse();
    };
  }
}
