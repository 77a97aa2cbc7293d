package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.RequestBody;
import dev.toolkit.core.http.Response;

/**
 * Sets how large a request's body may be. Without it the limit is {@link
 * RequestBody#DEFAULT_LIMIT}; of several the innermost decides, so that a group can raise or lower
 * the limit of the application, and a route that of its group.
 *
 * <p>A body of which the client says that it is larger is answered with 413 when the handler asks
 * for it, before a byte is read; one that turns out larger, while it is read.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class BodyLimit implements Middleware {

  private final long maxBytes;

  private BodyLimit(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns a limit in bytes. Zero allows no body.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public static BodyLimit ofBytes(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("Body limit must not be negative: " + maxBytes);
    }
    return new BodyLimit(maxBytes);
  }

  @Override
  public Response handle(Context c, Next next) {
    return next.handle(c.withRequest(c.request().withBodyLimit(maxBytes)));
  }
}
