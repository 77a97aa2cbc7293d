package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a response: one of a closed set of kinds, which an engine writes each in its way.
 *
 * <p>Bodies are immutable and safe for use by multiple threads; what a stream writes is up to its
 * writer.
 *
 * @since 0.1.0
 */
public sealed interface Body {

  /**
   * Returns the number of bytes, or -1 if it is not known before they are written.
   *
   * @return the length in bytes, or -1
   */
  long length();

  /**
   * Returns the body that is a part of this one, or empty if this body can only be sent as a whole:
   * a text, whose bytes are not known yet, and a stream that cannot start in the middle.
   *
   * @param start the index of the first byte
   * @param length the number of bytes
   * @throws IndexOutOfBoundsException if the part is not inside of a body of known length
   */
  default Optional<Body> slice(long start, long length) {
    return Optional.empty();
  }

  /** Returns the body without bytes. */
  static Body empty() {
    return Empty.INSTANCE;
  }

  /** Returns a body of these bytes. The array is not copied and must not be changed afterwards. */
  static Body bytes(byte[] bytes) {
    return new Bytes(requireNonNull(bytes, "bytes"));
  }

  /** Returns a body of this text in UTF-8. */
  static Body text(String text) {
    return new Text(requireNonNull(text, "text"));
  }

  /**
   * Returns a body that is written while it is sent.
   *
   * @param length the number of bytes that the writer will write, or -1 if it is not known
   */
  static Body stream(long length, StreamWriter writer) {
    return new Stream(length, requireNonNull(writer, "writer"), null);
  }

  /**
   * Returns a body that is written while it is sent, of which parts can be sent, too.
   *
   * @param length the number of bytes
   * @param writer writes any part of them
   * @throws IllegalArgumentException if the length is negative
   */
  static Body ranged(long length, RangeWriter writer) {
    if (length < 0) {
      throw new IllegalArgumentException("Length of a body must not be negative: " + length);
    }
    requireNonNull(writer, "writer");
    return new Stream(length, out -> writer.writeTo(out, 0, length), writer);
  }

  /**
   * No bytes.
   *
   * @since 0.1.0
   */
  final class Empty implements Body {
    private static final Empty INSTANCE = new Empty();

    private Empty() {}

    @Override
    public long length() {
      return 0;
    }
  }

  /**
   * Bytes in memory.
   *
   * @since 0.1.0
   */
  final class Bytes implements Body {
    private final byte[] bytes;

    private Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    /** Returns the bytes, which must not be changed. */
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public long length() {
      return bytes.length;
    }

    @Override
    public Optional<Body> slice(long start, long length) {
      Parts.require(start, length, bytes.length);
      return Optional.of(new Bytes(Arrays.copyOfRange(bytes, (int) start, (int) (start + length))));
    }
  }

  /**
   * Text, sent in UTF-8.
   *
   * @since 0.1.0
   */
  final class Text implements Body {
    private final String text;

    private Text(String text) {
      this.text = text;
    }

    /** Returns the text. */
    public String text() {
      return text;
    }

    /** Returns -1: the length in bytes is known once the text is encoded. */
    @Override
    public long length() {
      return -1;
    }
  }

  /**
   * Bytes written while the response is sent, so that they need not fit into memory.
   *
   * @since 0.1.0
   */
  final class Stream implements Body {
    private final long length;
    private final StreamWriter writer;
    private final @Nullable RangeWriter rangeWriter;

    private Stream(long length, StreamWriter writer, @Nullable RangeWriter rangeWriter) {
      this.length = length;
      this.writer = writer;
      this.rangeWriter = rangeWriter;
    }

    /** Returns what writes the bytes. It is called at most once for each response. */
    public StreamWriter writer() {
      return writer;
    }

    @Override
    public long length() {
      return length;
    }

    @Override
    public Optional<Body> slice(long start, long length) {
      RangeWriter ranges = rangeWriter;
      if (ranges == null) {
        return Optional.empty();
      }
      Parts.require(start, length, this.length);
      return Optional.of(
          ranged(
              length,
              (out, from, count) -> {
                Parts.require(from, count, length);
                ranges.writeTo(out, start + from, count);
              }));
    }
  }

  /**
   * Writes any part of the bytes of a {@link Body#ranged} body.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  interface RangeWriter {

    /** Writes the part, on the terms of {@link StreamWriter#writeTo}. */
    void writeTo(OutputStream out, long start, long length) throws Exception;
  }

  /**
   * Writes the bytes of a {@link Stream}.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  interface StreamWriter {

    /**
     * Writes all bytes. Writing blocks while the client does not read, and throws an {@code
     * IOException} once it has gone. The status is sent by then: an exception cuts the connection,
     * so that the client can tell a cut response from a whole one.
     */
    void writeTo(OutputStream out) throws Exception;
  }
}
