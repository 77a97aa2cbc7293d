package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.testing.Bodies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseTest {

  @Test
  void framedFor_head_keepsLengthDropsBody() {
    Response response = Response.text("Grüße").framedFor(Method.HEAD);

    assertThat(response.header("Content-Length")).contains("7");
    assertThat(Bodies.text(response)).isEmpty();
    assertThat(response.framedFor(Method.HEAD).headers()).isEqualTo(response.headers());
  }

  @Test
  void framedFor_head_streamOfUnknownLength() {
    Response stream = Response.stream(MediaType.parse("a/b"), out -> out.write(1));

    assertThat(stream.framedFor(Method.HEAD).header("Content-Length")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 304})
  void framedFor_statusWithoutContent(int status) {
    Response response = Response.text("x").withStatus(status).framedFor(Method.GET);

    assertThat(response.body()).isSameAs(Body.empty());
    assertThat(response.header("Content-Length")).isEmpty();
  }

  @Test
  void framedFor_ownFramingHeadersAreLeftOut() {
    Response response =
        Response.text("abc")
            .withHeader("Content-Length", "999")
            .withHeader("Transfer-Encoding", "chunked")
            .framedFor(Method.GET);

    assertThat(response.headers())
        .isEqualTo(Headers.of("Content-Type", "text/plain; charset=utf-8"));
    assertThat(Bodies.text(response)).isEqualTo("abc");
  }

  @Test
  void framedFor_nothingToSettle_sameObject() {
    Response response = Response.json(new byte[0]);

    assertThat(response.framedFor(Method.GET)).isSameAs(response);
  }

  @Test
  void created_escapesLocation() {
    assertThat(Response.created("/users/Jörg Ä?x=%20&y=<").header("Location"))
        .contains("/users/J%C3%B6rg%20%C3%84?x=%20&y=%3C");
  }

  @Test
  void redirect_headerInjection_escaped() {
    assertThat(Response.redirect("/a\r\nSet-Cookie: b=c").header("Location"))
        .contains("/a%0D%0ASet-Cookie:%20b=c");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 300, 304, 306, 400})
  void redirect_statusOfAnotherKind(int status) {
    assertThatIllegalArgumentException().isThrownBy(() -> Response.redirect(status, "/"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100, 199, 600})
  void of_statusOutOfRange(int status) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Response.of(status))
        .withMessage("Status must be between 200 and 599: " + status);
  }

  @Test
  void framedFor_resetContent_hasNoBody() {
    Response framed = Response.text("x").withStatus(205).framedFor(Method.GET);

    assertThat(framed.body()).isEqualTo(Body.empty());
    assertThat(framed.header("Content-Length")).contains("0");
  }

  @Test
  void withVary_addsOnce() {
    Response response = Response.of(200).withVary("Origin").withVary("Accept").withVary("origin");

    assertThat(response.headers()).isEqualTo(Headers.of("Vary", "Origin, Accept"));
    assertThat(Response.of(200).withHeader("Vary", "*").withVary("A").header("Vary")).contains("*");
  }

  @Test
  void withCookie_addsFields() {
    ResponseCookie a = ResponseCookie.builder("a", "1").build();
    ResponseCookie b = ResponseCookie.builder("b", "2").build();

    assertThat(Response.of(200).withCookie(a).withCookie(b).headers().all("Set-Cookie"))
        .containsExactly(
            "a=1; Secure; HttpOnly; SameSite=Lax", "b=2; Secure; HttpOnly; SameSite=Lax");
  }
}
