package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.Env;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.SignedCookies;
import dev.toolkit.core.ValueType;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.ServerEvent;
import dev.toolkit.core.middleware.AccessLog;
import dev.toolkit.core.middleware.Cors;
import dev.toolkit.core.middleware.ETags;
import dev.toolkit.core.middleware.IpRestriction;
import dev.toolkit.core.middleware.LanguageDetection;
import dev.toolkit.core.middleware.MethodOverride;
import dev.toolkit.core.middleware.PrettyJson;
import dev.toolkit.core.middleware.Ranges;
import dev.toolkit.core.middleware.RateLimit;
import dev.toolkit.core.middleware.RateLimitRule;
import dev.toolkit.core.middleware.RequestId;
import dev.toolkit.core.middleware.SecureHeaders;
import dev.toolkit.core.middleware.ServerTiming;
import dev.toolkit.core.middleware.TrailingSlash;
import dev.toolkit.core.middleware.TrustedProxies;
import dev.toolkit.core.testing.MalformedRequests;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Positive;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is sent, the application answers, blames nobody but the client, and keeps nothing. The
 * whole of it takes a million requests:
 *
 * <pre>
 * mvn -pl toolkit-core -am test -Dtest=FuzzTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dfuzz.requests=1000000
 * </pre>
 */
class FuzzTest {

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 50_000);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

  /** What the heap may differ by between one look at it and another. */
  private static final long TOLERANCE = 24L * 1024 * 1024;

  @TempDir static Path temp;

  private static final List<LogEvent> FAILURES = new ArrayList<>();
  private static final MemoryRateLimitStore STORE = MemoryRateLimitStore.ofMaxClients(1000);
  private static App app;
  private static Env env;

  record Person(@NotBlank String name, @Positive int age) {}

  @BeforeAll
  static void buildApplication() throws IOException {
    Files.writeString(temp.resolve("a.txt"), "a".repeat(2000));
    SignedCookies cookies = SignedCookies.of(new byte[32]);
    app =
        App.of(routes ->
            routes
                .rewrite(TrustedProxies.conventional("10.0.0.0/8"))
                .rewrite(TrustedProxies.standard("fd00::/8"))
                .rewrite(MethodOverride.byHeader())
                .rewrite(MethodOverride.byQuery("_method"))
                .use(everyMiddleware())
                .get("/", c -> Response.html("<p>".repeat(1000)))
                .get("/users/{id:[0-9]+}", c -> c.json(c.longParam("id")))
                .get("/users/", c -> c.json(c.query("page", ValueType.INT).orElse(1)))
                .post("/json", Person.class, (c, person) -> c.json(person))
                .post("/form", c -> c.json(c.form().names()))
                .post("/upload", FuzzTest::upload)
                .get("/page", FuzzTest::page)
                .get("/cookie", c -> c.text(cookies.find(c, "signed").orElse("none")))
                .get(
                    "/events",
                    c ->
                        Response.events(events ->
                            events.send(
                                ServerEvent.of(ServerEvent.lastId(c.request()).orElse("")))))
                .group("/files", StaticFiles.from(temp).withPrecompressed()));
    env = JvmEnv.builder().log(FuzzTest::note).build();
  }

  private static Middleware[] everyMiddleware() {
    RateLimitRule rule = RateLimitRule.of(1_000_000, Duration.ofSeconds(1));
    return new Middleware[] {
      RequestId.create(),
      AccessLog.create(),
      ServerTiming.create(),
      Timeout.of(Duration.ofMinutes(5)),
      Cors.allowing("https://app.example.com"),
      SecureHeaders.create(),
      RateLimit.of("fuzz", rule, STORE),
      RateLimit.of("junk", rule, STORE).withKey(c -> c.header("X-Junk").orElse("")),
      IpRestriction.denying("203.0.113.0/24"),
      LanguageDetection.supporting("en", "de"),
      TrailingSlash.trimming(),
      Compression.create(),
      Ranges.create(),
      ETags.create(),
      PrettyJson.create()
    };
  }

  private static Response upload(dev.toolkit.core.Context c) throws Exception {
    Map<String, Integer> sizes = new TreeMap<>();
    c.multipart()
        .forEach(part -> sizes.put(part.name() + part.filename().orElse(""), part.bytes().length));
    return c.json(sizes);
  }

  private static Response page(dev.toolkit.core.Context c) {
    MediaType type = c.negotiate(MediaType.parse("application/json"), MediaType.parse("text/html"));
    return Response.bytes(type, "{}".getBytes()).withVary("Accept");
  }

  private static void note(LogEvent event) {
    if (event.level() == LogEvent.Level.ERROR) {
      FAILURES.add(event);
    }
  }

  @Test
  void handle_malformedRequests() {
    var requests = new MalformedRequests(SEED);
    int warmUp = REQUESTS / 5;
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < warmUp; i++) {
      send(requests.next(), statuses);
    }
    long before = usedHeap();
    for (int i = warmUp; i < REQUESTS; i++) {
      send(requests.next(), statuses);
    }
    long after = usedHeap();

    assertThat(FAILURES).isEmpty();
    assertThat(statuses.keySet()).allMatch(status -> status < 500);
    // The requests get far enough to be right or wrong in more than one way.
    assertThat(statuses.keySet())
        .contains(200, 204, 206, 304, 400, 404, 405, 406, 412, 413, 415, 416, 422);
    assertThat(STORE.size()).isLessThanOrEqualTo(1000);
    assertThat(after - before).as("growth of the heap in bytes").isLessThan(TOLERANCE);
  }

  private static void send(Request request, Map<Integer, Integer> statuses) {
    Response response = app.handle(request, env);
    TestClient.bytes(response);
    statuses.merge(response.status(), 1, Integer::sum);
    assertThat(response.status()).as(() -> "status of " + request).isLessThan(500);
  }

  private static long usedHeap() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }
}
