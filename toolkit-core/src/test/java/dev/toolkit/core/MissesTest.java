package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import dev.toolkit.router.RouterOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests that no route matches, and the middleware that sees them. */
class MissesTest {

  @ParameterizedTest
  @CsvSource({
    "GET,     /nothing,         root 404",
    "GET,     /api,             root api 404",
    "GET,     /api/nothing,     root api 404",
    "GET,     /apiary,          root 404",
    "GET,     /api/v1/nothing,  root api v1 404",
    "DELETE,  /api/v1/users,    root api v1 405",
    "OPTIONS, /api/v1/users,    root api v1 204",
    "GET,     /api/v1/%zz,      root api v1 400",
    "GET,     /api/%zz/x,       root api 400",
    "GET,     /%zz/v1,          root 400",
    "GET,     /%61pi/v1/x,      root api v1 404",
    "GET,     /api/v1%2Fx,      root api 404",
    "GET,     /free/nothing,    root 404",
    "GET,     *,                root 404",
  })
  void miss_deepestGroup(String method, String path, String expected) {
    App app =
        App.of(routes ->
            routes
                .use(trace("root"))
                .group(
                    "/api",
                    api ->
                        api.use(trace("api"))
                            .group(
                                "/v1",
                                v1 ->
                                    v1.use(trace("v1")).get("/users", c -> Response.text("users"))))
                .group(free -> free.use(trace("free")).get("/free/a", c -> Response.of(200))));

    assertThat(seen(app, method, path)).isEqualTo(expected);
  }

  @Test
  void miss_groupsOfEqualPrefix_allRunInOrder() {
    App app =
        App.of(routes ->
            routes
                .group("/api", a -> a.use(trace("first")).get("/a", c -> Response.of(200)))
                .group("/api", a -> a.use(trace("second")).get("/b", c -> Response.of(200))));

    assertThat(seen(app, "GET", "/api/x")).isEqualTo("first second 404");
    assertThat(seen(app, "GET", "/api/b")).isEqualTo("second 200");
  }

  @Test
  void miss_equallyDeepPrefixes_mostSpecific() {
    App app =
        App.of(routes ->
            routes
                .group("/{tenant}/admin", a -> a.use(trace("tenant")))
                .group("/acme/{section}", a -> a.use(trace("acme"))));

    assertThat(seen(app, "GET", "/acme/admin/x")).isEqualTo("acme 404");
    assertThat(seen(app, "GET", "/other/admin/x")).isEqualTo("tenant 404");
  }

  @Test
  void miss_deeperPrefixBeatsMoreSpecificOne() {
    App app =
        App.of(routes ->
            routes
                .group("/acme", a -> a.use(trace("acme")))
                .group("/{tenant}/admin", a -> a.use(trace("admin"))));

    assertThat(seen(app, "GET", "/acme/admin/x")).isEqualTo("admin 404");
  }

  @Test
  void miss_parametersOfThePrefix() {
    App app =
        App.of(routes ->
            routes.group("/t/{tenant}", t -> t.notFound(c -> Response.text(c.param("tenant")))));

    assertThat(Bodies.text(send(app, "GET", "/t/a%20b/x"))).isEqualTo("a b");
  }

  @Test
  void miss_prefixUnderRouterOptions() {
    App app =
        App.of(
            RouterOptions.defaults().withCaseSensitive(false),
            routes -> routes.group("/api", a -> a.use(trace("api"))));

    assertThat(seen(app, "GET", "/API/x")).isEqualTo("api 404");
  }

  @Test
  void miss_middlewareAnswers() {
    Middleware refuse = (c, next) -> Response.of(401);
    App app = App.of(routes -> routes.group("/api", a -> a.use(refuse)));

    assertThat(send(app, "GET", "/api/unknown").status()).isEqualTo(401);
    assertThat(send(app, "GET", "/unknown").status()).isEqualTo(404);
  }

  @Test
  void notFound_innermostThatHasOne() {
    App app =
        App.of(routes ->
            routes
                .notFound(c -> Response.text("outer").withStatus(404))
                .group("/a", a -> a.group("/b", b -> b.use(trace("b"))))
                .group("/c", c -> c.notFound(x -> Response.text("c").withStatus(404))));

    assertThat(Bodies.text(send(app, "GET", "/a/b/x"))).isEqualTo("outer");
    assertThat(Bodies.text(send(app, "GET", "/c/x"))).isEqualTo("c");
    assertThat(send(app, "GET", "/a/b/x").header("X-Trace")).contains("b");
  }

  @Test
  void notFound_failure_isMapped() {
    App app =
        App.of(routes ->
            routes
                .notFound(c -> {
                  throw new java.io.IOException("broken");
                })
                .onError(java.io.IOException.class, (c, e) -> Response.of(503)));

    assertThat(send(app, "GET", "/x").status()).isEqualTo(503);
  }

  // Mounted applications

  @Test
  void mount_keepsItsOwnAnswersAndFallsBack() {
    App inner =
        App.of(routes ->
            routes
                .use(trace("inner"))
                .notFound(c -> Response.text("inner " + c.request().path()).withStatus(404))
                .onError(IllegalStateException.class, (c, e) -> Response.text("inner error"))
                .get("/state", MissesTest::throwState)
                .get("/argument", MissesTest::throwArgument));
    App outer =
        App.of(routes ->
            routes
                .use(trace("outer"))
                .onError(IllegalArgumentException.class, (c, e) -> Response.text("outer error"))
                .mount("/in", inner)
                .mount("/again", inner));

    assertThat(seen(outer, "GET", "/in/nothing")).isEqualTo("outer inner 404");
    assertThat(Bodies.text(send(outer, "GET", "/in/nothing"))).isEqualTo("inner /in/nothing");
    assertThat(Bodies.text(send(outer, "GET", "/in/state"))).isEqualTo("inner error");
    assertThat(Bodies.text(send(outer, "GET", "/again/argument"))).isEqualTo("outer error");
  }

  @Test
  void miss_prefixesEqualUnderTheOptions_allRun() {
    App app =
        App.of(
            RouterOptions.defaults().withCaseSensitive(false).withIgnoreDuplicateSlashes(true),
            routes ->
                routes
                    .group("/api", a -> a.use(trace("a")).get("/x", c -> Response.of(200)))
                    .group("//API", b -> b.use(trace("b")).get("/y", c -> Response.of(200))));

    assertThat(seen(app, "GET", "/Api/none")).isEqualTo("a b 404");
  }

  @Test
  void mount_refusals() {
    App rewriting = App.of(routes -> routes.rewrite(r -> r));
    App otherOptions =
        App.of(
            RouterOptions.defaults().withCaseSensitive(false),
            routes -> routes.get("/", c -> Response.of(200)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> App.of(routes -> routes.mount("/a", rewriting)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> App.of(routes -> routes.mount("/a", otherOptions)));
  }

  private static Response throwState(Context c) {
    throw new IllegalStateException();
  }

  private static Response throwArgument(Context c) {
    throw new IllegalArgumentException();
  }

  /** Leaves its name in the response, names of outer middleware before those of inner. */
  private static Middleware trace(String name) {
    return (c, next) -> {
      Response response = next.handle(c);
      String inner = response.header("X-Trace").orElse("");
      return response.withHeader("X-Trace", inner.isEmpty() ? name : name + " " + inner);
    };
  }

  private static Response send(App app, String method, String path) {
    return app.handle(Request.builder(Method.of(method), path).build(), Envs.bare());
  }

  private static String seen(App app, String method, String path) {
    Response response = send(app, method, path);
    return response.header("X-Trace").map(trace -> trace + " ").orElse("") + response.status();
  }
}
