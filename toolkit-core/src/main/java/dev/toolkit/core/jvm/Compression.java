package dev.toolkit.core.jvm;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.AcceptEncoding;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Body.StreamWriter;
import dev.toolkit.core.http.EntityTag;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Compresses responses by what the client accepts ({@code Accept-Encoding}): {@code gzip} or {@code
 * deflate}, and other codings that the application brings.
 *
 * <p>Left as they are: responses of fewer than {@value #DEFAULT_MIN_BYTES} bytes, of media types
 * that do not get smaller (images, films, archives), event streams, those that have a {@code
 * Content-Encoding} already, parts (206), those with {@code Cache-Control: no-transform}, and those
 * without a body. Everything that could be compressed gets {@code Vary: Accept-Encoding}, whatever
 * this client accepts, and so do parts and 304 (Not Modified), which must say what the whole would
 * (RFC 9110, sections 15.3.7 and 15.4.5). A strong entity tag becomes a weak one, since the bytes
 * are others, also in a 304 for a client that accepts a coding, whose cache would not find a strong
 * one; and {@code Accept-Ranges} is removed. The answer to HEAD has the headers of that to GET,
 * without a length.
 *
 * <p>A stream is compressed while it is written, and what is flushed reaches the client.
 *
 * <p>Declare it outside of {@code ETags}, {@code Ranges} and whatever else looks at bodies. Do not
 * compress what has both a secret and a text of the client's choice in it over TLS: the length
 * would tell the one to who chooses the other (BREACH).
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Compression implements Middleware {

  /** The number of bytes from which on a response is compressed unless another is set: {@value}. */
  public static final int DEFAULT_MIN_BYTES = 1024;

  private static final List<ContentCoding> OWN = List.of(Deflating.values());

  private final List<ContentCoding> codings;
  private final List<String> names;
  private final int minBytes;

  private Compression(List<ContentCoding> codings, int minBytes) {
    this.codings = codings;
    this.names = codings.stream().map(ContentCoding::coding).toList();
    this.minBytes = minBytes;
  }

  /** Returns the middleware with its defaults. */
  public static Compression create() {
    return new Compression(OWN, DEFAULT_MIN_BYTES);
  }

  /**
   * Returns this middleware with another number of bytes from which on a response is compressed.
   *
   * @throws IllegalArgumentException if the number is negative
   */
  public Compression withMinBytes(int minBytes) {
    if (minBytes < 0) {
      throw new IllegalArgumentException("Number of bytes must not be negative: " + minBytes);
    }
    return new Compression(codings, minBytes);
  }

  /** Returns this middleware with a further coding, which is preferred to those that it has. */
  public Compression withCoding(ContentCoding coding) {
    List<ContentCoding> all = new ArrayList<>(codings);
    all.addFirst(requireNonNull(coding, "coding"));
    return new Compression(List.copyOf(all), minBytes);
  }

  @Override
  public Response handle(Context c, Next next) throws IOException {
    Response response = next.handle(c);
    boolean isOfWhole = response.status() == 206 || response.status() == 304;
    if (!isOfWhole && !isCompressible(response)) {
      return response;
    }
    Response varied = response.withVary("Accept-Encoding");
    ContentCoding coding = preferred(c);
    if (isOfWhole) {
      return response.status() == 304 && coding != null ? withWeakTag(varied) : varied;
    }
    if (coding == null) {
      return varied;
    }
    return c.request().method().equals(Method.HEAD)
        ? encodedHead(varied, coding)
        : encoded(varied, coding);
  }

  private @Nullable ContentCoding preferred(Context c) {
    Optional<String> name = AcceptEncoding.of(c.request()).preferred(names);
    return name.isEmpty() ? null : codings.get(names.indexOf(name.get()));
  }

  private boolean isCompressible(Response response) {
    int status = response.status();
    Headers headers = response.headers();
    return hasContent(response.body())
        && status != 204
        && !headers.contains("Content-Encoding")
        && !headers.contains("Content-Range")
        && !hasNoTransform(headers)
        && isCompressibleType(headers.first("Content-Type").orElse(""));
  }

  private boolean hasContent(Body body) {
    return switch (body) {
      case Body.Empty empty -> false;
      case Body.Bytes bytes -> bytes.length() >= minBytes;
      // Cheap to know: no character takes less than one byte, nor more than three.
      case Body.Text text ->
          text.text().length() >= minBytes
              || (text.text().length() * 3L >= minBytes
                  && text.text().getBytes(StandardCharsets.UTF_8).length >= minBytes);
      case Body.Stream stream -> stream.length() < 0 || stream.length() >= minBytes;
    };
  }

  private static boolean hasNoTransform(Headers headers) {
    return headers
        .joined("Cache-Control")
        .map(value -> value.toLowerCase(Locale.ROOT).contains("no-transform"))
        .orElse(false);
  }

  private static boolean isCompressibleType(String value) {
    MediaType type;
    try {
      type = MediaType.parse(value);
    } catch (IllegalArgumentException unknown) {
      return false;
    }
    String subtype = type.subtype();
    return switch (type.type()) {
      case "text" -> !subtype.equals("event-stream");
      case "application" ->
          type.isJson() || subtype.endsWith("+xml") || COMPRESSIBLE_APPLICATIONS.contains(subtype);
      case "image" ->
          subtype.equals("svg+xml") || subtype.equals("bmp") || subtype.equals("x-icon");
      case "font" -> subtype.equals("ttf") || subtype.equals("otf");
      case "model" -> subtype.endsWith("+json") || subtype.endsWith("+xml");
      default -> false;
    };
  }

  private static final List<String> COMPRESSIBLE_APPLICATIONS =
      List.of(
          "xml",
          "javascript",
          "wasm",
          "graphql",
          "rtf",
          "sql",
          "toml",
          "yaml",
          "x-yaml",
          "x-ndjson",
          "vnd.ms-fontobject");

  private static Response encodedHead(Response response, ContentCoding coding) {
    return withCoding(response, coding).withBody(Body.stream(-1, out -> {}));
  }

  private static Response encoded(Response response, ContentCoding coding) throws IOException {
    Body body =
        switch (response.body()) {
          case Body.Empty empty -> empty;
          case Body.Bytes bytes -> compressed(bytes.bytes(), coding);
          case Body.Text text -> compressed(text.text().getBytes(StandardCharsets.UTF_8), coding);
          case Body.Stream stream -> Body.stream(-1, compressing(stream.writer(), coding));
        };
    return withCoding(response, coding).withBody(body);
  }

  private static Body compressed(byte[] content, ContentCoding coding) throws IOException {
    var target = new ByteArrayOutputStream(Math.max(512, content.length / 4));
    try (OutputStream out = coding.encode(target)) {
      out.write(content);
    }
    return Body.bytes(target.toByteArray());
  }

  private static StreamWriter compressing(StreamWriter writer, ContentCoding coding) {
    return out -> {
      var target = new Abandonable(out);
      try (OutputStream encoder = coding.encode(target)) {
        try {
          writer.writeTo(encoder);
        } catch (Exception | Error e) {
          // Closing would write an end, and a cut response would look whole.
          target.abandon();
          throw e;
        }
      }
    };
  }

  private static Response withCoding(Response response, ContentCoding coding) {
    Headers.Builder headers = response.headers().toBuilder();
    headers.remove("Content-Length").remove("Accept-Ranges");
    headers.set("Content-Encoding", coding.coding());
    return withWeakTag(response.withHeaders(headers.build()));
  }

  private static Response withWeakTag(Response response) {
    return response
        .header("ETag")
        .flatMap(EntityTag::find)
        .map(tag -> response.withHeader("ETag", tag.toWeak().toString()))
        .orElse(response);
  }

  /** Drops what is written once the response has failed, and leaves closing to the engine. */
  private static final class Abandonable extends FilterOutputStream {
    private boolean abandoned;

    Abandonable(OutputStream out) {
      super(out);
    }

    void abandon() {
      abandoned = true;
    }

    @Override
    public void write(int b) throws IOException {
      if (!abandoned) {
        out.write(b);
      }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (!abandoned) {
        out.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() throws IOException {
      if (!abandoned) {
        out.flush();
      }
    }

    @Override
    public void close() {
      // The engine ends the response when the writer returns.
    }
  }
}
