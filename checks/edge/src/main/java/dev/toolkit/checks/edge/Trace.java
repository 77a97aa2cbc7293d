package dev.toolkit.checks.edge;

import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Response;

/** Writes into a header in which order middleware is entered and left. */
record Trace(String name) implements Middleware {

  static final Key<String> ENTERED = Key.of("entered");

  @Override
  public Response handle(Context c, Next next) {
    String entered = c.find(ENTERED).orElse("") + name;
    Response response = next.handle(c.with(ENTERED, entered));
    String left = response.headers().first("X-Left").orElse("");
    return response.withHeader("X-Left", left + name);
  }
}
