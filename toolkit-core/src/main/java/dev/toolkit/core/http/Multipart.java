package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a form with files ({@code multipart/form-data}, RFC 7578), read one after the other
 * as they arrive. No part is ever held in memory unless it is asked for as text or bytes.
 *
 * {@snippet :
 * c.request().multipart(MultipartLimits.defaults()).forEach(part -> {
 *   if (part.isFile()) {
 *     store.save(part.filename().orElse("upload"), part.stream());
 *   } else {
 *     fields.put(part.name(), part.text());
 *   }
 * });
 * }
 *
 * <p>The form is read strictly, since what two parsers read differently gets past the one that
 * checks: lines end in CR LF, every part has a {@code Content-Disposition: form-data} with a name,
 * headers are not folded, and the last boundary must be there. Whatever else is a 400.
 *
 * <p>This class is not safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Multipart {

  private final MultipartParser parser;
  private final MultipartLimits limits;
  private int count;
  private @Nullable Part current;

  /**
   * Takes the parts of a form.
   *
   * @since 0.1.0
   */
  @FunctionalInterface
  public interface PartHandler {

    /** Takes a part. What it leaves unread is passed over. */
    void handle(Part part) throws Exception;
  }

  private Multipart(MultipartParser parser, MultipartLimits limits) {
    this.parser = parser;
    this.limits = limits;
  }

  static Multipart of(Request request, MultipartLimits limits) {
    requireNonNull(limits, "limits");
    MediaType type = request.mediaType().orElse(null);
    if (type == null || !type.type().equals("multipart") || !type.subtype().equals("form-data")) {
      throw Problem.of(415).withDetail("Content-Type must be multipart/form-data").exception();
    }
    String boundary = type.parameter("boundary").orElse("");
    if (!isBoundary(boundary)) {
      throw Problem.of(400)
          .withDetail("Content-Type multipart/form-data needs a boundary of 1 to 70 characters")
          .exception();
    }
    return new Multipart(new MultipartParser(request.stream(), boundary, limits), limits);
  }

  /** RFC 2046, section 5.1.1. */
  private static boolean isBoundary(String boundary) {
    if (boundary.isEmpty() || boundary.length() > 70 || boundary.endsWith(" ")) {
      return false;
    }
    for (int i = 0; i < boundary.length(); i++) {
      char c = boundary.charAt(i);
      boolean isLetterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!isLetterOrDigit && "'()+_,-./:=? ".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the next part, or empty after the last one. What was left unread of the part before is
   * passed over.
   *
   * @throws ProblemException with status 400 if the form is malformed or ends early, and 413 if it
   *     exceeds a limit
   */
  public Optional<Part> next() {
    if (current != null) {
      current.end();
    }
    if (!parser.nextPart()) {
      current = null;
      return Optional.empty();
    }
    if (++count > limits.maxParts) {
      throw Problem.of(413)
          .withDetail("Form has more than " + limits.maxParts + " parts (maxParts)")
          .exception();
    }
    Part part = new Part(parser, limits, parser.readHeaders());
    current = part;
    return Optional.of(part);
  }

  /**
   * Calls the handler with each part, in order.
   *
   * @throws ProblemException as {@link #next}
   * @throws Exception what the handler throws
   */
  public void forEach(PartHandler handler) throws Exception {
    for (Optional<Part> part = next(); part.isPresent(); part = next()) {
      handler.handle(part.get());
    }
  }

  /** Returns how many parts were read. */
  @Override
  public String toString() {
    return "Multipart[" + count + " parts read]";
  }
}
