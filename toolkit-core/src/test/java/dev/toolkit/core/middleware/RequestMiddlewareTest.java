package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.Context;
import dev.toolkit.core.LogEvent;
import dev.toolkit.core.RouteOption;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The middleware that looks at requests only: identifiers, log, limit. */
class RequestMiddlewareTest {

  private static final String RANDOM = "1f".repeat(16);

  private final List<LogEvent> log = new ArrayList<>();

  // RequestId

  @Test
  void requestId_madeWhereThereIsNone() {
    App app =
        App.of(routes ->
            routes
                .use(RequestId.create())
                .get("/", c -> Response.text(c.require(Context.REQUEST_ID))));

    Response response = send(app, Request.builder(Method.GET, "/").build());

    assertThat(response.header("X-Request-Id")).contains(RANDOM);
    assertThat(Bodies.text(response)).isEqualTo(RANDOM);
  }

  @Test
  void requestId_incomingIsKept() {
    Request request = Request.builder(Method.GET, "/").header("X-Trace", "a-Z_9.:=").build();

    assertThat(idOf(RequestId.create().withHeader("X-Trace"), request, "X-Trace"))
        .isEqualTo("a-Z_9.:=");
    assertThat(
            idOf(RequestId.create().withHeader("X-Trace").ignoringIncoming(), request, "X-Trace"))
        .isEqualTo(RANDOM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\"b", "<script>", "é"})
  void requestId_incomingThatIsNotFit(String id) {
    Request request = Request.builder(Method.GET, "/").header("X-Request-Id", id).build();

    assertThat(idOf(RequestId.create(), request, "X-Request-Id")).isEqualTo(RANDOM);
  }

  @Test
  void requestId_incomingThatIsTooLong() {
    Request atLimit =
        Request.builder(Method.GET, "/").header("X-Request-Id", "a".repeat(128)).build();

    assertThat(idOf(RequestId.create(), atLimit, "X-Request-Id")).hasSize(128);
    assertThat(
            idOf(
                RequestId.create(),
                atLimit.withHeader("X-Request-Id", "a".repeat(129)),
                "X-Request-Id"))
        .isEqualTo(RANDOM);
  }

  private String idOf(RequestId middleware, Request request, String header) {
    App app = App.of(routes -> routes.use(middleware).get("/", c -> Response.of(200)));
    return send(app, request).header(header).orElseThrow();
  }

  // AccessLog

  @Test
  void accessLog_oneEvent() {
    App app =
        App.of(routes ->
            routes
                .use(RequestId.create(), AccessLog.create())
                .get("/users/{id}", c -> Response.json(new byte[2])));
    Request request =
        Request.builder(Method.GET, "/users/7?token=secret")
            .header("Authorization", "secret")
            .peer("203.0.113.7")
            .build();

    send(app, request);

    assertThat(log).hasSize(1);
    assertThat(fields(log.getFirst()))
        .isEqualTo(
            "INFO request method=GET path=/users/7 route=/users/{id} status=200"
                + " durationMicros=1000 bytes=2 requestId="
                + RANDOM
                + " peer=203.0.113.7");
  }

  @Test
  void accessLog_missAndFailure() {
    App app =
        App.of(routes ->
            routes
                .use(AccessLog.create())
                .get(
                    "/",
                    c -> {
                      throw new IllegalStateException("x");
                    }));

    send(app, Request.builder(Method.GET, "/nothing").build());
    send(app, Request.builder(Method.GET, "/").build());

    assertThat(log)
        .extracting(RequestMiddlewareTest::fields)
        .containsExactly(
            "INFO request method=GET path=/nothing status=404 durationMicros=1000 bytes=34",
            "ERROR Request failed method=GET route=/",
            "WARN request method=GET path=/ route=/ status=500 durationMicros=1000 bytes=46");
  }

  @Test
  void accessLog_error_getsItsLine() {
    App app =
        App.of(routes ->
            routes
                .use(AccessLog.create())
                .get(
                    "/",
                    c -> {
                      throw new AssertionError();
                    }));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> send(app, Request.builder(Method.GET, "/").build()));
    assertThat(log)
        .extracting(RequestMiddlewareTest::fields)
        .containsExactly("WARN request method=GET path=/ route=/ status=500 durationMicros=1000");
  }

  private static String fields(LogEvent event) {
    var text = new StringBuilder(event.toString());
    event.forEach((name, value) -> text.append(' ').append(name).append('=').append(value));
    return text.toString();
  }

  // BodyLimit

  @Test
  void bodyLimit_innermostDecides() {
    App app =
        App.of(routes ->
            routes
                .use(BodyLimit.ofBytes(2))
                .post("/small", c -> Response.text(c.text()))
                .post(
                    "/large", c -> Response.text(c.text()), RouteOption.use(BodyLimit.ofBytes(4))));

    assertThat(send(app, post("/small", "ab")).status()).isEqualTo(200);
    assertThat(send(app, post("/small", "abc")).status()).isEqualTo(413);
    assertThat(send(app, post("/large", "abcd")).status()).isEqualTo(200);
    assertThat(Bodies.text(send(app, post("/large", "abcde"))))
        .isEqualTo(
            "{\"title\":\"Content Too Large\",\"status\":413,"
                + "\"detail\":\"Request body exceeds 4 bytes (BodyLimit)\"}");
  }

  @Test
  void bodyLimit_default() {
    App app = App.of(routes -> routes.post("/", c -> Response.text("" + c.bytes().length)));

    assertThat(Bodies.text(send(app, post("/", "a".repeat(1_048_576))))).isEqualTo("1048576");
    assertThat(send(app, post("/", "a".repeat(1_048_577))).status()).isEqualTo(413);
  }

  @Test
  void bodyLimit_negative() {
    assertThatIllegalArgumentException().isThrownBy(() -> BodyLimit.ofBytes(-1));
  }

  private static Request post(String path, String body) {
    return Request.builder(Method.POST, path).body(body).build();
  }

  private Response send(App app, Request request) {
    return app.handle(request, Envs.builder(log).build());
  }
}
