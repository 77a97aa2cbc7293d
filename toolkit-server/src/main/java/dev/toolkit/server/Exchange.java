package dev.toolkit.server;

import dev.toolkit.core.LogEvent;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Request.Handler.AbortException;
import org.eclipse.jetty.util.Blocker;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * One request and its response, from what Jetty has parsed to what Jetty writes. It runs on one
 * virtual thread; only the last write may be completed by another.
 */
final class Exchange {

  /** How much of a body that the application left unread is read over to keep the connection. */
  private static final long MAX_SKIPPED_BYTES = 64 * 1024;

  /** How much and for how long a client may go on sending while it is told that it should not. */
  private static final long MAX_LINGERING_BYTES = 16 * 1024 * 1024;

  private static final long MAX_LINGERING_NANOS = TimeUnit.SECONDS.toNanos(5);

  private final RunningApp app;
  private final Request in;
  private final org.eclipse.jetty.server.Response out;
  private final Callback callback;

  /** The body, or null if the request has none. */
  private final @Nullable BodyStream body;

  private final HttpVersion version;
  private boolean lingering;

  Exchange(RunningApp app, Request in, org.eclipse.jetty.server.Response out, Callback callback) {
    this.app = app;
    this.in = in;
    this.out = out;
    this.callback = callback;
    this.body = ReceivedRequest.body(in);
    this.version = in.getConnectionMetaData().getHttpVersion();
  }

  void run(@Nullable String peer) {
    Response response = respond(peer);
    out.setStatus(response.status());
    addHeaders(response);
    switch (response.body()) {
      case Body.Empty empty -> sendNothing(response);
      case Body.Bytes bytes -> send(ByteBuffer.wrap(bytes.bytes()));
      case Body.Text text -> send(StandardCharsets.UTF_8.encode(text.text()));
      case Body.Stream stream -> stream(stream);
    }
  }

  private Response respond(@Nullable String peer) {
    if (HttpMethod.OPTIONS.is(in.getMethod()) && "*".equals(in.getHttpURI().getPath())) {
      return Response.noContent();
    }
    dev.toolkit.core.http.Request received;
    try {
      received = ReceivedRequest.of(in, body, peer);
    } catch (ProblemException refused) {
      return framed(refused.toResponse().withHeader("Connection", "close"));
    }
    try {
      return app.handle(received);
    } catch (Throwable failure) {
      log(LogEvent.error("Request failed").failure(failure));
      return framed(Problem.of(500).toResponse());
    } finally {
      clearInterrupt();
    }
  }

  /** An interrupt that was left behind would close the socket that is written or read next. */
  private static void clearInterrupt() {
    var unused = Thread.interrupted();
  }

  private Response framed(Response response) {
    return response.framedFor(HttpMethod.HEAD.is(in.getMethod()) ? Method.HEAD : Method.GET);
  }

  private void addHeaders(Response response) {
    HttpFields.Mutable fields = out.getHeaders();
    boolean isHttp2 = version == HttpVersion.HTTP_2;
    response
        .headers()
        .forEach((name, value) -> {
          if (!isHttp2 || !ReceivedRequest.isOfConnection(name)) {
            ResponseFields.add(fields, name, value);
          }
        });
  }

  private void send(ByteBuffer bytes) {
    settleBody();
    if (lingering && body != null) {
      sendAndLinger(bytes, body);
    } else {
      out.write(true, bytes, callback);
    }
  }

  /**
   * Sends no body. Where that says nothing of the length of a body, by HEAD and 304, Jetty must not
   * tell a length of zero, as it would for a response that ends with its first write.
   */
  private void sendNothing(Response response) {
    if ((response.status() == 304 || HttpMethod.HEAD.is(in.getMethod()))
        && !response.headers().contains("Content-Length")) {
      settleBody();
      out.write(
          false, BufferUtil.EMPTY_BUFFER, Callback.from(callback::succeeded, callback::failed));
    } else {
      send(BufferUtil.EMPTY_BUFFER);
    }
  }

  /**
   * Sees to a body that the application has not read to its end. If little is left, that is read
   * over; otherwise the connection ends with this response. Of HTTP/2, only the stream ends.
   */
  private void settleBody() {
    if (body == null || version == HttpVersion.HTTP_2 || body.skipArrived(MAX_SKIPPED_BYTES)) {
      return;
    }
    out.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE);
    // A client that waits to be told to continue sends nothing.
    lingering = body.isStarted() || !in.getHeaders().contains(HttpHeader.EXPECT);
  }

  /**
   * Closing a connection while the client sends would make its system drop the response before the
   * client has read it: RFC 9112, section 9.6.
   */
  private void sendAndLinger(ByteBuffer bytes, BodyStream rest) {
    try (Blocker.Callback sent = Blocker.callback()) {
      out.write(true, bytes, sent);
      sent.block();
    } catch (IOException e) {
      callback.failed(e);
      return;
    }
    rest.skip(MAX_LINGERING_BYTES, MAX_LINGERING_NANOS);
    callback.succeeded();
  }

  private void stream(Body.Stream stream) {
    if (stream.length() >= 0) {
      out.getHeaders().put(HttpHeader.CONTENT_LENGTH, stream.length());
    } else if (version == HttpVersion.HTTP_1_1) {
      // Also where the connection ends with the response, since its end could not be told from a
      // cut.
      out.getHeaders().put(HttpHeader.TRANSFER_ENCODING, HttpHeaderValue.CHUNKED);
    }
    var target = new ResponseStream(out, stream.length());
    try {
      stream.writer().writeTo(target);
      clearInterrupt();
      target.end();
    } catch (Throwable failure) {
      clearInterrupt();
      cut(target, failure);
      return;
    }
    skipRest();
    callback.succeeded();
  }

  private void skipRest() {
    if (body != null
        && version != HttpVersion.HTTP_2
        && !body.skipArrived(MAX_SKIPPED_BYTES)
        && body.isStarted()) {
      body.skip(MAX_LINGERING_BYTES, MAX_LINGERING_NANOS);
    }
  }

  /** Closes the connection in the middle of the response, so that the client can tell. */
  private void cut(ResponseStream target, Throwable failure) {
    if (target.isFailed() || (body != null && body.isFailed())) {
      log(LogEvent.of(LogEvent.Level.DEBUG, "Client left a response").failure(failure));
    } else {
      log(LogEvent.error("Response was cut: writing its body failed").failure(failure));
    }
    target.sendRest();
    callback.failed(new AbortException(failure));
  }

  private void log(LogEvent event) {
    app.env().log().write(event.with("method", in.getMethod()));
  }
}
