package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.toolkit.core.http.ResponseCookie.SameSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseCookieTest {

  @Test
  void headerValue_allAttributes() {
    ResponseCookie cookie =
        ResponseCookie.builder("a", "b")
            .path("/x")
            .domain("example.com")
            .maxAge(Duration.ofMillis(1999))
            .sameSite(SameSite.STRICT)
            .allowPlainHttp()
            .allowScripts()
            .build();

    assertThat(cookie.headerValue())
        .isEqualTo("a=b; Path=/x; Domain=example.com; Max-Age=1; SameSite=Strict");
  }

  @Test
  void headerValue_safeByDefault() {
    assertThat(ResponseCookie.builder("a", "").build().headerValue())
        .isEqualTo("a=; Secure; HttpOnly; SameSite=Lax");
  }

  @ParameterizedTest
  @ValueSource(strings = {"b;c", "b\r\nX: y", "b c", "\"b\"", "ä", "b\\"})
  void builder_valueThatCouldBreakOut_refusedWithoutShowingIt(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ResponseCookie.builder("a", value))
        .withMessageEndingWith("in the value of cookie 'a'");
  }

  @Test
  void path_attributeInjection_refused() {
    ResponseCookie.Builder builder = ResponseCookie.builder("a", "b");

    assertThatIllegalArgumentException().isThrownBy(() -> builder.path("/; Domain=evil"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.domain("x; Secure"));
    assertThatIllegalArgumentException().isThrownBy(() -> builder.path("x"));
  }

  @Test
  void build_prefixes() {
    assertThatIllegalStateException()
        .isThrownBy(() -> ResponseCookie.builder("__Host-a", "b").build())
        .withMessage("Cookie '__Host-a' must have path(\"/\") and no domain by its prefix");
    assertThatIllegalStateException()
        .isThrownBy(() -> ResponseCookie.builder("__Secure-a", "b").allowPlainHttp().build());
    assertThat(ResponseCookie.builder("__Host-a", "b").path("/").build().headerValue())
        .isEqualTo("__Host-a=b; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void build_sameSiteNoneNeedsSecure() {
    assertThatIllegalStateException()
        .isThrownBy(() ->
            ResponseCookie.builder("a", "b").allowPlainHttp().sameSite(SameSite.NONE).build());
  }

  @Test
  void toString_showsNoValue() {
    assertThat(ResponseCookie.builder("a", "secret").build())
        .hasToString("ResponseCookie[a, 6 characters]");
  }
}
