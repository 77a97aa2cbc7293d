package dev.toolkit.core.jvm;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** The codings that the Java platform has: RFC 9110, sections 8.4.1.2 and 8.4.1.3. */
enum Deflating implements ContentCoding {
  GZIP("gzip") {
    @Override
    public OutputStream encode(OutputStream out) throws IOException {
      return new GZIPOutputStream(out, BUFFER_BYTES, true);
    }
  },
  /** The zlib format, as the registry says, and not a bare deflate stream. */
  DEFLATE("deflate") {
    @Override
    public OutputStream encode(OutputStream out) {
      return new ZlibStream(out);
    }
  };

  private static final int BUFFER_BYTES = 4096;

  private final String coding;

  Deflating(String coding) {
    this.coding = coding;
  }

  @Override
  public String coding() {
    return coding;
  }

  /** Frees its deflater, which is memory outside of the heap, when it is closed. */
  private static final class ZlibStream extends DeflaterOutputStream {

    ZlibStream(OutputStream out) {
      super(out, new Deflater(), BUFFER_BYTES, true);
    }

    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        def.end();
      }
    }
  }
}
