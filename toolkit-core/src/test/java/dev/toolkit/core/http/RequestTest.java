package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestTest {

  @Test
  void builder_splitsTarget() {
    Request request = Request.builder(Method.GET, "/a%20b?x=1?y").build();

    assertThat(request.path()).isEqualTo("/a%20b");
    assertThat(request.rawQuery()).contains("x=1?y");
    assertThat(request.query().first("x")).contains("1?y");
    assertThat(Request.builder(Method.GET, "/a").build().rawQuery()).isEmpty();
  }

  @Test
  void with_sharesBody() {
    Request request = Request.builder(Method.POST, "/a").body("text").build();
    Request changed = request.withMethod(Method.PUT).withPath("/b").withHeader("X", "1");

    assertThat(changed.text()).isEqualTo("text");
    assertThat(changed).hasToString("PUT /b");
    assertThat(request).hasToString("POST /a");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de                         | de",
        "en;q=0.5, de               | de en",
        "de-AT, de;q=0.9, en;q=0.1  | de-AT de en",
        "da, *;q=0.5, en;q=0        | da",
        "en;q=x, de;q=0.001         | de",
        "en;q=2                     | en",
      })
  void languages_byWeight(String header, String expected) {
    Request request = Request.builder(Method.GET, "/").header("Accept-Language", header).build();

    assertThat(String.join(" ", request.languages())).isEqualTo(expected);
  }

  @Test
  void languages_none() {
    assertThat(Request.builder(Method.GET, "/").build().languages()).isEqualTo(List.of());
  }

  @Test
  void text_charsetOfMediaType() {
    Request latin1 =
        Request.builder(Method.POST, "/")
            .header("Content-Type", "text/plain; charset=ISO-8859-1")
            .body(RequestBody.of("ä".getBytes(StandardCharsets.ISO_8859_1)))
            .build();

    assertThat(latin1.text()).isEqualTo("ä");
  }

  @Test
  void text_unknownCharset() {
    Request request =
        Request.builder(Method.POST, "/").header("Content-Type", "a/b; charset=ebcdic").build();

    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(request::text)
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(415));
  }

  @Test
  void mediaType_repeated() {
    Headers headers =
        Headers.of("Content-Type", "application/json").plus("Content-Type", "text/plain");
    Request request = Request.builder(Method.POST, "/").headers(headers).build();

    assertThat(request.mediaType()).isEmpty();
  }

  @Test
  void mediaType_malformed() {
    Request request = Request.builder(Method.POST, "/").header("Content-Type", "json").build();

    assertThat(request.mediaType()).isEmpty();
  }
}
