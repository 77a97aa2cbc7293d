package dev.toolkit.checks.edge;

import dev.toolkit.core.http.Body;
import java.io.OutputStream;
import java.util.Arrays;

/** Hands the bytes of a streamed body to JavaScript, one chunk for each write. */
final class SinkStream extends OutputStream {

  private final Sink sink;

  private SinkStream(Sink sink) {
    this.sink = sink;
  }

  /**
   * Writes the body.
   *
   * @throws IllegalStateException if the writer fails: the status is sent, so that all that can be
   *     done is to cut the body short
   */
  static void write(Body.Stream body, Sink sink) {
    try {
      body.writer().writeTo(new SinkStream(sink));
    } catch (Exception e) {
      throw new IllegalStateException("The writer of a streamed body failed", e);
    }
  }

  @Override
  public void write(int b) {
    sink.accept(new byte[] {(byte) b});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    sink.accept(Arrays.copyOfRange(bytes, offset, offset + length));
  }
}
