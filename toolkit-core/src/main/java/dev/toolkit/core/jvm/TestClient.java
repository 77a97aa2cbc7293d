package dev.toolkit.core.jvm;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.App;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.Env;
import dev.toolkit.core.RunningApp;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Runs an {@link App} in memory, without a server or a socket: how applications are tested.
 *
 * {@snippet :
 * try (var client = TestClient.of(app)) {
 *   Response response = client.post("/users", new NewUser("Ada"));
 *
 *   assertThat(response.status()).isEqualTo(201);
 *   assertThat(client.json(response, User.class)).isEqualTo(new User(1, "Ada"));
 * }
 * }
 *
 * <p>Making a client starts the application, and closing it stops the application. Closing may be
 * left out if the application has no stop hooks.
 *
 * <p>A request comes from {@code 127.0.0.1}, asks for {@code http} and the host {@code localhost},
 * and has no headers but those that are set, and {@code Content-Type} where there is a body. The
 * response is what a client would receive: a body that the application streams has been read to its
 * end, on the calling thread, and is in memory.
 *
 * <p>This class is safe for use by multiple threads, but for {@link #close}. A {@link Call} is not.
 *
 * @since 0.1.0
 */
public final class TestClient implements AutoCloseable {

  private final RunningApp running;

  private TestClient(RunningApp running) {
    this.running = running;
  }

  /**
   * Starts the application with {@link JvmEnv#create()}.
   *
   * @throws IllegalStateException as {@link App#start}
   */
  public static TestClient of(App app) {
    return of(app, JvmEnv.create());
  }

  /**
   * Starts the application with an environment.
   *
   * @throws IllegalStateException as {@link App#start}
   */
  public static TestClient of(App app, Env env) {
    return new TestClient(app.start(env));
  }

  /** Sends a GET request. */
  public Response get(String target) {
    return request(Method.GET, target).send();
  }

  /** Sends a DELETE request. */
  public Response delete(String target) {
    return request(Method.DELETE, target).send();
  }

  /** Sends a POST request with the value as JSON: see {@link Call#json}. */
  public Response post(String target, Object body) {
    return request(Method.POST, target).json(body).send();
  }

  /** Sends a PUT request with the value as JSON: see {@link Call#json}. */
  public Response put(String target, Object body) {
    return request(Method.PUT, target).json(body).send();
  }

  /** Sends a PATCH request with the value as JSON: see {@link Call#json}. */
  public Response patch(String target, Object body) {
    return request(Method.PATCH, target).json(body).send();
  }

  /**
   * Returns a request to complete and send.
   *
   * @param target the path, and after a question mark the query, both percent-encoded
   */
  public Call request(Method method, String target) {
    return new Call(Request.builder(method, target).host("localhost").peer("127.0.0.1"));
  }

  /**
   * Sends a request as it is.
   *
   * @throws IllegalStateException if the writer of a streamed body fails, where a client of a
   *     server would see the connection end early
   */
  public Response send(Request request) {
    return received(running.handle(request), Integer.MAX_VALUE);
  }

  private static Response received(Response response, int maxBytes) {
    return response.body() instanceof Body.Stream stream
        ? response.withBody(Body.bytes(ReceivedBytes.of(stream, maxBytes)))
        : response;
  }

  /** Returns the bytes of a response's body. */
  public static byte[] bytes(Response response) {
    return switch (response.body()) {
      case Body.Empty empty -> new byte[0];
      case Body.Bytes bytes -> bytes.bytes().clone();
      case Body.Text text -> text.text().getBytes(StandardCharsets.UTF_8);
      case Body.Stream stream -> ReceivedBytes.of(stream, Integer.MAX_VALUE);
    };
  }

  /** Returns a response's body as text in UTF-8. */
  public static String text(Response response) {
    return new String(bytes(response), StandardCharsets.UTF_8);
  }

  /**
   * Returns a response's JSON body, decoded by the codec of the environment.
   *
   * @throws dev.toolkit.core.JsonException if the body is not JSON of that shape
   */
  public <T> T json(Response response, Class<T> type) {
    return json(response, BodyType.of(type));
  }

  /**
   * Returns a response's JSON body, decoded by the codec of the environment.
   *
   * @throws dev.toolkit.core.JsonException if the body is not JSON of that shape
   */
  public <T> T json(Response response, BodyType<T> type) {
    return env().json().decode(bytes(response), type);
  }

  /** Returns the environment that the application was started with. */
  public Env env() {
    return running.env();
  }

  /** Stops the application: runs its stop hooks. Closing twice does nothing. */
  @Override
  public void close() {
    running.close();
  }

  /**
   * A request that is being put together, until {@link #send} sends it.
   *
   * @since 0.1.0
   */
  public final class Call {
    private final Request.Builder request;
    private final Headers.Builder headers = Headers.builder();
    private @Nullable String cookies;
    private int maxBytes = Integer.MAX_VALUE;

    private Call(Request.Builder request) {
      this.request = request;
    }

    /**
     * Sets the only value of a header.
     *
     * @throws IllegalArgumentException if the name or the value holds a character that is not
     *     allowed
     */
    public Call header(String name, String value) {
      headers.set(name, value);
      return this;
    }

    /** Adds a cookie, as it is: nothing is escaped. */
    public Call cookie(String name, String value) {
      String cookie = name + "=" + value;
      cookies = cookies == null ? cookie : cookies + "; " + cookie;
      return header("Cookie", cookies);
    }

    /** Sets the address that the request comes from. The default is {@code 127.0.0.1}. */
    public Call peer(String peer) {
      request.peer(requireNonNull(peer, "peer"));
      return this;
    }

    /** Sets host and port that the client asks for. The default is {@code localhost}. */
    public Call host(String host) {
      request.host(requireNonNull(host, "host"));
      return this;
    }

    /**
     * Sets the body to a value as JSON, and the media type to {@code application/json}.
     *
     * @param value any value that the codec encodes; a String becomes a JSON string, while a text
     *     that is JSON already goes into {@link #body(String, String)}
     */
    public Call json(Object value) {
      header("Content-Type", "application/json");
      return body(RequestBody.of(env().json().encode(value)));
    }

    /**
     * Sets the body to a text in UTF-8.
     *
     * @param mediaType the value of {@code Content-Type}, for example {@code application/json}
     */
    public Call body(String mediaType, String text) {
      header("Content-Type", mediaType);
      return body(RequestBody.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Sets the body and the media type. */
    public Call body(MediaType mediaType, byte[] bytes) {
      header("Content-Type", mediaType.toString());
      return body(RequestBody.of(bytes.clone()));
    }

    /** Sets the body, and no media type. */
    public Call body(RequestBody body) {
      request.body(body);
      return this;
    }

    /**
     * Makes the client hang up once it has received so many bytes of a streamed body: the writer
     * then gets an {@code IOException}. The default is to read to the end, which a stream of events
     * may not have.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public Call hangUpAfter(int bytes) {
      if (bytes < 0) {
        throw new IllegalArgumentException("Number of bytes must not be negative: " + bytes);
      }
      this.maxBytes = bytes;
      return this;
    }

    /**
     * Sends the request.
     *
     * @throws IllegalStateException if the writer of a streamed body fails, where a client of a
     *     server would see the connection end early
     */
    public Response send() {
      return received(running.handle(request.headers(headers.build()).build()), maxBytes);
    }
  }
}
