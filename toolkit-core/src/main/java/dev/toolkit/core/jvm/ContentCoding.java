package dev.toolkit.core.jvm;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A content coding that {@link Compression} can use besides its own: Brotli or Zstandard from a
 * library of the application's choice.
 *
 * <p>A coding must be safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public interface ContentCoding {

  /** Returns its name in lower case, as in the IANA registry: {@code br}, {@code zstd}. */
  String coding();

  /**
   * Returns a stream that writes what is written to it to another stream, encoded. Flushing it
   * writes all that was written before, so that the client can decode it; closing it frees what it
   * holds, also after a failure, and need not close the other stream.
   */
  OutputStream encode(OutputStream out) throws IOException;
}
