package dev.toolkit.core;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Multipart;
import dev.toolkit.core.http.MultipartLimits;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.ProblemException;
import dev.toolkit.core.http.Query;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.router.PathNumberException;
import dev.toolkit.router.PathParams;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way through the application: the request itself, its path parameters, the route,
 * the environment, and what middleware has added under typed keys.
 *
 * <p>A context is passed, never looked up. Values go inward by passing a changed copy on:
 *
 * {@snippet :
 * Middleware withUser = (c, next) -> next.handle(c.with(USER, users.of(c.header("X-User"))));
 * }
 *
 * <p>This class is immutable and safe for use by multiple threads, but for the request's body,
 * which is read by one.
 *
 * @since 0.1.0
 */
public final class Context {

  /** The request's identifier, which the middleware {@code RequestId} sets. */
  public static final Key<String> REQUEST_ID = Key.of("requestId");

  private final Request request;
  private final Env env;
  private final @Nullable RouteInfo route;
  private final @Nullable PathParams params;
  private final @Nullable Bindings values;

  Context(Request request, Env env) {
    this(requireNonNull(request, "request"), requireNonNull(env, "env"), null, null, null);
  }

  private Context(
      Request request,
      Env env,
      @Nullable RouteInfo route,
      @Nullable PathParams params,
      @Nullable Bindings values) {
    this.request = request;
    this.env = env;
    this.route = route;
    this.params = params;
    this.values = values;
  }

  Context(Request request, Env env, RouteInfo route, PathParams params) {
    this(request, env, route, params, null);
  }

  Context withParams(PathParams params) {
    return new Context(request, env, route, params, values);
  }

  /** Returns the request. */
  public Request request() {
    return request;
  }

  /** Returns the environment of the application. */
  public Env env() {
    return env;
  }

  /** Returns the route that matches, or empty for a request that none does. */
  public Optional<RouteInfo> route() {
    return Optional.ofNullable(route);
  }

  /** Returns the route's metadata under the key, or empty if there is none or no route matches. */
  public <T> Optional<T> metadata(Key<T> key) {
    return route == null ? Optional.empty() : route.metadata(key);
  }

  // Values

  /** Returns this context with a value under a key, which hides an earlier one. */
  public <T> Context with(Key<T> key, T value) {
    requireNonNull(value, "value");
    return new Context(request, env, route, params, Bindings.with(values, key, value));
  }

  /** Returns this context with another request; route and path parameters stay as they are. */
  public Context withRequest(Request request) {
    return new Context(requireNonNull(request, "request"), env, route, params, values);
  }

  /** Returns the value under a key, or empty if there is none. */
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(Bindings.find(values, key));
  }

  /**
   * Returns the value under a key.
   *
   * @throws IllegalStateException if there is none
   */
  public <T> T require(Key<T> key) {
    T value = Bindings.find(values, key);
    if (value == null) {
      throw new IllegalStateException(
          "The context has no value for the key \"" + key + "\": is its middleware in place?");
    }
    return value;
  }

  // Path parameters

  /**
   * Returns a path parameter, decoded.
   *
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   * @throws IllegalStateException if the parameter is optional and absent: see {@link #findParam}
   */
  public String param(String name) {
    String value = params().param(name);
    if (value == null) {
      throw absent(name);
    }
    return value;
  }

  private static IllegalStateException absent(String name) {
    return new IllegalStateException(
        "Path parameter \"" + name + "\" is absent: read optional ones with findParam");
  }

  /**
   * Returns a path parameter, decoded, or empty if it is optional and absent.
   *
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   */
  public Optional<String> findParam(String name) {
    return Optional.ofNullable(params().param(name));
  }

  /**
   * Returns a path parameter as a number of 32 bits.
   *
   * @throws ProblemException with status 400 if it is not a number or out of range
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   * @throws IllegalStateException if the parameter is optional and absent: see {@link #findParam}
   */
  public int intParam(String name) {
    try {
      return params().intParam(name);
    } catch (PathNumberException e) {
      throw noNumber(name, ValueType.INT);
    }
  }

  /**
   * Returns a path parameter as a number of 64 bits.
   *
   * @throws ProblemException with status 400 if it is not a number or out of range
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   * @throws IllegalStateException if the parameter is optional and absent: see {@link #findParam}
   */
  public long longParam(String name) {
    try {
      return params().longParam(name);
    } catch (PathNumberException e) {
      throw noNumber(name, ValueType.LONG);
    }
  }

  private RuntimeException noNumber(String name, ValueType<?> type) {
    return params().param(name) == null ? absent(name) : malformed("Path", name, type);
  }

  /**
   * Returns a path parameter as a value of a type.
   *
   * @throws ProblemException with status 400 if it does not stand for such a value
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   * @throws IllegalStateException if the parameter is optional and absent: see {@link #findParam}
   */
  public <T> T param(String name, ValueType<T> type) {
    return parse(param(name), "Path", name, type);
  }

  /**
   * Returns an optional path parameter as a value of a type, or empty if it is absent.
   *
   * @throws ProblemException with status 400 if it does not stand for such a value
   * @throws IllegalArgumentException if the pattern has no parameter of this name
   */
  public <T> Optional<T> findParam(String name, ValueType<T> type) {
    String text = params().param(name);
    return text == null ? Optional.empty() : Optional.of(parse(text, "Path", name, type));
  }

  private PathParams params() {
    if (params == null) {
      throw new IllegalArgumentException(
          "No route matches this request: it has no path parameters");
    }
    return params;
  }

  // Query, headers, cookies

  /**
   * Returns the first query parameter of this name, or empty if there is none.
   *
   * @throws ProblemException with status 400 if an escape in the query is malformed
   */
  public Optional<String> query(String name) {
    return request.query().first(name);
  }

  /**
   * Returns the first query parameter of this name as a value of a type, or empty if there is none.
   *
   * @throws ProblemException with status 400 if it does not stand for such a value
   */
  public <T> Optional<T> query(String name, ValueType<T> type) {
    Optional<String> text = query(name);
    return text.isEmpty() ? Optional.empty() : Optional.of(parse(text.get(), "Query", name, type));
  }

  /**
   * Returns all query parameters of this name as values of a type, in the order of the query; none
   * is an empty list.
   *
   * @throws ProblemException with status 400 if one does not stand for such a value
   */
  public <T> List<T> queries(String name, ValueType<T> type) {
    List<T> values = new ArrayList<>();
    for (String text : request.query().all(name)) {
      values.add(parse(text, "Query", name, type));
    }
    return List.copyOf(values);
  }

  /** Returns the first value of a request header, or empty if there is none. */
  public Optional<String> header(String name) {
    return request.header(name);
  }

  /** Returns the value of a cookie, or empty if there is none. */
  public Optional<String> cookie(String name) {
    return request.cookies().first(name);
  }

  private static <T> T parse(String text, String kind, String name, ValueType<T> type) {
    try {
      return type.parse(text);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw malformed(kind, name, type);
    }
  }

  private static ProblemException malformed(String kind, String name, ValueType<?> type) {
    return Problem.of(400)
        .withDetail(kind + " parameter \"" + name + "\" must be " + type.description())
        .exception();
  }

  // Body

  /**
   * Returns the JSON body, decoded and validated.
   *
   * @param groups the constraint groups to check; none means the default group
   * @throws ProblemException with status 415 if the body is not declared as JSON, 413 if it is too
   *     large, 400 if it is not JSON or of another shape, 422 if it breaks constraints
   */
  public <T> T body(Class<T> type, Class<?>... groups) {
    return body(BodyType.of(type), groups);
  }

  /**
   * Returns the JSON body, decoded and validated.
   *
   * @param groups the constraint groups to check; none means the default group
   * @throws ProblemException as {@link #body(Class, Class[])}
   */
  public <T> T body(BodyType<T> type, Class<?>... groups) {
    T value = unvalidatedBody(type);
    JsonBody.validate(this, value, groups);
    return value;
  }

  /**
   * Returns the JSON body, decoded and not validated.
   *
   * @throws ProblemException as {@link #body(Class, Class[])}, but not with status 422
   */
  public <T> T unvalidatedBody(BodyType<T> type) {
    return JsonBody.decode(this, type);
  }

  /**
   * Returns the whole body as text.
   *
   * @throws ProblemException as {@link Request#text}
   */
  public String text() {
    return request.text();
  }

  /**
   * Returns the whole body, which must not be changed.
   *
   * @throws ProblemException as {@link Request#bytes}
   */
  public byte[] bytes() {
    return request.bytes();
  }

  /**
   * Returns the body as a stream.
   *
   * @throws ProblemException as {@link Request#stream}
   */
  public InputStream stream() {
    return request.stream();
  }

  /**
   * Returns the fields of a form in the body.
   *
   * @throws ProblemException as {@link Request#form}
   */
  public Query form() {
    return request.form();
  }

  /**
   * Returns the parts of a form with files in the body, under the default limits.
   *
   * @throws ProblemException as {@link Request#multipart}
   */
  public Multipart multipart() {
    return multipart(MultipartLimits.defaults());
  }

  /**
   * Returns the parts of a form with files in the body.
   *
   * @throws ProblemException as {@link Request#multipart}
   */
  public Multipart multipart(MultipartLimits limits) {
    return request.multipart(limits);
  }

  /**
   * Returns the media type that the client wants most of those that the handler can make, the first
   * one of equals: RFC 9110, section 12.1. The response depends on {@code Accept} then, which
   * caches have to know: {@code response.withVary("Accept")}.
   *
   * @throws ProblemException with status 406 if the client accepts none of them, naming them
   */
  public MediaType negotiate(MediaType... offers) {
    Optional<MediaType> preferred = request.accept().preferred(List.of(offers));
    return preferred.orElseThrow(() -> notAcceptable(offers));
  }

  private static ProblemException notAcceptable(MediaType... offers) {
    var names = new String[offers.length];
    for (int i = 0; i < names.length; i++) {
      names[i] = offers[i].toString();
    }
    return Problem.of(406)
        .withDetail("None of what is there is acceptable (Accept)")
        .with("available", List.of(names))
        .exception()
        .withHeader("Vary", "Accept");
  }

  // Responses

  /** Returns a response 200 (OK) with the value as JSON. */
  public Response json(Object value) {
    return Response.json(env.json().encode(requireNonNull(value, "value")));
  }

  /** Returns a response 200 (OK) with a text. */
  public Response text(String text) {
    return Response.text(text);
  }

  /**
   * Returns a response 201 (Created) with what was created as JSON.
   *
   * @param location the URI of what was created; what a URI cannot hold is percent-encoded
   */
  public Response created(String location, Object value) {
    Response created = Response.created(location);
    Response body = json(value);
    return created.withHeaders(created.headers().withAll(body.headers())).withBody(body.body());
  }

  /** Returns a response 204 (No Content). */
  public Response noContent() {
    return Response.noContent();
  }

  /** Returns method, path and route, without query, headers or body. */
  @Override
  public String toString() {
    return route == null ? "Context[" + request + "]" : "Context[" + request + ", " + route + "]";
  }
}
