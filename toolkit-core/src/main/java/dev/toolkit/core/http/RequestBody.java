package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.PercentEncoding.MalformedException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request: read at most once, whole or as a stream, and never past its limit.
 *
 * <p>Bytes once read are kept, so that middleware and handler can both look at them. A stream is
 * taken once and excludes every other way of reading. Reading blocks until the client has sent what
 * is asked for.
 *
 * <p>A body belongs to one request and is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class RequestBody {

  /** The limit of a body unless another is set, in bytes: {@value}. */
  public static final long DEFAULT_LIMIT = 1_048_576;

  /**
   * How much is reserved before the first byte has come, at most. A client that announces a large
   * body and sends nothing must not cost the memory that it announced.
   */
  private static final int FIRST_READ = 16 * 1024;

  private final Source source;
  private final long limit;

  private RequestBody(Source source, long limit) {
    this.source = source;
    this.limit = limit;
  }

  /** Returns a body without bytes. */
  public static RequestBody empty() {
    return of(new byte[0]);
  }

  /** Returns a body of these bytes. The array is not copied and must not be changed afterwards. */
  public static RequestBody of(byte[] bytes) {
    return new RequestBody(new Source(bytes), DEFAULT_LIMIT);
  }

  /**
   * Returns a body that is read from a stream when it is asked for.
   *
   * @param length the number of bytes, or -1 if it is not known before the end
   */
  public static RequestBody of(InputStream stream, long length) {
    return new RequestBody(new Source(requireNonNull(stream, "stream"), length), DEFAULT_LIMIT);
  }

  /** Returns the same body under another limit, in bytes. What was read stays read. */
  public RequestBody withLimit(long maxBytes) {
    if (maxBytes < 0) {
      throw new IllegalArgumentException("Body limit must not be negative: " + maxBytes);
    }
    return new RequestBody(source, maxBytes);
  }

  /** Returns the limit in bytes. The default is {@link #DEFAULT_LIMIT}. */
  public long limit() {
    return limit;
  }

  /** Returns the number of bytes, or -1 if it is not known before the end. */
  public long length() {
    return source.length;
  }

  /**
   * Returns all bytes. The array is kept for later calls and must not be changed.
   *
   * @throws ProblemException with status 413 if the body exceeds its limit, and 400 if it ends
   *     early or is framed wrongly
   * @throws IllegalStateException if the body was taken as a stream
   */
  public byte[] bytes() {
    byte[] kept = source.bytes;
    if (kept == null) {
      requireLength(source.length);
      kept = readAll(source.take());
      source.bytes = kept;
    }
    requireLength(kept.length);
    source.read = true;
    return kept;
  }

  /**
   * Returns the bytes as text in UTF-8.
   *
   * @throws ProblemException as {@link #bytes}, and with status 400 if the bytes are not UTF-8
   * @throws IllegalStateException if the body was taken as a stream
   */
  public String text() {
    byte[] bytes = bytes();
    try {
      return Utf8.decode(bytes, 0, bytes.length);
    } catch (MalformedException e) {
      throw Problem.of(400).withDetail("Request body is not UTF-8").exception();
    }
  }

  /**
   * Returns the bytes as a stream, for bodies that are not to be held in memory. If they were read
   * as a whole before, the stream is over the bytes kept. Reading past the limit throws a {@link
   * ProblemException} with status 413, and reading a body that ends early or is framed wrongly one
   * with status 400.
   *
   * @throws ProblemException with status 413 if the length is known and exceeds the limit
   * @throws IllegalStateException if the body was taken as a stream before
   */
  public InputStream stream() {
    byte[] kept = source.bytes;
    if (kept != null) {
      requireLength(kept.length);
      source.bytes = source.read ? kept : null;
      return new ByteArrayInputStream(kept);
    }
    requireLength(source.length);
    return new LimitedStream(source.take(), this);
  }

  private byte[] readAll(InputStream in) {
    try {
      byte[] bytes = new byte[capacityFor(FIRST_READ)];
      int length = 0;
      while (true) {
        if (length == bytes.length) {
          // A body of known length may be complete here; one more read sees its end.
          int next = in.read();
          if (next < 0) {
            return bytes;
          }
          requireLength(length + 1L);
          bytes = Arrays.copyOf(bytes, capacityFor(Math.max(FIRST_READ, length * 2L)));
          bytes[length++] = (byte) next;
        }
        int count = in.read(bytes, length, bytes.length - length);
        if (count < 0) {
          return Arrays.copyOf(bytes, length);
        }
        length += count;
        requireLength(length);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /** Returns the wanted capacity, or less if the client said that there is less to come. */
  private int capacityFor(long wanted) {
    long enough = source.length >= 0 ? Math.min(wanted, source.length) : wanted;
    return (int) Math.min(enough, Integer.MAX_VALUE - 8);
  }

  private void requireLength(long length) {
    if (length > limit) {
      throw Problem.of(413)
          .withDetail("Request body exceeds " + limit + " bytes (BodyLimit)")
          .exception();
    }
  }

  static ProblemException unreadable(IOException cause) {
    return Problem.of(400)
        .withDetail("Request body ends early or is framed wrongly")
        .exception(cause);
  }

  /** Returns the length and the limit, without the bytes. */
  @Override
  public String toString() {
    return "RequestBody[length " + source.length + ", limit " + limit + "]";
  }

  /**
   * What all views of one body share: its bytes, or the stream they come from until it is taken.
   */
  private static final class Source {
    private final long length;
    private @Nullable InputStream stream;
    private byte @Nullable [] bytes;

    /** Whether the bytes were asked for as a whole, after which they are kept. */
    private boolean read;

    Source(byte[] bytes) {
      this.bytes = requireNonNull(bytes, "bytes");
      this.length = bytes.length;
    }

    Source(InputStream stream, long length) {
      this.stream = stream;
      this.length = length;
    }

    InputStream take() {
      InputStream taken = stream;
      if (taken == null) {
        throw new IllegalStateException("Request body was already taken as a stream");
      }
      stream = null;
      return taken;
    }
  }

  private static final class LimitedStream extends InputStream {
    private final InputStream in;
    private final RequestBody body;
    private long count;

    LimitedStream(InputStream in, RequestBody body) {
      this.in = in;
      this.body = body;
    }

    @Override
    public int read() {
      int next;
      try {
        next = in.read();
      } catch (IOException e) {
        throw unreadable(e);
      }
      if (next >= 0) {
        body.requireLength(++count);
      }
      return next;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int read;
      try {
        read = in.read(target, offset, length);
      } catch (IOException e) {
        throw unreadable(e);
      }
      if (read > 0) {
        count += read;
        body.requireLength(count);
      }
      return read;
    }

    @Override
    public int available() throws IOException {
      return in.available();
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  /** Returns the charset of a text body by the media type's parameter, for {@link Request#text}. */
  static String decode(RequestBody body, String charset) {
    byte[] bytes = body.bytes();
    return switch (charset) {
      case "utf-8", "us-ascii" -> body.text();
      case "iso-8859-1" -> TextCoder.ofLatin1(bytes);
      default ->
          throw Problem.of(415)
              .withDetail("Charset of the request body must be utf-8, us-ascii or iso-8859-1")
              .exception();
    };
  }
}
