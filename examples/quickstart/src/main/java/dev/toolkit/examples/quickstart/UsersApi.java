package dev.toolkit.examples.quickstart;

import dev.toolkit.core.Context;
import dev.toolkit.core.Routes;
import dev.toolkit.core.ValueType;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Response;

/** The routes under {@code /api/users}. */
final class UsersApi {

  private static final ValueType<Integer> LIMIT =
      ValueType.of("an integer between 1 and 1000", UsersApi::limit);

  private final Users users;

  UsersApi(Users users) {
    this.users = users;
  }

  void addTo(Routes routes) {
    routes
        .get("", this::list)
        .post("", NewUser.class, this::add)
        .get("/{id:[0-9]+}", this::show)
        .delete("/{id:[0-9]+}", this::remove);
  }

  private Response list(Context c) {
    long after = c.query("after", ValueType.LONG).orElse(0L);
    return c.json(users.list(after, c.query("limit", LIMIT).orElse(100)));
  }

  private Response add(Context c, NewUser body) {
    User user = users.add(body);
    return c.created("/api/users/" + user.id(), user);
  }

  private Response show(Context c) {
    long id = c.longParam("id");
    return c.json(users.find(id).orElseThrow(() -> notFound(id)));
  }

  private Response remove(Context c) {
    long id = c.longParam("id");
    if (!users.remove(id)) {
      throw notFound(id);
    }
    return c.noContent();
  }

  private static ProblemException notFound(long id) {
    return Problem.of(404).withDetail("There is no user " + id).exception();
  }

  private static int limit(String text) {
    int limit = ValueType.INT.parse(text);
    if (limit < 1 || limit > 1000) {
      throw new IllegalArgumentException();
    }
    return limit;
  }
}
