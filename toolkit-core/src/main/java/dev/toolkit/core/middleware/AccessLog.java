package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Response;

/**
 * Writes one structured event for each request: {@code method}, {@code path}, {@code route}, {@code
 * status}, {@code durationMicros}, {@code bytes}, {@code requestId} and {@code peer}, as far as
 * they are known. Queries, headers, cookies and bodies are left out, since they may hold secrets.
 *
 * <p>The level is INFO, and WARN from status 500 on. The duration ends when the response is
 * returned: of a stream, before it is written.
 *
 * <p>Declare it inside {@link RequestId}, whose identifier it writes, and outside of everything
 * else. This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class AccessLog implements Middleware {

  private static final AccessLog INSTANCE = new AccessLog();

  private AccessLog() {}

  /** Returns the middleware. */
  public static AccessLog create() {
    return INSTANCE;
  }

  @Override
  public Response handle(Context c, Next next) {
    long start = c.env().clock().nanoTime();
    try {
      Response response = next.handle(c);
      write(c, response.status(), response.body().length(), start);
      return response;
    } catch (Error e) {
      // The engine answers 500 to it and logs it; the request still gets its line.
      write(c, 500, -1, start);
      throw e;
    }
  }

  private static void write(Context c, int status, long bytes, long start) {
    LogEvent event = status < 500 ? LogEvent.info("request") : LogEvent.warn("request");
    event.with("method", c.request().method().name()).with("path", c.request().path());
    c.route().ifPresent(route -> event.with("route", route.pattern().toString()));
    event.with("status", status);
    event.with("durationMicros", (c.env().clock().nanoTime() - start) / 1_000);
    if (bytes >= 0) {
      event.with("bytes", bytes);
    }
    c.find(Context.REQUEST_ID).ifPresent(id -> event.with("requestId", id));
    c.request().peer().ifPresent(peer -> event.with("peer", peer));
    c.env().log().write(event);
  }
}
