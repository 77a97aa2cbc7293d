package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * Thrown to answer a request with a {@link Problem}. Made by {@link Problem#exception()}.
 *
 * <p>Of a problem below 500, which is the client's, the exception carries no stack trace: such
 * exceptions are part of normal operation, and filling the trace is most of their cost.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final transient Headers headers;

  ProblemException(Problem problem, @Nullable Throwable cause, Headers headers) {
    super(message(problem), cause, true, problem.status() >= 500);
    this.problem = problem;
    this.headers = headers;
  }

  private static String message(Problem problem) {
    String detail = problem.detail();
    String summary = problem.status() + " " + problem.title();
    return detail == null ? summary : summary + ": " + detail;
  }

  /** Returns the problem. */
  public Problem problem() {
    return problem;
  }

  /** Returns the headers that the response gets besides its content type. */
  public Headers headers() {
    return headers;
  }

  /** Returns this exception with a further header for its response, such as {@code Retry-After}. */
  public ProblemException withHeader(String name, String value) {
    requireNonNull(value, "value");
    return new ProblemException(problem, getCause(), headers.with(name, value));
  }

  /** Returns the response to send. */
  public Response toResponse() {
    Response response = problem.toResponse();
    return response.withHeaders(response.headers().withAll(headers));
  }
}
