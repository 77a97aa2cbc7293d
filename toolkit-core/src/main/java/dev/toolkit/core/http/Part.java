package dev.toolkit.core.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A part of a form: a field, or a file.
 *
 * <p>Its content can be read until the next part is asked for, once, and by one thread: this class
 * is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Part {

  private final MultipartParser parser;
  private final MultipartLimits limits;
  private final String name;
  private final @Nullable String filename;
  private final @Nullable String contentType;
  private long read;
  private boolean taken;
  private boolean ended;

  Part(MultipartParser parser, MultipartLimits limits, PartHeaders headers) {
    String given = headers.name();
    if (given == null) {
      throw MultipartParser.malformed("a part has no name");
    }
    if (given.length() > limits.maxNameLength) {
      throw Problem.of(413)
          .withDetail(
              "Name of a form's part exceeds "
                  + limits.maxNameLength
                  + " characters (maxNameLength)")
          .exception();
    }
    this.parser = parser;
    this.limits = limits;
    this.name = given;
    this.filename = headers.filename();
    this.contentType = headers.contentType();
  }

  /** Returns the name of the field, which may be empty, and may occur several times. */
  public String name() {
    return name;
  }

  /** Returns whether the client says that this is a file: it has a file name, even an empty one. */
  public boolean isFile() {
    return filename != null;
  }

  /**
   * Returns the file's name on the client's machine, without the folders that some clients send, or
   * empty if nothing is left of it. It has neither slash nor backslash, is neither {@code .} nor
   * {@code ..}, and still is the client's choice: keep it as a label, and store files under names
   * of your own.
   */
  public Optional<String> filename() {
    String whole = filename;
    if (whole == null) {
      return Optional.empty();
    }
    int folder = Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\'));
    String last = whole.substring(folder + 1).strip();
    boolean isName = !last.isEmpty() && !last.equals(".") && !last.equals("..");
    return isName ? Optional.of(last) : Optional.empty();
  }

  /** Returns the media type that the client claims, or empty if it claims none, or a malformed. */
  public Optional<MediaType> mediaType() {
    String type = contentType;
    return type == null ? Optional.empty() : MediaType.find(type);
  }

  /**
   * Returns the content as a stream. It throws a {@link ProblemException} with status 400 if the
   * form is malformed, 413 if the part or the body is too large.
   *
   * @throws IllegalStateException if the content was taken already, or the next part asked for
   */
  public InputStream stream() {
    if (taken || ended) {
      throw new IllegalStateException(
          taken ? "Content of a part was already taken" : "The part was passed over already");
    }
    taken = true;
    return new PartStream();
  }

  /**
   * Returns the content as text in UTF-8, or in the charset of its media type.
   *
   * @throws ProblemException with status 413 if it is longer than the limit for fields, 400 if it
   *     is not in that charset, 415 if the charset is not one of those that {@link Request#text}
   *     takes
   * @throws IllegalStateException as {@link #stream}
   */
  public String text() {
    String charset = mediaType().flatMap(type -> type.parameter("charset")).orElse("utf-8");
    return RequestBody.decode(RequestBody.of(bytes()), Tokens.lowerCase(charset));
  }

  /**
   * Returns the content.
   *
   * @throws ProblemException with status 413 if it is longer than the limit for fields
   * @throws IllegalStateException as {@link #stream}
   */
  public byte[] bytes() {
    var bytes = new ByteArrayOutputStream();
    try (InputStream in = stream()) {
      byte[] chunk = new byte[1024];
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        bytes.write(chunk, 0, count);
        if (bytes.size() > limits.maxFieldBytes) {
          throw Problem.of(413)
              .withDetail(
                  "Field of a form exceeds " + limits.maxFieldBytes + " bytes (maxFieldBytes)")
              .exception();
        }
      }
    } catch (IOException e) {
      throw RequestBody.unreadable(e);
    }
    return bytes.toByteArray();
  }

  /** Passes over what is left, and lets nobody read on. */
  void end() {
    for (int count = content(); count > 0; count = content()) {
      parser.skip(count);
      read += count;
    }
    ended = true;
  }

  private int content() {
    int count = parser.content();
    if (read + count > limits.maxPartBytes) {
      throw Problem.of(413)
          .withDetail("Part of a form exceeds " + limits.maxPartBytes + " bytes (maxPartBytes)")
          .exception();
    }
    return count;
  }

  private final class PartStream extends InputStream {

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      Objects.checkFromIndexSize(offset, length, target.length);
      if (ended) {
        throw new IOException("The part was passed over already");
      }
      if (length == 0) {
        return 0;
      }
      int count = Math.min(length, content());
      parser.take(target, offset, count);
      read += count;
      return count == 0 ? -1 : count;
    }
  }

  /** Returns the lengths of name and file name, without either. */
  @Override
  public String toString() {
    return "Part[" + (isFile() ? "file" : "field") + ", name of " + name.length() + " characters]";
  }
}
