package dev.toolkit.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Blocker;

/**
 * The body of a response that is written while it is sent. But for a small buffer, writing blocks
 * the virtual thread it is done on until the client has taken the bytes.
 */
final class ResponseStream extends OutputStream {

  private static final int BUFFER_BYTES = 8 * 1024;

  private final Response response;
  private final long declaredLength;
  private final Blocker.Shared blocker = new Blocker.Shared();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int buffered;
  private long written;
  private boolean closed;
  private boolean failed;

  /**
   * Starts a body.
   *
   * @param declaredLength the number of bytes that the client is told, or -1
   */
  ResponseStream(Response response, long declaredLength) {
    this.response = response;
    this.declaredLength = declaredLength;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireRoom(length);
    if (length > BUFFER_BYTES - buffered && buffered > 0) {
      sendBuffered(false);
    }
    if (length >= BUFFER_BYTES) {
      send(ByteBuffer.wrap(bytes, offset, length), false);
    } else {
      System.arraycopy(bytes, offset, buffer, buffered, length);
      buffered += length;
    }
    written += length;
  }

  /** Sends what is buffered, and status and headers if they are not sent yet. */
  @Override
  public void flush() throws IOException {
    if (!closed) {
      sendBuffered(false);
    }
  }

  /** Keeps the writer from writing more. The response ends when the writer returns. */
  @Override
  public void close() throws IOException {
    flush();
    closed = true;
  }

  /** Sends what is left, and the end. */
  void end() throws IOException {
    if (declaredLength >= 0 && written < declaredLength) {
      throw new IOException(
          "Response body ended after " + written + " of " + declaredLength + " bytes");
    }
    sendBuffered(true);
  }

  /** Sends what is left without the end, so that the response is seen to be cut there. */
  void sendRest() {
    try {
      if (!failed) {
        sendBuffered(false);
      }
    } catch (IOException | RuntimeException gone) {
      // Then the client sees no more of the response than it has.
    }
  }

  /** Returns whether the client has gone or does not read any more. */
  boolean isFailed() {
    return failed;
  }

  private void requireRoom(int length) throws IOException {
    if (closed) {
      throw new IOException("Response body is closed");
    }
    if (declaredLength >= 0 && length > declaredLength - written) {
      throw new IOException("Response body exceeds the " + declaredLength + " bytes declared");
    }
  }

  private void sendBuffered(boolean last) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, buffered);
    buffered = 0;
    send(bytes, last);
  }

  private void send(ByteBuffer bytes, boolean last) throws IOException {
    try (Blocker.Callback sent = blocker.callback()) {
      response.write(last, bytes, sent);
      sent.block();
    } catch (IOException | RuntimeException e) {
      failed = true;
      throw e;
    }
  }
}
