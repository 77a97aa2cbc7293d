package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Envs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CombinedTest {

  private final List<String> order = new ArrayList<>();

  @Test
  void every_firstOneOutermost() {
    Response response = send(Middleware.every(noting("a"), noting("b")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(order).containsExactly("a in", "b in", "b out 200", "a out 200");
  }

  @Test
  void every_outerSeesWhatTheInnerThrowsAsAResponse() {
    Middleware failing =
        (c, next) -> {
          throw new IllegalStateException("inner");
        };
    App app =
        App.of(routes ->
            routes
                .use(Middleware.every(noting("a"), failing))
                .onError(IllegalStateException.class, (c, e) -> Response.of(418))
                .get("/", c -> Response.text("ok")));

    assertThat(send(app).status()).isEqualTo(418);
    assertThat(order).containsExactly("a in", "a out 418");
  }

  @Test
  void some_firstThatLetsPass() {
    Response response = send(Middleware.some(refusing(401), noting("b"), noting("c")));

    assertThat(response.status()).isEqualTo(200);
    assertThat(order).containsExactly("b in", "b out 200");
  }

  @Test
  void some_noneLetsPass() {
    assertThat(send(Middleware.some(refusing(401), refusing(403))).status()).isEqualTo(403);
  }

  @Test
  void some_refusalByException() {
    Middleware throwing =
        (c, next) -> {
          throw Problem.of(401).exception();
        };

    assertThat(send(Middleware.some(throwing, noting("b"))).status()).isEqualTo(200);
    assertThat(send(Middleware.some(noting("a"), throwing)).status()).isEqualTo(200);
    assertThat(send(Middleware.some(throwing, throwing)).status()).isEqualTo(401);
  }

  @Test
  void some_handlerRunsOnceWhateverItAnswers() {
    App app =
        App.of(routes ->
            routes.use(Middleware.some(noting("a"), noting("b"))).get("/", c -> Response.of(500)));

    assertThat(send(app).status()).isEqualTo(500);
    assertThat(order).containsExactly("a in", "a out 500");
  }

  @Test
  void some_nothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Middleware.some())
        .withMessage("Middleware.some needs at least one middleware");
  }

  @Test
  void except_conditionHolds() {
    Middleware refusing = refusing(401);

    assertThat(send(refusing.except(c -> c.request().path().equals("/"))).status()).isEqualTo(200);
    assertThat(send(refusing.except(c -> c.request().path().equals("/x"))).status()).isEqualTo(401);
  }

  @Test
  void nested() {
    Middleware nested =
        Middleware.every(
            noting("a"),
            Middleware.some(refusing(401), Middleware.every(noting("b"), noting("c"))),
            refusing(403).except(c -> true));

    assertThat(send(nested).status()).isEqualTo(200);
    assertThat(order)
        .containsExactly("a in", "b in", "c in", "c out 200", "b out 200", "a out 200");
  }

  @Test
  void handle_calledByAMiddlewareOfTheApplication() {
    Middleware combined = Middleware.every(noting("a"), noting("b"));

    assertThat(send((c, next) -> combined.handle(c, next)).status()).isEqualTo(200);
    assertThat(order).containsExactly("a in", "b in", "b out 200", "a out 200");
  }

  private Middleware noting(String name) {
    return (c, next) -> {
      order.add(name + " in");
      Response response = next.handle(c);
      order.add(name + " out " + response.status());
      return response;
    };
  }

  private static Middleware refusing(int status) {
    return (c, next) -> Problem.of(status).toResponse();
  }

  private static Response send(Middleware middleware) {
    return send(App.of(routes -> routes.use(middleware).get("/", c -> Response.text("ok"))));
  }

  private static Response send(App app) {
    return app.handle(Request.builder(Method.GET, "/").build(), Envs.bare());
  }
}
