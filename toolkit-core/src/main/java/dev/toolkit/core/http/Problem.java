package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem document, as defined by RFC 9457: how every error of an application is told.
 *
 * {@snippet :
 * throw Problem.of(409).withDetail("The name is taken").with("name", "ada").exception();
 * }
 *
 * <p>The type is {@code about:blank} and the title the phrase of the status, unless set. Whatever a
 * problem holds is sent to the client: put nothing into it that the client must not see.
 *
 * <p>This class is immutable and safe for use by multiple threads, if the values of its members
 * are.
 *
 * @since 0.1.0
 */
public final class Problem {

  private static final Headers HEADERS = Headers.of("Content-Type", "application/problem+json");

  private final int status;

  /** All members but the status, in the order in which they are written. */
  private final Map<String, Object> members;

  private Problem(int status, Map<String, Object> members) {
    this.status = status;
    this.members = members;
  }

  /**
   * Returns the problem that says no more than the status.
   *
   * @throws IllegalArgumentException if the status is not between 400 and 599
   */
  public static Problem of(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "Status of a problem must be between 400 and 599: " + status);
    }
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("title", ReasonPhrases.of(status));
    return new Problem(status, members);
  }

  /** Returns the status code. */
  public int status() {
    return status;
  }

  /** Returns the short summary, which is the same for all problems of one type. */
  public String title() {
    return (String) requireNonNull(members.get("title"));
  }

  /** Returns what is special about this occurrence, or null if nothing is said. */
  public @Nullable String detail() {
    return (String) members.get("detail");
  }

  /** Returns all members but the status: type, title, detail, instance and extensions, if set. */
  public Map<String, Object> members() {
    return new LinkedHashMap<>(members);
  }

  /** Returns this problem with a URI that names its type, instead of {@code about:blank}. */
  public Problem withType(String uri) {
    return set("type", requireNonNull(uri, "uri"));
  }

  /** Returns this problem with another summary. */
  public Problem withTitle(String title) {
    return set("title", requireNonNull(title, "title"));
  }

  /** Returns this problem with what is special about this occurrence, for the client to read. */
  public Problem withDetail(String detail) {
    return set("detail", requireNonNull(detail, "detail"));
  }

  /** Returns this problem with a URI that names this occurrence. */
  public Problem withInstance(String uri) {
    return set("instance", requireNonNull(uri, "uri"));
  }

  /**
   * Returns this problem with an extension member (RFC 9457, section 3.2).
   *
   * @param value a String, Number or Boolean, or a List or Map of such values
   * @throws IllegalArgumentException if the name is one that RFC 9457 defines, or the value is of
   *     another type
   */
  public Problem with(String name, Object value) {
    switch (name) {
      case "type", "title", "status", "detail", "instance" ->
          throw new IllegalArgumentException(
              "Extension member must not be called \"" + name + "\": RFC 9457 defines that one");
      default -> JsonText.requireWritable(value);
    }
    return set(name, value);
  }

  private Problem set(String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return new Problem(status, changed);
  }

  /** Returns the document as JSON text. */
  public String toJson() {
    Map<String, Object> document = new LinkedHashMap<>();
    Object type = members.get("type");
    if (type != null) {
      document.put("type", type);
    }
    document.put("title", title());
    document.put("status", status);
    members.forEach(document::putIfAbsent);
    return JsonText.of(document);
  }

  /** Returns a response with the document, as {@code application/problem+json}. */
  public Response toResponse() {
    byte[] json = TextCoder.utf8(toJson());
    return Response.of(status).withHeaders(HEADERS).withBody(Body.bytes(json));
  }

  /** Returns an exception that becomes this problem's response. */
  public ProblemException exception() {
    return new ProblemException(this, null, Headers.empty());
  }

  /** Returns an exception with a cause that becomes this problem's response. */
  public ProblemException exception(Throwable cause) {
    return new ProblemException(this, requireNonNull(cause, "cause"), Headers.empty());
  }

  /** Returns the status and the title, without detail or extensions. */
  @Override
  public String toString() {
    return "Problem[" + status + " " + title() + "]";
  }
}
