package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorsTest {

  private final List<LogEvent> log = new ArrayList<>();
  private final Env env = Envs.builder(log).build();

  @Test
  void unknownException_tellsTheLogAndNotTheClient() {
    App app = failing(new IOException("password is hunter2"));

    Response response = send(app);

    assertThat(Bodies.text(response))
        .isEqualTo("{\"title\":\"Internal Server Error\",\"status\":500}");
    assertThat(response.failure()).containsInstanceOf(IOException.class);
    assertThat(log).hasSize(1);
    assertThat(log.getFirst()).hasToString("ERROR Request failed");
    assertThat(log.getFirst().failure()).containsInstanceOf(IOException.class);
  }

  @Test
  void problem_isSentAndNotLogged() {
    App app = failing(Problem.of(409).withDetail("taken").exception().withHeader("X-A", "1"));

    Response response = send(app);

    assertThat(response.status()).isEqualTo(409);
    assertThat(response.header("X-A")).contains("1");
    assertThat(log).isEmpty();
  }

  @Test
  void onError_narrowestTypeOfInnermostGroup() {
    App app =
        App.of(routes ->
            routes
                .onError(FileNotFoundException.class, (c, e) -> Response.text("outer file"))
                .group(
                    "/in",
                    in ->
                        in.onError(Exception.class, (c, e) -> Response.text("any"))
                            .onError(EOFException.class, (c, e) -> Response.text("eof"))
                            .onError(IOException.class, (c, e) -> Response.text("io"))
                            .get("/eof", c -> fail(new EOFException()))
                            .get("/file", c -> fail(new FileNotFoundException()))
                            .get("/other", c -> fail(new Exception("x"))))
                .get("/file", c -> fail(new FileNotFoundException())));

    assertThat(Bodies.text(send(app, "/in/eof"))).isEqualTo("eof");
    assertThat(Bodies.text(send(app, "/in/file"))).isEqualTo("io");
    assertThat(Bodies.text(send(app, "/in/other"))).isEqualTo("any");
    assertThat(Bodies.text(send(app, "/file"))).isEqualTo("outer file");
    assertThat(log).isEmpty();
  }

  @Test
  void onError_keepsTheFailure() {
    App app =
        App.of(routes ->
            routes
                .onError(IOException.class, (c, e) -> Response.of(502))
                .get("/", c -> fail(new IOException())));

    assertThat(send(app).failure()).containsInstanceOf(IOException.class);
  }

  @Test
  void onError_handlerFails_bothAreLoggedOnce() {
    App app =
        App.of(routes ->
            routes
                .onError(
                    IOException.class,
                    (c, e) -> {
                      throw new IllegalStateException("handler");
                    })
                .get("/", c -> fail(new IOException("first"))));

    assertThat(send(app).status()).isEqualTo(500);
    assertThat(log).hasSize(1);
    Throwable logged = log.getFirst().failure().orElseThrow();
    assertThat(logged).hasMessage("handler");
    assertThat(logged.getSuppressed()).hasSize(1);
  }

  @Test
  void onError_twiceInOneGroup_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            App.of(routes ->
                routes
                    .onError(IOException.class, (c, e) -> Response.of(500))
                    .onError(IOException.class, (c, e) -> Response.of(500))))
        .withMessage("onError(IOException.class, …) is declared twice in one group");
  }

  @Test
  void middleware_seesResponsesOfFailures() {
    App app =
        App.of(routes ->
            routes
                .use((c, next) -> next.handle(c).withHeader("X-Outside", "1"))
                .get("/", c -> fail(new IOException())));

    assertThat(send(app).header("X-Outside")).contains("1");
  }

  @Test
  void middleware_throws_outerSeesAResponse() {
    App app =
        App.of(routes ->
            routes
                .use((c, next) -> next.handle(c).withHeader("X-Outside", "1"))
                .use((c, next) -> {
                  throw new IOException("in middleware");
                })
                .get("/", c -> Response.of(200)));

    Response response = send(app);

    assertThat(response.status()).isEqualTo(500);
    assertThat(response.header("X-Outside")).contains("1");
  }

  @Test
  void handlerReturnsNull_isAFailure() {
    @SuppressWarnings("NullAway")
    App app = App.of(routes -> routes.get("/", c -> null));

    assertThat(send(app).status()).isEqualTo(500);
    assertThat(log.getFirst().failure().orElseThrow())
        .hasMessage("A handler returned null instead of a Response");
  }

  @Test
  void error_passesToTheEngine() {
    App app =
        App.of(routes ->
            routes.get(
                "/",
                c -> {
                  throw new StackOverflowError();
                }));

    assertThatExceptionOfType(StackOverflowError.class).isThrownBy(() -> send(app));
  }

  private static App failing(Exception e) {
    return App.of(routes -> routes.get("/", c -> fail(e)));
  }

  private static Response fail(Exception e) throws Exception {
    throw e;
  }

  private Response send(App app) {
    return send(app, "/");
  }

  private Response send(App app, String path) {
    return app.handle(Request.builder(Method.GET, path).build(), env);
  }
}
