package dev.toolkit.core.middleware;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Lets clients that can only send POST say which method they mean: PUT, PATCH or DELETE. It is a
 * step, declared by {@code routes.rewrite(…)}; anything else that is asked for is passed over, and
 * so are requests other than POST.
 *
 * <p>By a query or a form, any page can make a browser send such a request: protect the routes
 * against forged requests as those for POST.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class MethodOverride implements UnaryOperator<Request> {

  private static final List<Method> METHODS = List.of(Method.PUT, Method.PATCH, Method.DELETE);

  private final Function<Request, Optional<String>> asked;

  private MethodOverride(Function<Request, Optional<String>> asked) {
    this.asked = asked;
  }

  /** Returns the step that reads the header {@code X-HTTP-Method-Override}. */
  public static MethodOverride byHeader() {
    return byHeader("X-HTTP-Method-Override");
  }

  /**
   * Returns the step that reads a header.
   *
   * @throws IllegalArgumentException if the name is not a token
   */
  public static MethodOverride byHeader(String name) {
    Headers.of(name, "");
    return new MethodOverride(request -> request.header(name));
  }

  /** Returns the step that reads a query parameter. */
  public static MethodOverride byQuery(String name) {
    requireNonNull(name, "name");
    return new MethodOverride(request -> request.query().first(name));
  }

  /**
   * Returns the step that reads a field of a form in the body ({@code
   * application/x-www-form-urlencoded}). It reads the body, under the default limit, which the
   * handler can read once more.
   */
  public static MethodOverride byForm(String name) {
    requireNonNull(name, "name");
    return new MethodOverride(
        request -> isForm(request) ? request.form().first(name) : Optional.empty());
  }

  private static boolean isForm(Request request) {
    MediaType type = request.mediaType().orElse(null);
    return type != null
        && type.type().equals("application")
        && type.subtype().equals("x-www-form-urlencoded");
  }

  @Override
  public Request apply(Request request) {
    if (!request.method().equals(Method.POST)) {
      return request;
    }
    String name = asked.apply(request).orElse("");
    for (Method method : METHODS) {
      if (method.name().equalsIgnoreCase(name)) {
        return request.withMethod(method);
      }
    }
    return request;
  }
}
