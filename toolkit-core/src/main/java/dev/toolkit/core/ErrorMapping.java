package dev.toolkit.core;

import dev.toolkit.core.http.Response;

/** Says which handler turns exceptions of a type into responses. */
record ErrorMapping<E extends Exception>(Class<E> type, ErrorHandler<? super E> handler) {

  boolean covers(Exception exception) {
    return type.isInstance(exception);
  }

  Response handle(Context c, Exception exception) throws Exception {
    return handler.handle(c, type.cast(exception));
  }
}
