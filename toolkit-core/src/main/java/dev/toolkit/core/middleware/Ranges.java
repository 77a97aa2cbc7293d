package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.ByteRanges;
import dev.toolkit.core.http.Response;

/**
 * Sends the parts of a response that a client asks for by {@code Range}: RFC 9110, section 14, by
 * the rules of {@link ByteRanges#apply}. It works for bodies of bytes, for files, and for those
 * made by {@code Body.ranged}.
 *
 * <p>Declare it outside of {@link ETags}, whose tag {@code If-Range} is compared with, and inside
 * of {@code Compression}, which leaves parts alone. Static files need it not: they do the same by
 * themselves.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Ranges implements Middleware {

  private static final Ranges INSTANCE = new Ranges();

  private Ranges() {}

  /** Returns the middleware. */
  public static Ranges create() {
    return INSTANCE;
  }

  @Override
  public Response handle(Context c, Next next) {
    Response response = next.handle(c);
    return ByteRanges.apply(c.request(), response, () -> RandomText.hex(c.env().random()));
  }
}
