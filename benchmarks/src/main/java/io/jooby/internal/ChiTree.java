package io.jooby.internal;

import io.jooby.MessageEncoder;
import io.jooby.Route;
import io.jooby.Router;

/** Opens Jooby's router, which is visible in its own package only, to the benchmarks. */
public final class ChiTree {
  private final Chi chi = new Chi();

  /** Adds a route whose pattern is in Jooby's syntax. */
  public void insert(String method, String pattern) {
    Route route = new Route(method, pattern, context -> context);
    route.setEncoder(MessageEncoder.TO_STRING);
    route.setPathKeys(Router.pathKeys(pattern));
    chi.insert(method, pattern, route);
  }

  /** Finds the route for a method and a path. */
  public Router.Match find(String method, String path) {
    return chi.find(method, path);
  }
}
