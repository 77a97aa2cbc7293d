package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import dev.toolkit.router.PathSyntaxException;
import dev.toolkit.router.RouteConflictException;
import dev.toolkit.router.RouterOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {

  private static final Key<String> ROLE = Key.of("role");

  // Routes

  @Test
  void handle_byMethodAndPath() {
    App app =
        App.of(routes ->
            routes
                .get("/a", c -> Response.text("get"))
                .post("/a", c -> Response.text("post"))
                .put("/a", c -> Response.text("put"))
                .patch("/a", c -> Response.text("patch"))
                .delete("/a", c -> Response.text("delete"))
                .on(Method.of("PURGE"), "/a", c -> Response.text("purge"))
                .any("/b", c -> Response.text("any")));

    for (String method : List.of("get", "post", "put", "patch", "delete", "purge")) {
      assertThat(send(app, method.toUpperCase(java.util.Locale.ROOT), "/a"))
          .isEqualTo("200 " + method);
    }
    assertThat(send(app, "BREW", "/b")).isEqualTo("200 any");
  }

  @Test
  void handle_mostSpecificWhateverTheOrder() {
    App app =
        App.of(routes ->
            routes
                .get("/{*rest}", c -> Response.text("rest " + c.param("rest")))
                .get("/users/{id}", c -> Response.text("user " + c.param("id")))
                .get("/users/me", c -> Response.text("me")));

    assertThat(send(app, "GET", "/users/me")).isEqualTo("200 me");
    assertThat(send(app, "GET", "/users/a%2Fb")).isEqualTo("200 user a/b");
    assertThat(send(app, "GET", "/x/y")).isEqualTo("200 rest x/y");
  }

  @Test
  void handle_head_isGetWithoutBody() {
    App app = App.of(routes -> routes.get("/a", c -> Response.text("abc")));

    Response response = app.handle(request("HEAD", "/a"), Envs.bare());

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).isSameAs(Body.empty());
    assertThat(response.header("Content-Length")).contains("3");
  }

  @Test
  void handle_head_ownRouteWins() {
    App app =
        App.of(routes ->
            routes
                .get("/a", c -> Response.text("get"))
                .on(Method.HEAD, "/a", c -> Response.of(204)));

    assertThat(app.handle(request("HEAD", "/a"), Envs.bare()).status()).isEqualTo(204);
  }

  @Test
  void handle_options_isAutomatic() {
    App app =
        App.of(routes ->
            routes.get("/a", c -> Response.text("x")).post("/a", c -> Response.text("y")));

    Response response = app.handle(request("OPTIONS", "/a"), Envs.bare());

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.header("Allow")).contains("GET, HEAD, OPTIONS, POST");
  }

  @Test
  void handle_wrongMethod() {
    App app = App.of(routes -> routes.get("/a", c -> Response.text("x")));

    Response response = app.handle(request("DELETE", "/a"), Envs.bare());

    assertThat(Bodies.text(response))
        .isEqualTo("{\"title\":\"Method Not Allowed\",\"status\":405}");
    assertThat(response.headers())
        .isEqualTo(
            Headers.builder()
                .add("Content-Type", "application/problem+json")
                .add("Allow", "GET, HEAD, OPTIONS")
                .build());
  }

  @Test
  void handle_badEscape() {
    App app = App.of(routes -> routes.get("/{a}", c -> Response.text("x")));

    assertThat(send(app, "GET", "/%zz"))
        .isEqualTo(
            "400 {\"title\":\"Bad Request\",\"status\":400,"
                + "\"detail\":\"Malformed percent-encoding at offset 1 of the path\"}");
  }

  @Test
  void of_conflict_namesBoth() {
    assertThatExceptionOfType(RouteConflictException.class)
        .isThrownBy(() ->
            App.of(routes ->
                routes
                    .get("/users/{id}", c -> Response.of(200))
                    .group("/users", g -> g.get("/{name}", c -> Response.of(200)))))
        .withMessageContaining("GET /users/{name}")
        .withMessageContaining("GET /users/{id}");
  }

  @Test
  void of_badPattern_failsAtTheCall() {
    List<String> reached = new ArrayList<>();

    assertThatExceptionOfType(PathSyntaxException.class)
        .isThrownBy(() ->
            App.of(routes -> {
              routes.get("/{a", c -> Response.of(200));
              reached.add("after");
            }));
    assertThat(reached).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a/", "a", "/{a", "/{*a}", "/{a?}", ""})
  void group_badPrefix(String prefix) {
    assertThatThrownBy(() -> App.of(routes -> routes.group(prefix, group -> {})))
        .isInstanceOfAny(IllegalArgumentException.class, PathSyntaxException.class);
  }

  @Test
  void routes_andTable() {
    App app =
        App.of(routes ->
            routes
                .get("/health", c -> Response.of(200))
                .group(
                    "/api",
                    api ->
                        api.delete(
                            "/users/{id}",
                            c -> Response.of(200),
                            RouteOption.named("user"),
                            RouteOption.with(ROLE, "admin"))));

    assertThat(app.routes())
        .extracting(RouteInfo::toString)
        .containsExactly("GET /health", "DELETE /api/users/{id}");
    assertThat(app.routes().get(1).metadata(ROLE)).contains("admin");
    assertThat(app).hasToString("GET     /health\nDELETE  /api/users/{id}  (user)\n");
    assertThat(app.path("user", Map.of("id", "a b"))).isEqualTo("/api/users/a%20b");
  }

  @Test
  void of_options_areTheRouters() {
    App app =
        App.of(
            RouterOptions.defaults().withCaseSensitive(false),
            routes -> routes.get("/Health", c -> Response.text("ok")));

    assertThat(send(app, "GET", "/hEALTH")).isEqualTo("200 ok");
  }

  // Groups and middleware

  @Test
  void use_outermostFirst_wholeGroupWhereverDeclared() {
    App app =
        App.of(routes ->
            routes
                .use(trace("1"), trace("2"))
                .group(
                    "/a",
                    a ->
                        a.get("/x", c -> Response.text("x"), RouteOption.use(trace("5")))
                            .group(b -> b.use(trace("4")).get("/y", c -> Response.text("y")))
                            .use(trace("3"))));

    assertThat(send(app, "GET", "/a/x")).isEqualTo("200 1(2(3(5(x))))");
    assertThat(send(app, "GET", "/a/y")).isEqualTo("200 1(2(3(4(y))))");
  }

  @Test
  void with_valuesGoInward() {
    App app =
        App.of(routes ->
            routes
                .use((c, next) -> next.handle(c.with(ROLE, "outer")))
                .group(inner ->
                    inner
                        .use((c, next) -> next.handle(c.with(ROLE, c.require(ROLE) + "+inner")))
                        .get("/a", c -> Response.text(c.require(ROLE))))
                .get("/b", c -> Response.text(c.find(ROLE).orElseThrow())));

    assertThat(send(app, "GET", "/a")).isEqualTo("200 outer+inner");
    assertThat(send(app, "GET", "/b")).isEqualTo("200 outer");
  }

  @Test
  void metadata_innermostWins() {
    Middleware showRole = (c, next) -> Response.text(c.metadata(ROLE).orElse("none"));
    App app =
        App.of(routes ->
            routes
                .use(showRole)
                .get("/none", c -> Response.of(200))
                .group(
                    "/admin",
                    admin ->
                        admin
                            .get("/a", c -> Response.of(200))
                            .get("/b", c -> Response.of(200), RouteOption.with(ROLE, "owner"))
                            .with(ROLE, "admin")));

    assertThat(send(app, "GET", "/none")).isEqualTo("200 none");
    assertThat(send(app, "GET", "/admin/a")).isEqualTo("200 admin");
    assertThat(send(app, "GET", "/admin/b")).isEqualTo("200 owner");
    assertThat(send(app, "GET", "/admin/missing")).isEqualTo("200 none");
  }

  // Rewrites

  @Test
  void rewrite_beforeMatching() {
    App app =
        App.of(routes ->
            routes
                .rewrite(r -> r.withPath(r.path() + "/b"))
                .rewrite(r -> r.withMethod(Method.of(r.header("X-Method").orElse("GET"))))
                .delete("/a/b", c -> Response.text("deleted")));
    Request request = Request.builder(Method.POST, "/a").header("X-Method", "DELETE").build();

    assertThat(Bodies.text(app.handle(request, Envs.bare()))).isEqualTo("deleted");
  }

  @Test
  void rewrite_ofHead_sendsNoBody() {
    App app =
        App.of(routes ->
            routes.rewrite(r -> r.withMethod(Method.GET)).get("/a", c -> Response.text("abc")));

    Response response = app.handle(request("HEAD", "/a"), Envs.bare());

    assertThat(response.body()).isSameAs(Body.empty());
    assertThat(response.header("Content-Length")).contains("3");
  }

  @Test
  void rewrite_failure_isAnswered() {
    App app =
        App.of(routes ->
            routes
                .rewrite(r -> r.withMethod(Method.of("not a token")))
                .onError(IllegalArgumentException.class, (c, e) -> Response.of(400)));

    assertThat(app.handle(request("GET", "/"), Envs.bare()).status()).isEqualTo(400);
  }

  @Test
  void rewrite_insideGroup_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> App.of(routes -> routes.group("/a", a -> a.rewrite(r -> r))))
        .withMessage("rewrite(…) must be declared outside of all groups");
  }

  // Start and stop

  @Test
  void start_runsHooksInOrder_stopInReverse() {
    List<String> events = new ArrayList<>();
    App app =
        App.of(routes ->
            routes
                .onStart(env -> events.add("start 1"))
                .onStop(() -> events.add("stop 1"))
                .group(
                    "/a",
                    a ->
                        a.onStart(env -> events.add("start 2"))
                            .onStop(() -> {
                              events.add("stop 2");
                              throw new IllegalStateException("stop");
                            })));

    RunningApp running = app.start(Envs.bare());
    running.close();
    running.close();

    assertThat(events).containsExactly("start 1", "start 2", "stop 2", "stop 1");
  }

  @Test
  void close_hookThrowsError_runsTheOthersFirst() {
    List<String> events = new ArrayList<>();
    var gone = new NoClassDefFoundError("gone");
    App app =
        App.of(routes ->
            routes
                .onStop(() -> events.add("stop"))
                .onStop(() -> {
                  throw gone;
                }));
    RunningApp running = app.start(Envs.bare());

    assertThatThrownBy(running::close).isSameAs(gone);
    assertThat(events).containsExactly("stop");
  }

  @Test
  void start_hookThrowsError_stops() {
    List<String> events = new ArrayList<>();
    var gone = new NoClassDefFoundError("gone");
    App app =
        App.of(routes ->
            routes
                .onStop(() -> events.add("stop"))
                .onStart(env -> {
                  throw gone;
                }));

    assertThatThrownBy(() -> app.start(Envs.bare())).isSameAs(gone);
    assertThat(events).containsExactly("stop");
  }

  @Test
  void start_hookFails_stopsAndTells() {
    List<String> events = new ArrayList<>();
    App app =
        App.of(routes ->
            routes
                .onStop(() -> events.add("stop"))
                .onStart(env -> {
                  throw new java.io.IOException("no database");
                }));

    assertThatIllegalStateException()
        .isThrownBy(() -> app.start(Envs.bare()))
        .withMessage("The application did not start: a start hook failed")
        .havingCause()
        .withMessage("no database");
    assertThat(events).containsExactly("stop");
  }

  @Test
  void start_namesAllThatIsMissing() {
    Key<String> url = Key.of("databaseUrl");
    App app =
        App.of(routes ->
            routes.requires(url).post("/users", String.class, (c, body) -> Response.of(200)));

    assertThatIllegalStateException()
        .isThrownBy(() -> app.start(Envs.bare()))
        .withMessage(
            "The application cannot start:\n"
                + "  POST /users decodes String, but the Env has no JSON codec\n"
                + "  POST /users validates String, but this Env has no validator: add one with"
                + " validator(validator)\n"
                + "  The key \"databaseUrl\" is required, but the Env has no value for it");
  }

  private static Middleware trace(String name) {
    return (c, next) -> Response.text(name + "(" + Bodies.text(next.handle(c)) + ")");
  }

  private static Request request(String method, String path) {
    return Request.builder(Method.of(method), path).build();
  }

  private static String send(App app, String method, String path) {
    Response response = app.handle(request(method, path), Envs.bare());
    return response.status() + " " + Bodies.text(response);
  }
}
