package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the current state of a resource, to be compared with the conditions of a
 * request: its entity tag, when it was last modified, or that it does not exist (RFC 9110, sections
 * 8.8 and 13).
 *
 * <p>A handler that changes a resource asks before it does, so that of two clients that read the
 * same state only one overwrites it:
 *
 * {@snippet :
 * Validators.of(EntityTag.strong(page.version())).require(c.request()); // 412 if it does not hold
 * }
 *
 * <p>Responses to GET are compared by the middleware {@code ETags}.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class Validators {

  /**
   * What the conditions of a request ask for.
   *
   * @since 0.1.0
   */
  public enum Outcome {
    /** All conditions hold, or there are none. */
    PROCEED,
    /** The client has the current state already: 304. */
    NOT_MODIFIED,
    /** A condition does not hold: 412. */
    FAILED
  }

  private static final Validators ABSENT = new Validators(null, null, false);

  private static final List<String> DESCRIBING_CONTENT =
      List.of(
          "Content-Type",
          "Content-Length",
          "Content-Encoding",
          "Content-Language",
          "Content-Range",
          "Accept-Ranges");

  private final @Nullable EntityTag tag;
  private final @Nullable Instant lastModified;
  private final boolean exists;

  private Validators(@Nullable EntityTag tag, @Nullable Instant lastModified, boolean exists) {
    this.tag = tag;
    this.lastModified =
        lastModified == null ? null : Instant.ofEpochSecond(lastModified.getEpochSecond());
    this.exists = exists;
  }

  /** Returns the validators of a resource whose state has a tag. */
  public static Validators of(EntityTag tag) {
    return new Validators(requireNonNull(tag, "tag"), null, true);
  }

  /** Returns the validators of a resource of which is known when it was modified. */
  public static Validators of(Instant lastModified) {
    return new Validators(null, requireNonNull(lastModified, "lastModified"), true);
  }

  /** Returns the validators of a resource of which both are known. */
  public static Validators of(EntityTag tag, Instant lastModified) {
    requireNonNull(lastModified, "lastModified");
    return new Validators(requireNonNull(tag, "tag"), lastModified, true);
  }

  /** Returns the validators of a resource that does not exist yet. */
  public static Validators absent() {
    return ABSENT;
  }

  /** Returns the validators that a response names in {@code ETag} and {@code Last-Modified}. */
  public static Validators of(Response response) {
    EntityTag tag = response.header("ETag").flatMap(EntityTag::find).orElse(null);
    Instant modified = response.header("Last-Modified").flatMap(HttpDates::find).orElse(null);
    return new Validators(tag, modified, true);
  }

  /**
   * Returns what the conditions of a request ask for, in the order of RFC 9110, section 13.2.2:
   * {@code If-Match} or else {@code If-Unmodified-Since}, then {@code If-None-Match} or else, for
   * GET and HEAD, {@code If-Modified-Since}. Dates that are malformed are passed over.
   */
  public Outcome evaluate(Request request) {
    Headers headers = request.headers();
    if (headers.contains("If-Match")) {
      if (!matches(headers, "If-Match", Strength.STRONG)) {
        return Outcome.FAILED;
      }
    } else if (isModifiedSince(headers, "If-Unmodified-Since")) {
      return Outcome.FAILED;
    }
    boolean isRead = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    if (headers.contains("If-None-Match")) {
      boolean matches = matches(headers, "If-None-Match", Strength.WEAK);
      return !matches ? Outcome.PROCEED : isRead ? Outcome.NOT_MODIFIED : Outcome.FAILED;
    }
    boolean isKnown = isRead && isDated(headers, "If-Modified-Since");
    return isKnown && !isModifiedSince(headers, "If-Modified-Since")
        ? Outcome.NOT_MODIFIED
        : Outcome.PROCEED;
  }

  /**
   * Compares the conditions of a request before the resource is changed.
   *
   * @throws ProblemException with status 412 if they do not hold; for GET and HEAD also where the
   *     client has the current state
   */
  public void require(Request request) {
    if (evaluate(request) != Outcome.PROCEED) {
      throw failed().exception();
    }
  }

  private static Problem failed() {
    return Problem.of(412).withDetail("The resource is not in the state that the request expects");
  }

  /**
   * Returns the response, or in its place 304 (Not Modified) or 412 (Precondition Failed), as the
   * conditions of the request ask for. Responses other than 200 to GET or HEAD stay as they are:
   * what they report is done already.
   */
  public static Response apply(Request request, Response response) {
    boolean isRead = request.method().equals(Method.GET) || request.method().equals(Method.HEAD);
    if (!isRead || response.status() != 200) {
      return response;
    }
    return switch (of(response).evaluate(request)) {
      case PROCEED -> response;
      case NOT_MODIFIED -> notModified(response);
      case FAILED -> failed().toResponse();
    };
  }

  /** RFC 9110, section 15.4.5: all but what describes content that is not there. */
  private static Response notModified(Response response) {
    Headers headers = response.headers();
    for (String name : DESCRIBING_CONTENT) {
      headers = headers.without(name);
    }
    return Response.of(304).withHeaders(headers);
  }

  /**
   * Returns whether {@code If-Range} lets a range be taken from the current state: RFC 9110,
   * section 13.1.5. Without the field it does.
   */
  boolean allowsRange(Headers request) {
    String condition = request.find("If-Range");
    if (condition == null) {
      return true;
    }
    EntityTag expected = EntityTag.find(condition).orElse(null);
    if (expected != null) {
      return tag != null && tag.matchesStrongly(expected);
    }
    return lastModified != null
        && HttpDates.find(condition).map(lastModified::equals).orElse(false);
  }

  private enum Strength {
    STRONG,
    WEAK
  }

  private boolean matches(Headers headers, String name, Strength strength) {
    String field = headers.joined(name).orElse("");
    if (field.strip().equals("*")) {
      return exists;
    }
    if (tag == null) {
      return false;
    }
    for (EntityTag expected : EntityTag.list(field)) {
      boolean matches =
          switch (strength) {
            case STRONG -> tag.matchesStrongly(expected);
            case WEAK -> tag.matchesWeakly(expected);
          };
      if (matches) {
        return true;
      }
    }
    return false;
  }

  /** Returns whether there is a date to compare with: one date, well-formed, and one of ours. */
  private boolean isDated(Headers headers, String name) {
    return lastModified != null && headers.first(name).flatMap(HttpDates::find).isPresent();
  }

  private boolean isModifiedSince(Headers headers, String name) {
    Instant modified = lastModified;
    return modified != null
        && headers.first(name).flatMap(HttpDates::find).map(modified::isAfter).orElse(false);
  }

  /** Returns the tag and the time. */
  @Override
  public String toString() {
    return exists ? "Validators[" + tag + ", " + lastModified + "]" : "Validators[absent]";
  }
}
