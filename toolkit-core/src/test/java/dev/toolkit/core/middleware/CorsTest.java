package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Envs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {

  private static final String ORIGIN = "https://app.example.com";

  @Test
  void request_allowedOrigin() {
    Cors cors = Cors.allowing(ORIGIN).withCredentials().withExposedHeaders("X-A", "X-B");

    assertThat(get(cors, ORIGIN).headers().without("Content-Type"))
        .isEqualTo(
            Headers.builder()
                .add("Vary", "Origin")
                .add("Access-Control-Allow-Origin", ORIGIN)
                .add("Access-Control-Allow-Credentials", "true")
                .add("Access-Control-Expose-Headers", "X-A, X-B")
                .build());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example.com.evil.com",
        "http://app.example.com",
        "https://app.example.com:8443",
        "https://APP.example.com",
        "null"
      })
  void request_otherOrigin_getsNothingButVary(String origin) {
    assertThat(get(Cors.allowing(ORIGIN), origin).headers().without("Content-Type"))
        .isEqualTo(Headers.of("Vary", "Origin"));
  }

  @Test
  void request_errorsHaveTheHeadersToo() {
    App app = app(Cors.allowing(ORIGIN));

    assertThat(send(app, Method.GET, "/missing", ORIGIN).header("Access-Control-Allow-Origin"))
        .contains(ORIGIN);
    assertThat(send(app, Method.GET, "/fails", ORIGIN).header("Access-Control-Allow-Origin"))
        .contains(ORIGIN);
    assertThat(send(app, Method.GET, "/%zz", ORIGIN).header("Access-Control-Allow-Origin"))
        .contains(ORIGIN);
  }

  @Test
  void request_anyOrigin() {
    Response response = get(Cors.allowingAnyOrigin(), "https://anywhere.example");

    assertThat(response.headers().without("Content-Type"))
        .isEqualTo(Headers.of("Access-Control-Allow-Origin", "*"));
  }

  @Test
  void preflight_allowedOrigin() {
    Cors cors = Cors.allowing(ORIGIN).withMaxAge(Duration.ofHours(1));

    Response response = preflight(cors, ORIGIN);

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers())
        .isEqualTo(
            Headers.builder()
                .add("Vary", "Origin, Access-Control-Request-Headers")
                .add("Access-Control-Allow-Origin", ORIGIN)
                .add("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, PATCH, DELETE")
                .add("Access-Control-Allow-Headers", "X-Custom")
                .add("Access-Control-Max-Age", "3600")
                .build());
  }

  @Test
  void preflight_fixedMethodsAndHeaders() {
    Cors cors =
        Cors.allowing(ORIGIN).withMethods(Method.GET, Method.of("PURGE")).withRequestHeaders("X-A");

    Headers headers = preflight(cors, ORIGIN).headers();

    assertThat(headers.first("Access-Control-Allow-Methods")).contains("GET, PURGE");
    assertThat(headers.first("Access-Control-Allow-Headers")).contains("X-A");
    assertThat(headers.first("Vary")).contains("Origin");
  }

  @Test
  void preflight_otherOrigin() {
    Response response = preflight(Cors.allowing(ORIGIN), "https://evil.example");

    assertThat(response.status()).isEqualTo(204);
    assertThat(response.headers()).isEqualTo(Headers.of("Vary", "Origin"));
  }

  @Test
  void options_withoutOrigin_isNoPreflight() {
    Request request = Request.builder(Method.OPTIONS, "/").build();

    Response response = app(Cors.allowing(ORIGIN)).handle(request, Envs.bare());

    assertThat(response.header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void withCredentials_anyOrigin_refused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Cors.allowingAnyOrigin().withCredentials())
        .withMessage(
            "withCredentials() cannot be combined with allowingAnyOrigin(): name the origins");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.example.com",
        "https://a.com/",
        "https://a.com/x",
        "*",
        "https://*.a.com",
        "https://a.com:443",
        "http://a.com:80",
        "https://a.com:",
        "HTTPS://a.com",
        "https://A.com",
        "https://u:p@a.com",
        "https://a.com?x",
        "https://a.com#x",
        "https://a b.com",
        "https://ä.com",
        "null",
        ""
      })
  void allowing_notAnOrigin(String origin) {
    assertThatIllegalArgumentException().isThrownBy(() -> Cors.allowing(origin));
  }

  @Test
  void allowing_twice_isOnce() {
    Cors cors = Cors.allowing("https://a.com", "https://a.com");

    assertThat(get(cors, "https://a.com").header("Access-Control-Allow-Origin"))
        .contains("https://a.com");
  }

  @Test
  void with_whatCanNeverWork() {
    Cors cors = Cors.allowing("https://a.com");

    assertThatIllegalArgumentException().isThrownBy(cors::withMethods);
    assertThatIllegalArgumentException().isThrownBy(() -> cors.withExposedHeaders("A\r\nB"));
    assertThatIllegalArgumentException().isThrownBy(() -> cors.withRequestHeaders("X A"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> cors.withMaxAge(Duration.ofSeconds(-5)))
        .withMessage("Cors max-age must not be negative: PT-5S");
  }

  @Test
  void allowing_none() {
    assertThatIllegalArgumentException().isThrownBy(Cors::allowing);
  }

  private static App app(Cors cors) {
    return App.of(routes ->
        routes
            .use(cors)
            .get("/", c -> Response.text("x"))
            .get(
                "/fails",
                c -> {
                  throw new IllegalStateException();
                }));
  }

  private static Response get(Cors cors, String origin) {
    return send(app(cors), Method.GET, "/", origin);
  }

  private static Response send(App app, Method method, String path, String origin) {
    Request request = Request.builder(method, path).header("Origin", origin).build();
    return app.handle(request, Envs.bare());
  }

  private static Response preflight(Cors cors, String origin) {
    Request request =
        Request.builder(Method.OPTIONS, "/nowhere")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "PUT")
            .header("Access-Control-Request-Headers", "X-Custom")
            .build();
    return app(cors).handle(request, Envs.bare());
  }
}
