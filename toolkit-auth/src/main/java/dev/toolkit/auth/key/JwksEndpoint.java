package dev.toolkit.auth.key;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.Context;
import dev.toolkit.core.Handler;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Publishes the public keys of a ring at {@value #PATH}, so that others can verify its tokens.
 * Secrets and private parts are never in it.
 *
 * {@snippet :
 * App app = App.of(routes -> routes.use(JwksEndpoint.of(ring)));
 * }
 *
 * <p>As a middleware it answers requests for that path and passes all others on; as a handler it
 * answers what it is routed. Clients may keep the answer for 5 minutes unless another time is set,
 * which is how long a key has to be announced before it signs.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JwksEndpoint implements Middleware, Handler {

  /** Where key sets are usually published: {@value}. */
  public static final String PATH = "/.well-known/jwks.json";

  private static final Duration DEFAULT_MAX_AGE = Duration.ofMinutes(5);

  private final KeyRing ring;
  private final Headers headers;

  private JwksEndpoint(KeyRing ring, Duration maxAge) {
    this.ring = ring;
    this.headers =
        Headers.builder()
            .add("Content-Type", "application/jwk-set+json")
            .add("Cache-Control", "public, max-age=" + maxAge.toSeconds())
            .build();
  }

  /** Returns the endpoint for a ring. */
  public static JwksEndpoint of(KeyRing ring) {
    return new JwksEndpoint(requireNonNull(ring, "ring"), DEFAULT_MAX_AGE);
  }

  /**
   * Returns this endpoint with another time for which clients may keep its answer.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public JwksEndpoint withMaxAge(Duration maxAge) {
    if (maxAge.isNegative()) {
      throw new IllegalArgumentException("Maximum age must not be negative: " + maxAge);
    }
    return new JwksEndpoint(ring, maxAge);
  }

  @Override
  public Response handle(Context c, Next next) {
    return c.request().path().equals(PATH) ? handle(c) : next.handle(c);
  }

  @Override
  public Response handle(Context c) {
    Method method = c.request().method();
    if (!method.equals(Method.GET) && !method.equals(Method.HEAD)) {
      return Problem.of(405).toResponse().withHeader("Allow", "GET, HEAD");
    }
    byte[] json = ring.keySet().toJson().getBytes(StandardCharsets.UTF_8);
    return Response.json(json).withHeaders(headers);
  }
}
