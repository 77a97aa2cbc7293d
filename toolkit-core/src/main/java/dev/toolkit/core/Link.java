package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/** A middleware bound to what it stands around, once, when the App is built. */
final class Link implements Next {

  private final Middleware middleware;
  private final Next next;
  private final Errors errors;

  Link(Middleware middleware, Next next, Errors errors) {
    this.middleware = middleware;
    this.next = next;
    this.errors = errors;
  }

  @Override
  public Response handle(Context c) {
    try {
      Response response = middleware.handle(c, next);
      if (response == null) {
        throw new IllegalStateException("A middleware returned null instead of a Response");
      }
      return response;
    } catch (Exception e) {
      return errors.toResponse(c, e);
    }
  }

  /** Returns the innermost link of a chain: the handler. */
  static Next end(Handler handler, Errors errors) {
    return c -> {
      try {
        Response response = handler.handle(c);
        if (response == null) {
          throw new IllegalStateException("A handler returned null instead of a Response");
        }
        return response;
      } catch (Exception e) {
        return errors.toResponse(c, e);
      }
    };
  }
}
