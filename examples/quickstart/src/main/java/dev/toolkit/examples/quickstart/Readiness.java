package dev.toolkit.examples.quickstart;

import dev.toolkit.core.Context;
import dev.toolkit.core.Handler;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import dev.toolkit.db.jdbc.QueryException;

/**
 * Tells whether this instance should get requests. Without its database it should not. Without
 * Redis it should: all instances miss it at the same time, and each of them goes on for itself.
 */
final class Readiness implements Handler {

  /** What those who watch over this instance are told. */
  record State(String status, String redis) {}

  private final Users users;
  private final Shared shared;

  Readiness(Users users, Shared shared) {
    this.users = users;
    this.shared = shared;
  }

  @Override
  public Response handle(Context c) {
    try {
      users.list(0, 1);
    } catch (QueryException e) {
      return Problem.of(503).withDetail("The database does not answer").toResponse();
    }
    return c.json(new State("ready", shared.redisState()));
  }
}
