package dev.toolkit.checks.edge;

import dev.toolkit.core.App;
import dev.toolkit.core.Context;
import dev.toolkit.core.Key;
import dev.toolkit.core.Routes;
import dev.toolkit.core.ValueType;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.http.ResponseCookie;
import dev.toolkit.core.middleware.AccessLog;
import dev.toolkit.core.middleware.BodyLimit;
import dev.toolkit.core.middleware.Cors;
import dev.toolkit.core.middleware.RequestId;
import dev.toolkit.core.middleware.TrustedProxies;
import dev.toolkit.router.RouterOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An application that uses the kernel from end to end, to be run on a JVM and at the edge. */
final class NotesApp {

  private static final RouterOptions OPTIONS = RouterOptions.defaults().withCaseSensitive(false);
  private static final Key<String> ROLE = Key.of("role");
  private static final MediaType PLAIN = MediaType.parse("text/plain; charset=utf-8");
  private static final String HEX = "0123456789abcdef";

  private NotesApp() {}

  static App create() {
    return App.of(
        OPTIONS,
        routes ->
            routes
                .rewrite(TrustedProxies.standard("192.0.2.0/24"))
                .use(RequestId.create(), AccessLog.create(), cors())
                .onError(
                    NoteMissingException.class,
                    (c, e) -> Problem.of(404).withDetail("There is no such note").toResponse())
                .get("/", c -> c.text("Grüße vom Rand ✓\n"))
                .get("/health", c -> c.json(Map.of("status", "ok")))
                .group("/api", NotesApp::notes)
                .group("/fail", NotesApp::failures)
                .group("/traced", NotesApp::traced)
                .group("/guarded", Guarded::declare)
                .mount("/old", old())
                .get("/whoami", NotesApp::whoAmI)
                .get("/hash", NotesApp::hash)
                .get("/İzmir/ﬁ/Straße", c -> c.text("folded"))
                .get("/Éclair-{größe}-ÇA", c -> c.text(c.param("größe")))
                .get("/when", NotesApp::when)
                .get("/stream", c -> Response.stream(PLAIN, NotesApp::countDown))
                .get("/files/{*path}", c -> c.text(c.param("path"))));
  }

  private static Cors cors() {
    return Cors.allowing("https://app.example.com")
        .withMethods(Method.GET, Method.POST, Method.PUT)
        .withRequestHeaders("Content-Type")
        .withExposedHeaders("X-Request-Id")
        .withMaxAge(Duration.ofMinutes(10))
        .withCredentials();
  }

  private static void notes(Routes api) {
    api.get("/notes", NotesApp::page)
        .get("/notes/{id:[0-9]+}", c -> c.json(note(c.longParam("id"))))
        .get("/notes/{slug:[a-z]+(?:-[a-z]+)*}", c -> c.text("slug " + c.param("slug")))
        .get("/notes/{id:[0-9]+}.{format:txt|md}", c -> c.text(c.param("format")))
        .post("/notes", NewNote.class, (c, body) -> c.created("/api/notes/7", added(body)))
        .put("/notes/{id:[0-9]+}", NewNote.class, (c, body) -> c.json(added(body)))
        .delete("/notes/{id:[0-9]+}", c -> c.noContent())
        .get("/archive/{year}/{month?}", NotesApp::archive)
        .group(
            "/small",
            small ->
                small
                    .use(BodyLimit.ofBytes(16))
                    .post("/echo", c -> c.text(c.text()))
                    .post("/ignored", c -> c.noContent()));
  }

  private static Response page(Context c) {
    int limit = c.query("limit", ValueType.INT).orElse(2);
    boolean done = c.query("done", ValueType.BOOLEAN).orElse(false);
    List<String> tags = c.request().query().all("tag");
    return c.json(List.of(new Note(1, "a \"quoted\" title", limit, done, tags), note(2)));
  }

  private static Note note(long id) {
    if (id > 100) {
      throw new NoteMissingException(id);
    }
    return new Note(id, "Notiz № " + id, 3, true, List.of("täg", "\u0001\n", "𝄞"));
  }

  private static Note added(NewNote body) {
    List<@Nullable String> tags = body.tags() == null ? List.of() : body.tags();
    return new Note(7, body.title(), body.priority(), body.done(), tags);
  }

  private static Response archive(Context c) {
    return c.text(c.intParam("year") + " " + c.findParam("month").orElse("all"));
  }

  private static void failures(Routes failures) {
    failures
        .onError(
            IllegalStateException.class,
            (c, e) -> Response.text("mapped").withStatus(503).withHeader("Retry-After", "5"))
        .get("/unknown", c -> fail(new UnsupportedOperationException("not for the client")))
        .get("/mapped", c -> fail(new IllegalStateException("the pool is closed")))
        .get(
            "/problem",
            c -> fail(Problem.of(409).withDetail("Taken").with("name", "ada").exception()))
        .get("/null", c -> c.json(singleton("key", c.find(ROLE).orElse(null))))
        .get("/header", c -> c.text("").withHeader("X-Bad", "line\r\nX-Injected: 1"))
        .get("/stream", c -> Response.stream(PLAIN, out -> fail(new IllegalStateException("cut"))));
  }

  private static Map<String, @Nullable String> singleton(String name, @Nullable String value) {
    Map<String, @Nullable String> map = new LinkedHashMap<>();
    map.put(name, value);
    return map;
  }

  private static Response fail(RuntimeException e) {
    throw e;
  }

  private static void traced(Routes traced) {
    traced
        .use(new Trace("a"), new Trace("b"))
        .get("/order", c -> c.text(c.require(Trace.ENTERED)))
        .group(
            "/inner",
            inner ->
                inner
                    .use(new Trace("c"))
                    .use((c, next) ->
                        c.header("Authorization").isPresent()
                            ? next.handle(c.with(ROLE, "reader"))
                            : Problem.of(401).toResponse())
                    .get("/role", c -> c.text(c.require(ROLE) + " " + c.require(Trace.ENTERED)))
                    .notFound(c -> c.text("nothing at " + c.request().path()).withStatus(404)));
  }

  private static App old() {
    return App.of(
        OPTIONS,
        routes ->
            routes
                .get("/list", c -> Response.redirect("/api/notes?from=old&title=grüße"))
                .get("/{id:[0-9]+}", c -> Response.redirect(308, "/api/notes/" + c.param("id"))));
  }

  private static Response whoAmI(Context c) {
    String visits = c.cookie("visits").orElse("0");
    ResponseCookie cookie =
        ResponseCookie.builder("visits", visits + "1").path("/").maxAge(Duration.ofDays(1)).build();
    ResponseCookie theme =
        ResponseCookie.builder("theme", c.cookie("theme").isPresent() ? "known" : "light")
            .allowScripts()
            .build();
    return c.text(c.request().scheme() + " " + c.request().host().orElse("?") + " " + visits)
        .withCookie(cookie)
        .withCookie(theme);
  }

  private static Response when(Context c) {
    long day = c.query("day", ValueType.DATE).map(LocalDate::toEpochDay).orElse(0L);
    long second = c.query("at", ValueType.INSTANT).map(Instant::getEpochSecond).orElse(0L);
    String id = c.query("id", ValueType.UUID).map(UUID::toString).orElse("none");
    return c.text(day + " " + second + " " + id);
  }

  private static Response hash(Context c) {
    byte[] data = c.query("data").orElse("").getBytes(StandardCharsets.UTF_8);
    byte[] key = "key".getBytes(StandardCharsets.UTF_8);
    String sha = hex(c.env().crypto().sha256(data));
    return c.text(sha + " " + hex(c.env().crypto().hmacSha256(key, data)));
  }

  private static String hex(byte[] bytes) {
    var hex = new StringBuilder();
    for (byte b : bytes) {
      hex.append(HEX.charAt((b >> 4) & 0xf)).append(HEX.charAt(b & 0xf));
    }
    return hex.toString();
  }

  private static void countDown(OutputStream out) throws IOException {
    for (int i = 3; i > 0; i--) {
      out.write((i + " ✓\n").getBytes(StandardCharsets.UTF_8));
      out.flush();
    }
  }
}
