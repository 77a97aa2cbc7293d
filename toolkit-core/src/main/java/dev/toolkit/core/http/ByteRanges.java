package dev.toolkit.core.http;

import dev.toolkit.core.http.Body.StreamWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a representation that a request asks for by {@code Range: bytes=…}: RFC 9110,
 * section 14.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ByteRanges {

  /*
   * Ranges are a way to make a server do more than it was asked for: many of them, overlapping,
   * multiply what one request sends. RFC 9110, section 14.2 lets a server ignore the field, and so
   * it is ignored where it asks for more than MAX_RANGES parts, for parts that overlap, or for
   * parts in descending order: the whole is sent instead, once. What is sent is thus never more
   * than the whole and the headers of the parts.
   */

  /** How many parts one request may ask for: {@value}. With more, it gets the whole. */
  public static final int MAX_RANGES = 16;

  private static final long UNSET = -1;

  private final List<Spec> specs;

  /** As written: {@code first-last}, {@code first-}, or {@code -suffix}. */
  private record Spec(long first, long last) {

    @Nullable Range resolve(long length) {
      if (first == UNSET) {
        long count = Math.min(last, length);
        return count == 0 ? null : new Range(length - count, count);
      }
      if (first >= length) {
        return null;
      }
      long end = last == UNSET ? length : Math.min(last, length - 1) + 1;
      return new Range(first, end - first);
    }
  }

  /** A part that is there. */
  private record Range(long start, long length) {

    String contentRange(long whole) {
      return "bytes " + start + "-" + (start + length - 1) + "/" + whole;
    }
  }

  private ByteRanges(List<Spec> specs) {
    this.specs = specs;
  }

  /** Returns the ranges, or empty if the field has another unit, is malformed, or has too many. */
  static Optional<ByteRanges> find(String field) {
    // RFC 9110, section 14.1: names of units are case-insensitive.
    if (field.length() < 6 || !Tokens.sameIgnoringCase(field.substring(0, 6), "bytes=")) {
      return Optional.empty();
    }
    List<Spec> specs = new ArrayList<>(2);
    int start = 6;
    while (start <= field.length()) {
      int comma = field.indexOf(',', start);
      int end = comma < 0 ? field.length() : comma;
      String text = field.substring(start, end).strip();
      Spec spec = text.isEmpty() ? null : parse(text);
      if (spec == null && !text.isEmpty()) {
        return Optional.empty();
      }
      if (spec != null) {
        specs.add(spec);
      }
      start = end + 1;
    }
    boolean isFit = !specs.isEmpty() && specs.size() <= MAX_RANGES;
    return isFit ? Optional.of(new ByteRanges(specs)) : Optional.empty();
  }

  private static @Nullable Spec parse(String text) {
    int dash = text.indexOf('-');
    if (dash < 0 || text.length() == 1) {
      return null;
    }
    long first = number(text, 0, dash);
    long last = number(text, dash + 1, text.length());
    boolean isMalformed = first < UNSET || last < UNSET;
    boolean isBackwards = first != UNSET && last != UNSET && last < first;
    return isMalformed || isBackwards ? null : new Spec(first, last);
  }

  /** Returns the number, the largest one if it is larger, -1 for no digits, -2 if malformed. */
  private static long number(String text, int start, int end) {
    long number = start == end ? UNSET : 0;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return UNSET - 1;
      }
      boolean isTooLarge = number > (Long.MAX_VALUE - 9) / 10;
      number = isTooLarge ? Long.MAX_VALUE : number * 10 + (c - '0');
    }
    return number;
  }

  /**
   * Returns the response to a request that may ask for a part of it: {@code Accept-Ranges} is set
   * on a response 200 to GET or HEAD whose body can be sliced, and to GET with a {@code Range} that
   * holds, and that {@code If-Range} does not forbid, the answer is 206 (Partial Content), or 416
   * (Range Not Satisfiable) if no byte asked for is there. Several parts are sent as {@code
   * multipart/byteranges}. A field that is malformed, of another unit, or asks for more than
   * {@value #MAX_RANGES} parts, or for parts that overlap or descend, is ignored.
   *
   * @param boundary makes the text that separates several parts: random, so that no content can
   *     contain it on purpose, of 1 to 70 letters and digits
   */
  public static Response apply(Request request, Response response, Supplier<String> boundary) {
    boolean isRead = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    Body body = response.body();
    if (!isRead || response.status() != 200 || body.length() < 0 || isSent(response)) {
      return response;
    }
    if (body.slice(0, 0).isEmpty()) {
      return response;
    }
    Response whole = response.withHeader("Accept-Ranges", "bytes");
    String field = request.headers().find("Range");
    if (field == null
        || !request.method().equals(Method.GET)
        || !Validators.of(response).allowsRange(request.headers())) {
      return whole;
    }
    return find(field).map(ranges -> ranges.of(whole, boundary)).orElse(whole);
  }

  private static boolean isSent(Response response) {
    return response.headers().contains("Content-Range")
        || response.headers().contains("Transfer-Encoding");
  }

  private Response of(Response whole, Supplier<String> boundary) {
    long length = whole.body().length();
    List<Range> ranges = new ArrayList<>(specs.size());
    for (Spec spec : specs) {
      Range range = spec.resolve(length);
      if (range != null) {
        ranges.add(range);
      }
    }
    if (ranges.isEmpty()) {
      return notSatisfiable(length);
    }
    if (!isAscending(ranges)) {
      return whole;
    }
    Headers headers = whole.headers().without("Content-Length");
    Response partial = whole.withStatus(206).withHeaders(headers);
    return ranges.size() == 1
        ? single(partial, ranges.getFirst())
        : multiple(partial, ranges, boundary.get());
  }

  private static Response notSatisfiable(long length) {
    Response problem =
        Problem.of(416)
            .withDetail("The representation has " + length + " bytes, and none of those asked for")
            .toResponse();
    return problem.withHeader("Content-Range", "bytes */" + length);
  }

  private static boolean isAscending(List<Range> ranges) {
    long end = 0;
    for (Range range : ranges) {
      if (range.start < end) {
        return false;
      }
      end = range.start + range.length;
    }
    return true;
  }

  private static Response single(Response partial, Range range) {
    long whole = partial.body().length();
    return partial
        .withHeader("Content-Range", range.contentRange(whole))
        .withBody(slice(partial.body(), range));
  }

  private static Body slice(Body body, Range range) {
    return body.slice(range.start, range.length).orElseThrow();
  }

  private static Response multiple(Response partial, List<Range> ranges, String boundary) {
    String type = partial.header("Content-Type").orElse(null);
    long whole = partial.body().length();
    List<Body> pieces = new ArrayList<>(ranges.size() * 2 + 1);
    for (Range range : ranges) {
      pieces.add(Body.bytes(partHead(boundary, type, range.contentRange(whole))));
      pieces.add(slice(partial.body(), range));
    }
    pieces.add(Body.bytes(TextCoder.utf8("\r\n--" + boundary + "--\r\n")));
    long length = 0;
    for (Body piece : pieces) {
      length += piece.length();
    }
    return partial
        .withHeader("Content-Type", "multipart/byteranges; boundary=" + boundary)
        .withBody(Body.stream(length, writing(pieces)));
  }

  private static byte[] partHead(String boundary, @Nullable String type, String contentRange) {
    String typeLine = type == null ? "" : "Content-Type: " + type + "\r\n";
    String head = "\r\n--" + boundary + "\r\n" + typeLine;
    return TextCoder.latin1(head + "Content-Range: " + contentRange + "\r\n\r\n");
  }

  private static StreamWriter writing(List<Body> pieces) {
    return out -> {
      for (Body piece : pieces) {
        switch (piece) {
          case Body.Bytes bytes -> out.write(bytes.bytes());
          case Body.Stream stream -> stream.writer().writeTo(out);
          case Body.Empty empty -> {}
          case Body.Text text -> out.write(TextCoder.utf8(text.text()));
        }
      }
    };
  }

  /** Returns the number of ranges. */
  @Override
  public String toString() {
    return "ByteRanges[" + specs.size() + "]";
  }
}
