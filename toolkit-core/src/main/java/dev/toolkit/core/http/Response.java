package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Body.StreamWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A response: status, headers and body. Handlers return it, and middleware returns a changed copy.
 *
 * {@snippet :
 * Response.text("Hello").withHeader("Cache-Control", "no-store");
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads, and one response may be sent any
 * number of times.
 *
 * @since 0.1.0
 */
public final class Response {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final String CONTENT_LENGTH = "Content-Length";

  private static final Headers TEXT = Headers.of(CONTENT_TYPE, "text/plain; charset=utf-8");
  private static final Headers HTML = Headers.of(CONTENT_TYPE, "text/html; charset=utf-8");
  private static final Headers JSON = Headers.of(CONTENT_TYPE, "application/json");
  private static final Headers EVENTS =
      Headers.of(CONTENT_TYPE, "text/event-stream")
          .plus("Cache-Control", "no-store")
          .plus("X-Accel-Buffering", "no");

  private final int status;
  private final Headers headers;
  private final Body body;
  private final @Nullable Exception failure;

  private Response(int status, Headers headers, Body body, @Nullable Exception failure) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.failure = failure;
  }

  /**
   * Returns a response of this status, without headers or body.
   *
   * @throws IllegalArgumentException if the status is not between 200 and 599
   */
  public static Response of(int status) {
    return new Response(requireStatus(status), Headers.empty(), Body.empty(), null);
  }

  /** Returns a response 204 (No Content). */
  public static Response noContent() {
    return of(204);
  }

  /** Returns a response 200 (OK) with a text, as {@code text/plain} in UTF-8. */
  public static Response text(String text) {
    return new Response(200, TEXT, Body.text(text), null);
  }

  /** Returns a response 200 (OK) with a page, as {@code text/html} in UTF-8. */
  public static Response html(String html) {
    return new Response(200, HTML, Body.text(html), null);
  }

  /**
   * Returns a response 200 (OK) with a JSON text that is already encoded. The array is not copied
   * and must not be changed afterwards.
   */
  public static Response json(byte[] json) {
    return new Response(200, JSON, Body.bytes(json), null);
  }

  /**
   * Returns a response 200 (OK) with these bytes. The array is not copied and must not be changed
   * afterwards.
   */
  public static Response bytes(MediaType type, byte[] bytes) {
    return new Response(200, Headers.of(CONTENT_TYPE, type.toString()), Body.bytes(bytes), null);
  }

  /** Returns a response 200 (OK) whose body is written while it is sent, its length not known. */
  public static Response stream(MediaType type, StreamWriter writer) {
    Headers headers = Headers.of(CONTENT_TYPE, type.toString());
    return new Response(200, headers, Body.stream(-1, writer), null);
  }

  /**
   * Returns a response 200 (OK) of server-sent events, which no cache keeps and no proxy buffers.
   * The events are sent while the writer runs.
   */
  public static Response events(EventStream.Writer writer) {
    return new Response(200, EVENTS, Body.stream(-1, EventStream.writing(writer)), null);
  }

  /**
   * Returns a response 201 (Created).
   *
   * @param location the URI of what was created; what a URI cannot hold is percent-encoded
   */
  public static Response created(String location) {
    return of(201).withLocation(location);
  }

  /**
   * Returns a response 303 (See Other), which makes the client get another resource.
   *
   * @param location the URI to go to; what a URI cannot hold is percent-encoded
   */
  public static Response redirect(String location) {
    return redirect(303, location);
  }

  /**
   * Returns a redirection.
   *
   * @param status 301, 302, 303, 307 or 308: RFC 9110, section 15.4
   * @param location the URI to go to; what a URI cannot hold is percent-encoded
   * @throws IllegalArgumentException if the status is none of these
   */
  public static Response redirect(int status, String location) {
    if (status < 301 || status > 308 || (status > 303 && status < 307)) {
      throw new IllegalArgumentException(
          "Status of a redirection must be 301, 302, 303, 307 or 308: " + status);
    }
    return of(status).withLocation(location);
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the header fields. */
  public Headers headers() {
    return headers;
  }

  /** Returns the first value of a header, or empty if there is none. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns the body. */
  public Body body() {
    return body;
  }

  /**
   * Returns the exception that this response was made from, or empty. It is never sent: it is there
   * for middleware that has to know, such as a transaction that rolls back.
   */
  public Optional<Exception> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Returns this response with another status.
   *
   * @throws IllegalArgumentException if the status is not between 200 and 599
   */
  public Response withStatus(int status) {
    return new Response(requireStatus(status), headers, body, failure);
  }

  /**
   * Returns this response with a header set to a single value.
   *
   * @throws IllegalArgumentException if the name or the value holds a character that is not allowed
   */
  public Response withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /** Returns this response with other headers instead of its own. */
  public Response withHeaders(Headers headers) {
    return new Response(status, requireNonNull(headers, "headers"), body, failure);
  }

  /**
   * Returns this response with a request header named in {@code Vary}, since the response depends
   * on it: RFC 9110, section 12.5.5. If it is named already, nothing changes.
   */
  public Response withVary(String name) {
    String vary = headers.joined("Vary").orElse("");
    if (vary.isEmpty()) {
      return withHeader("Vary", name);
    }
    return vary.equals("*") || contains(vary, name) ? this : withHeader("Vary", vary + ", " + name);
  }

  /** Returns whether a comma-separated list has the name among its elements. */
  private static boolean contains(String list, String name) {
    int start = 0;
    while (start <= list.length()) {
      int comma = list.indexOf(',', start);
      int end = comma < 0 ? list.length() : comma;
      if (Tokens.sameIgnoringCase(list.substring(start, end).strip(), name)) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /** Returns this response with a further {@code Set-Cookie} field. */
  public Response withCookie(ResponseCookie cookie) {
    return withHeaders(headers.plus("Set-Cookie", cookie.headerValue()));
  }

  /** Returns this response with another body and the same headers. */
  public Response withBody(Body body) {
    return new Response(status, headers, requireNonNull(body, "body"), failure);
  }

  /** Returns this response with the exception that it was made from. */
  public Response withFailure(Exception failure) {
    return new Response(status, headers, body, requireNonNull(failure, "failure"));
  }

  private Response withLocation(String location) {
    return withHeader("Location", PercentEncoding.escapeUri(location));
  }

  /**
   * Returns this response as it goes onto the wire: the one place that settles HEAD, statuses
   * without content, and framing (RFC 9110, sections 6.4.1, 8.6 and 9.3.2). Its body is empty,
   * bytes, or a stream; {@code Content-Length} is there only where the body does not tell it.
   */
  public Response framedFor(Method method) {
    Headers plain = headers.without("Transfer-Encoding");
    if (status == 204 || status == 304) {
      Headers kept = status == 204 ? plain.without(CONTENT_LENGTH) : plain;
      return new Response(status, kept, Body.empty(), failure);
    }
    if (status == 205) {
      return new Response(status, plain.with(CONTENT_LENGTH, "0"), Body.empty(), failure);
    }
    Body encoded = encoded();
    if (method.equals(Method.HEAD)) {
      // Without a body, a length that is declared is that of the response to GET.
      if (body instanceof Body.Empty && plain.contains(CONTENT_LENGTH)) {
        return new Response(status, plain, body, failure);
      }
      return new Response(status, withLength(plain, encoded.length()), Body.empty(), failure);
    }
    boolean isFramed = !(body instanceof Body.Text) && !declaresFraming();
    Headers kept = plain.without(CONTENT_LENGTH);
    return isFramed ? this : new Response(status, kept, encoded, failure);
  }

  private boolean declaresFraming() {
    return headers.contains("Transfer-Encoding") || headers.contains(CONTENT_LENGTH);
  }

  private Body encoded() {
    return body instanceof Body.Text text ? Body.bytes(TextCoder.utf8(text.text())) : body;
  }

  private static Headers withLength(Headers headers, long length) {
    return length < 0 ? headers : headers.with(CONTENT_LENGTH, Long.toString(length));
  }

  private static int requireStatus(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("Status must be between 200 and 599: " + status);
    }
    return status;
  }

  /** Returns the status and the names of the headers, without values or body. */
  @Override
  public String toString() {
    return "Response[" + status + ", " + headers + "]";
  }
}
