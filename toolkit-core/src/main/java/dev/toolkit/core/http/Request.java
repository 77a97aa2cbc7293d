package dev.toolkit.core.http;

import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was received: nothing is decoded or parsed before it is asked for.
 *
 * <p>Engines make requests, and so do tests:
 *
 * {@snippet :
 * var request = Request.builder(Method.POST, "/users?notify=true")
 *     .header("Content-Type", "application/json")
 *     .body("{\"name\":\"Ada\"}")
 *     .build();
 * }
 *
 * <p>Everything but the {@linkplain RequestBody body} is immutable and safe for use by multiple
 * threads. The builder is not.
 *
 * @since 0.1.0
 */
public final class Request {

  private final Method method;
  private final String path;
  private final @Nullable String rawQuery;
  private final Headers headers;
  private final RequestBody body;
  private final String scheme;
  private final @Nullable String host;
  private final @Nullable String peer;

  // Parsed when first asked for. Threads that race parse the same text to equal values.
  private @Nullable Query query;
  private @Nullable Cookies cookies;

  private Request(Builder builder) {
    this.method = builder.method;
    this.path = builder.path;
    this.rawQuery = builder.rawQuery;
    this.headers = builder.headers;
    this.body = builder.body;
    this.scheme = builder.scheme;
    this.host = builder.host;
    this.peer = builder.peer;
  }

  /**
   * Returns a builder for a request.
   *
   * @param target the path, and after a question mark the query, both percent-encoded
   */
  public static Builder builder(Method method, String target) {
    return new Builder(method, target);
  }

  /** Returns the method. */
  public Method method() {
    return method;
  }

  /** Returns the path as it was received, percent-encoded and without the query. */
  public String path() {
    return path;
  }

  /** Returns what follows the question mark, percent-encoded, or empty if there is none. */
  public Optional<String> rawQuery() {
    return Optional.ofNullable(rawQuery);
  }

  /**
   * Returns the decoded query.
   *
   * @throws ProblemException with status 400 if an escape in it is malformed
   */
  public Query query() {
    Query parsed = query;
    if (parsed == null) {
      parsed = Query.parse(rawQuery == null ? "" : rawQuery);
      query = parsed;
    }
    return parsed;
  }

  /** Returns the header fields. */
  public Headers headers() {
    return headers;
  }

  /** Returns the first value of a header, or empty if there is none. */
  public Optional<String> header(String name) {
    return headers.first(name);
  }

  /** Returns the cookies. */
  public Cookies cookies() {
    Cookies parsed = cookies;
    if (parsed == null) {
      parsed = Cookies.parse(headers.all("Cookie"));
      cookies = parsed;
    }
    return parsed;
  }

  /**
   * Returns the media type of the body, or empty if there is none or it is malformed, as also where
   * {@code Content-Type} is repeated: who checks and who reads could each take another one.
   */
  public Optional<MediaType> mediaType() {
    return headers.joined("Content-Type").flatMap(MediaType::find);
  }

  /** Returns the media types that the client accepts: all of them, if it does not say. */
  public Accept accept() {
    return Accept.parse(headers.joined("Accept").orElse(""));
  }

  /** Returns the languages that the client accepts, as tags (RFC 5646), the preferred one first. */
  public List<String> languages() {
    String header = headers.joined("Accept-Language").orElse("");
    return header.isEmpty() ? List.of() : AcceptLanguage.parse(header);
  }

  /** Returns the body. */
  public RequestBody body() {
    return body;
  }

  /**
   * Returns the whole body. The array is kept for later calls and must not be changed.
   *
   * @throws ProblemException as {@link RequestBody#bytes}
   */
  public byte[] bytes() {
    return body.bytes();
  }

  /**
   * Returns the whole body as text, in the charset of its media type or else UTF-8.
   *
   * @throws ProblemException as {@link RequestBody#text}, and with status 415 if the charset is not
   *     UTF-8, US-ASCII or ISO-8859-1
   */
  public String text() {
    Optional<String> charset = mediaType().flatMap(type -> type.parameter("charset"));
    return RequestBody.decode(body, Tokens.lowerCase(charset.orElse("utf-8")));
  }

  /**
   * Returns the fields of a form in the body, decoded as a query is.
   *
   * @throws ProblemException with status 415 if the body is not declared as {@code
   *     application/x-www-form-urlencoded}, 413 if it is too large or has more than {@value
   *     Query#MAX_FORM_FIELDS} fields, 400 if an escape is malformed or it is not UTF-8
   */
  public Query form() {
    if (!mediaType().map(MediaType::isForm).orElse(false)) {
      throw Problem.of(415)
          .withDetail("Content-Type must be application/x-www-form-urlencoded")
          .exception();
    }
    return Query.parseForm(text());
  }

  /**
   * Returns the body as the parts of a form with files, to be read one after the other.
   *
   * @throws ProblemException with status 415 if the body is not declared as {@code
   *     multipart/form-data}, 400 if it is so without a fit boundary, 413 if it is too large
   */
  public Multipart multipart(MultipartLimits limits) {
    return Multipart.of(this, limits);
  }

  /**
   * Returns the body as a stream.
   *
   * @throws ProblemException as {@link RequestBody#stream}
   */
  public InputStream stream() {
    return body.stream();
  }

  /** Returns {@code http} or {@code https}, as the engine saw it. */
  public String scheme() {
    return scheme;
  }

  /** Returns host and port that the client asked for, or empty if it did not say. */
  public Optional<String> host() {
    return Optional.ofNullable(host);
  }

  /** Returns the address of the client or of the last proxy, as text, or empty if not known. */
  public Optional<String> peer() {
    return Optional.ofNullable(peer);
  }

  /** Returns this request with another method. */
  public Request withMethod(Method method) {
    return toBuilder().method(method).build();
  }

  /** Returns this request with another path, percent-encoded, and the same query. */
  public Request withPath(String path) {
    return toBuilder().path(path).build();
  }

  /** Returns this request with a header set to a single value. */
  public Request withHeader(String name, String value) {
    return toBuilder().header(name, value).build();
  }

  /** Returns this request with its body under another limit, in bytes. */
  public Request withBodyLimit(long maxBytes) {
    return toBuilder().body(body.withLimit(maxBytes)).build();
  }

  /** Returns a builder that starts with this request and shares its body. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Returns the method and the path, without query, headers or body. */
  @Override
  public String toString() {
    return method + " " + path;
  }

  /**
   * Builds a {@link Request}.
   *
   * @since 0.1.0
   */
  public static final class Builder {
    private Method method;
    private String path;
    private @Nullable String rawQuery;
    private Headers headers = Headers.empty();
    private RequestBody body = RequestBody.empty();
    private String scheme = "http";
    private @Nullable String host;
    private @Nullable String peer;

    private Builder(Method method, String target) {
      this.method = requireNonNull(method, "method");
      int question = target.indexOf('?');
      this.path = question < 0 ? target : target.substring(0, question);
      this.rawQuery = question < 0 ? null : target.substring(question + 1);
    }

    private Builder(Request request) {
      this.method = request.method;
      this.path = request.path;
      this.rawQuery = request.rawQuery;
      this.headers = request.headers;
      this.body = request.body;
      this.scheme = request.scheme;
      this.host = request.host;
      this.peer = request.peer;
    }

    /** Sets the method. */
    public Builder method(Method method) {
      this.method = requireNonNull(method, "method");
      return this;
    }

    /** Sets the path, percent-encoded and without a query. */
    public Builder path(String path) {
      this.path = requireNonNull(path, "path");
      return this;
    }

    /** Sets the only value of a header. */
    public Builder header(String name, String value) {
      headers = headers.with(name, value);
      return this;
    }

    /** Sets all headers, instead of those set so far. */
    public Builder headers(Headers headers) {
      this.headers = requireNonNull(headers, "headers");
      return this;
    }

    /** Sets the body. The default is an empty one. */
    public Builder body(RequestBody body) {
      this.body = requireNonNull(body, "body");
      return this;
    }

    /** Sets the body to a text in UTF-8. */
    public Builder body(String text) {
      return body(RequestBody.of(TextCoder.utf8(text)));
    }

    /** Sets the scheme. The default is {@code http}. */
    public Builder scheme(String scheme) {
      this.scheme = requireNonNull(scheme, "scheme");
      return this;
    }

    /** Sets host and port that the client asked for. There is none by default. */
    public Builder host(@Nullable String host) {
      this.host = host;
      return this;
    }

    /** Sets the address of the client, as text. There is none by default. */
    public Builder peer(@Nullable String peer) {
      this.peer = peer;
      return this;
    }

    /** Returns the request described by this builder. */
    public Request build() {
      return new Request(this);
    }
  }
}
