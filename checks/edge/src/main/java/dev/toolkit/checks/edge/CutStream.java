package dev.toolkit.checks.edge;

import dev.toolkit.core.http.Problem;
import java.io.InputStream;

/**
 * The start of a body of which the worker did not read the rest. Whoever reads past it is told that
 * the body is too large: a part must not pass for the whole.
 */
final class CutStream extends InputStream {

  private final byte[] start;
  private int position;

  CutStream(byte[] start) {
    this.start = start;
  }

  @Override
  public int read() {
    requireMore();
    return start[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (length == 0) {
      return 0;
    }
    requireMore();
    int count = Math.min(length, start.length - position);
    System.arraycopy(start, position, target, offset, count);
    position += count;
    return count;
  }

  private void requireMore() {
    if (position == start.length) {
      throw Problem.of(413)
          .withDetail("Request body exceeds what the worker reads (maxBodyBytes)")
          .exception();
    }
  }
}
