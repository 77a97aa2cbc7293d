package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Response;

/**
 * Gives each request an identifier that stands in its logs and in its response, so that a person
 * who reports a failure can be helped.
 *
 * <p>By default an identifier that the request brings in {@value #DEFAULT_HEADER} is kept, so that
 * one identifier follows a request through several services; without one, or if it is longer than
 * {@value #MAX_LENGTH} characters or holds others than letters, digits and {@code - _ = . :}, 128
 * random bits are written in hexadecimal.
 *
 * <p>Handlers read it by {@code c.find(Context.REQUEST_ID)}. This class is immutable and safe for
 * use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RequestId implements Middleware {

  /** The header that carries the identifier unless another is set: {@value}. */
  public static final String DEFAULT_HEADER = "X-Request-Id";

  /** The number of characters up to which an identifier of the client is kept: {@value}. */
  public static final int MAX_LENGTH = 128;

  private final String header;
  private final boolean keepsIncoming;

  private RequestId(String header, boolean keepsIncoming) {
    this.header = header;
    this.keepsIncoming = keepsIncoming;
  }

  /** Returns the middleware with its defaults. */
  public static RequestId create() {
    return new RequestId(DEFAULT_HEADER, true);
  }

  /**
   * Returns this middleware with another header.
   *
   * @throws IllegalArgumentException if the name is not a token
   */
  public RequestId withHeader(String name) {
    Headers.of(name, "");
    return new RequestId(requireNonNull(name, "name"), keepsIncoming);
  }

  /** Returns this middleware, making a new identifier for every request whatever it brings. */
  public RequestId ignoringIncoming() {
    return new RequestId(header, false);
  }

  @Override
  public Response handle(Context c, Next next) {
    String incoming = keepsIncoming ? c.header(header).orElse("") : "";
    String id = isAcceptable(incoming) ? incoming : RandomText.hex(c.env().random());
    return next.handle(c.with(Context.REQUEST_ID, id)).withHeader(header, id);
  }

  private static boolean isAcceptable(String id) {
    if (id.isEmpty() || id.length() > MAX_LENGTH) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      char c = id.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letterOrDigit && "-_=.:".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }
}
