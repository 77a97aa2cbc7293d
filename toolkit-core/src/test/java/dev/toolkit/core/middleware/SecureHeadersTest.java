package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Headers;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecureHeadersTest {

  private static final String POLICY =
      "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self';"
          + " object-src 'none'";

  @Test
  void create_defaultsOverHttps() {
    assertThat(get(SecureHeaders.create(), "https").headers())
        .isEqualTo(
            Headers.builder()
                .add("X-Content-Type-Options", "nosniff")
                .add("X-Frame-Options", "SAMEORIGIN")
                .add("Referrer-Policy", "no-referrer")
                .add("Cross-Origin-Opener-Policy", "same-origin")
                .add("Cross-Origin-Resource-Policy", "same-origin")
                .add("Origin-Agent-Cluster", "?1")
                .add("X-Permitted-Cross-Domain-Policies", "none")
                .add("X-XSS-Protection", "0")
                .add("Content-Security-Policy", POLICY)
                .add("Strict-Transport-Security", "max-age=15552000; includeSubDomains")
                .add("Content-Type", "text/plain; charset=utf-8")
                .build());
  }

  @Test
  void create_noStrictTransportOverHttp() {
    assertThat(get(SecureHeaders.create(), "http").header("Strict-Transport-Security")).isEmpty();
  }

  @Test
  void handle_errorsHaveThemToo() {
    App app = App.of(routes -> routes.use(SecureHeaders.create()));

    Response missing = app.handle(Request.builder(Method.GET, "/x").build(), Envs.bare());

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.header("X-Content-Type-Options")).contains("nosniff");
  }

  @Test
  void handle_handlerDecides() {
    App app =
        App.of(routes ->
            routes
                .use(SecureHeaders.create())
                .get(
                    "/",
                    c ->
                        Response.text("ok")
                            .withHeader("x-frame-options", "DENY")
                            .withHeader("Server", "x")
                            .withHeader("X-Powered-By", "y")));

    Headers headers = app.handle(Request.builder(Method.GET, "/").build(), Envs.bare()).headers();

    assertThat(headers.all("X-Frame-Options")).containsExactly("DENY");
    assertThat(headers.contains("Server")).isFalse();
    assertThat(headers.contains("X-Powered-By")).isFalse();
  }

  @Test
  void withPolicy_nonceIsThatOfTheContext() {
    SecureHeaders headers =
        SecureHeaders.create()
            .withPolicy(
                ContentSecurityPolicy.empty()
                    .with("script-src", "'self'", ContentSecurityPolicy.NONCE)
                    .with("style-src", ContentSecurityPolicy.NONCE))
            .withReportOnly(ContentSecurityPolicy.empty().with("default-src", "'none'"));
    App app =
        App.of(routes ->
            routes.use(headers).get("/", c -> Response.text(c.require(SecureHeaders.NONCE))));

    Response response = app.handle(Request.builder(Method.GET, "/").build(), Envs.bare());

    String nonce = Bodies.text(response);
    assertThat(nonce).isEqualTo("Hx8fHx8fHx8fHx8fHx8fHw==");
    assertThat(response.header("Content-Security-Policy"))
        .contains("script-src 'self' 'nonce-" + nonce + "'; style-src 'nonce-" + nonce + "'");
    assertThat(response.header("Content-Security-Policy-Report-Only"))
        .contains("default-src 'none'");
  }

  @Test
  void with_otherHeaders() {
    SecureHeaders headers =
        SecureHeaders.create()
            .withPolicy(ContentSecurityPolicy.empty())
            .with("Permissions-Policy", "camera=()")
            .with("X-Frame-Options", "DENY")
            .without("Referrer-Policy")
            .withStrictTransport(Duration.ofDays(1));

    Response response = get(headers, "https");

    assertThat(response.header("Content-Security-Policy")).isEmpty();
    assertThat(response.header("Permissions-Policy")).contains("camera=()");
    assertThat(response.header("X-Frame-Options")).contains("DENY");
    assertThat(response.header("Referrer-Policy")).isEmpty();
    assertThat(response.header("Strict-Transport-Security"))
        .contains("max-age=86400; includeSubDomains");
    assertThat(get(headers.withoutStrictTransport(), "https").header("Strict-Transport-Security"))
        .isEmpty();
  }

  @Test
  void with_headerThatHasAnOption() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecureHeaders.create().with("content-security-policy", "x"))
        .withMessageStartingWith("content-security-policy has options of its own");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'self'; script-src *", "a,b", "a b", "", "a\nb", "\u00e4"})
  void policy_valueThatWouldEndIt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ContentSecurityPolicy.empty().with("default-src", value));
  }

  @Test
  void policy_directiveTwice() {
    ContentSecurityPolicy policy =
        ContentSecurityPolicy.empty().with("sandbox").with("img-src", "*");

    assertThat(policy).hasToString("sandbox; img-src *");
    assertThatIllegalArgumentException().isThrownBy(() -> policy.with("sandbox"));
    assertThatIllegalArgumentException().isThrownBy(() -> policy.with("img-src", "'self'"));
    assertThat(policy.with("img", "x")).hasToString("sandbox; img-src *; img x");
  }

  private static Response get(SecureHeaders headers, String scheme) {
    App app = App.of(routes -> routes.use(headers).get("/", c -> Response.text("ok")));
    return app.handle(Request.builder(Method.GET, "/").scheme(scheme).build(), Envs.bare());
  }
}
