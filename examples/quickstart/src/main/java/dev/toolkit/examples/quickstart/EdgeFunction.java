package dev.toolkit.examples.quickstart;

import dev.toolkit.cache.kv.Kv;
import dev.toolkit.cache.kv.KvPut;
import dev.toolkit.core.Context;
import dev.toolkit.core.Handler;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;

/**
 * The classic function at the edge: looks its path up in a key-value store, else computes the
 * answer and stores it for an hour.
 */
final class EdgeFunction implements Handler {

  private static final KvPut AN_HOUR = KvPut.defaults().expirationTtl(Duration.ofHours(1));

  private final Kv answers;
  private final InstantSource clock;

  EdgeFunction(Kv answers, InstantSource clock) {
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  public Response handle(Context c) {
    String path = "/" + c.param("path");
    if (path.getBytes(StandardCharsets.UTF_8).length > Kv.MAX_KEY_BYTES) {
      return Problem.of(414).toResponse();
    }
    String json = answers.get(path).orElseGet(() -> computed(c, path));
    return Response.json(json.getBytes(StandardCharsets.UTF_8));
  }

  private String computed(Context c, String path) {
    byte[] answer =
        c.env().json().encode(Map.of("path", path, "computedAt", clock.instant().toString()));
    String json = new String(answer, StandardCharsets.UTF_8);
    answers.put(path, json, AN_HOUR);
    return json;
  }
}
