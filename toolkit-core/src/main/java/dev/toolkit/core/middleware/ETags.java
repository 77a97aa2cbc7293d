package dev.toolkit.core.middleware;

import dev.toolkit.core.Context;
import dev.toolkit.core.Crypto;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.Next;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.EntityTag;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.Validators;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Gives responses an entity tag, and answers conditional requests: 304 to a client that has the
 * current state, 412 where its conditions do not hold (RFC 9110, section 13; {@link Validators}).
 *
 * <p>A response 200 to GET or HEAD that is in memory and has no {@code ETag} gets one: a hash of
 * its bytes, strong unless {@link #weak} is chosen. Streams get none. A handler that knows a tag,
 * or when its resource was modified, sets {@code ETag} or {@code Last-Modified} itself, and these
 * are compared as well.
 *
 * <p>The handler runs in any case: what is saved is the transfer. A request that changes something
 * has to be compared before it does: {@link Validators#require}.
 *
 * <p>Declare it inside of {@code Compression}, which turns strong tags into weak ones, and outside
 * of whatever else changes bodies. This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class ETags implements Middleware {

  private static final ETags STRONG = new ETags(false);

  /** Half of the hash, in 22 characters: nobody gains by two bodies of one tag but their author. */
  private static final int HASH_BYTES = 16;

  private final boolean isWeak;

  private ETags(boolean isWeak) {
    this.isWeak = isWeak;
  }

  /** Returns the middleware that makes strong tags. */
  public static ETags create() {
    return STRONG;
  }

  /** Returns this middleware, making weak tags: for content that differs in unimportant bytes. */
  public ETags weak() {
    return new ETags(true);
  }

  @Override
  public Response handle(Context c, Next next) {
    Response response = next.handle(c);
    Method method = c.request().method();
    if (response.status() != 200 || !(method.equals(Method.GET) || method.equals(Method.HEAD))) {
      return response;
    }
    // A handler of its own for HEAD has no content to make a tag of.
    boolean isTaggable = method.equals(Method.GET) || !(response.body() instanceof Body.Empty);
    Response tagged = isTaggable ? tagged(response, c.env().crypto()) : response;
    return Validators.apply(c.request(), tagged);
  }

  private Response tagged(Response response, Crypto crypto) {
    if (response.headers().contains("ETag")) {
      return response;
    }
    return switch (response.body()) {
      case Body.Stream stream -> response;
      case Body.Empty empty -> withTag(response, new byte[0], crypto);
      case Body.Bytes bytes -> withTag(response, bytes.bytes(), crypto);
      case Body.Text text -> {
        // Encoded once, for the hash and for the client.
        byte[] encoded = text.text().getBytes(StandardCharsets.UTF_8);
        yield withTag(response.withBody(Body.bytes(encoded)), encoded, crypto);
      }
    };
  }

  private Response withTag(Response response, byte[] content, Crypto crypto) {
    byte[] hash = Arrays.copyOf(crypto.sha256(content), HASH_BYTES);
    String opaque = Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    EntityTag tag = isWeak ? EntityTag.weak(opaque) : EntityTag.strong(opaque);
    return response.withHeader("ETag", tag.toString());
  }
}
