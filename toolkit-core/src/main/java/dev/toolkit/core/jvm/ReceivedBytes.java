package dev.toolkit.core.jvm;

import dev.toolkit.core.http.Body;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Takes what a streamed body writes, up to the number of bytes after which the client hangs up. */
final class ReceivedBytes extends OutputStream {

  private final ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final int maxBytes;
  private boolean hungUp;

  private ReceivedBytes(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Returns what the body writes.
   *
   * @throws IllegalStateException if its writer fails, or writes another number of bytes than the
   *     body's length
   */
  static byte[] of(Body.Stream body, int maxBytes) {
    var out = new ReceivedBytes(maxBytes);
    try {
      body.writer().writeTo(out);
    } catch (Exception e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      if (!out.hungUp) {
        throw new IllegalStateException(
            "The body's writer failed after " + out.received.size() + " bytes", e);
      }
    }
    if (!out.hungUp && body.length() >= 0 && body.length() != out.received.size()) {
      throw new IllegalStateException(
          "The body's writer wrote " + out.received.size() + " bytes, not " + body.length());
    }
    return out.received.toByteArray();
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    int taken = Math.min(length, maxBytes - received.size());
    received.write(bytes, offset, taken);
    if (taken < length) {
      hungUp = true;
      throw new IOException("The client hung up after " + maxBytes + " bytes");
    }
  }
}
