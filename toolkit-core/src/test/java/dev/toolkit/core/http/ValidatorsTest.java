package dev.toolkit.core.http;

import static dev.toolkit.core.http.Validators.Outcome.FAILED;
import static dev.toolkit.core.http.Validators.Outcome.NOT_MODIFIED;
import static dev.toolkit.core.http.Validators.Outcome.PROCEED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.http.Validators.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ValidatorsTest {

  private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05.678Z");
  private static final String AT = "Fri, 02 Jan 2026 03:04:05 GMT";
  private static final String BEFORE = "Fri, 02 Jan 2026 03:04:04 GMT";
  private static final Validators CURRENT = Validators.of(EntityTag.strong("v1"), MODIFIED);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET  | If-Match            | \"v1\"               | PROCEED",
        "GET  | If-Match            | \"v0\", \"v1\"       | PROCEED",
        "GET  | If-Match            | *                    | PROCEED",
        "GET  | If-Match            | W/\"v1\"             | FAILED",
        "PUT  | If-Match            | \"v0\"               | FAILED",
        "PUT  | If-Match            | junk                 | FAILED",
        "GET  | If-None-Match       | \"v1\"               | NOT_MODIFIED",
        "HEAD | If-None-Match       | W/\"v1\"             | NOT_MODIFIED",
        "GET  | If-None-Match       | *                    | NOT_MODIFIED",
        "GET  | If-None-Match       | \"v0\"               | PROCEED",
        "PUT  | If-None-Match       | *                    | FAILED",
        "PUT  | If-None-Match       | \"v1\"               | FAILED",
        "GET  | If-None-Match       | junk                 | PROCEED",
        "GET  | If-Modified-Since   | " + AT + "           | NOT_MODIFIED",
        "GET  | If-Modified-Since   | " + BEFORE + "       | PROCEED",
        "PUT  | If-Modified-Since   | " + AT + "           | PROCEED",
        "GET  | If-Modified-Since   | yesterday            | PROCEED",
        "PUT  | If-Unmodified-Since | " + AT + "           | PROCEED",
        "PUT  | If-Unmodified-Since | " + BEFORE + "       | FAILED",
        "PUT  | If-Unmodified-Since | tomorrow             | PROCEED"
      })
  void evaluate_oneCondition(String method, String name, String value, Outcome outcome) {
    Request request = Request.builder(Method.of(method), "/").header(name, value).build();

    assertThat(CURRENT.evaluate(request)).isEqualTo(outcome);
  }

  @Test
  void evaluate_precedence() {
    // A tag says more than a date, so that the date is not asked: RFC 9110, section 13.2.2.
    assertThat(evaluate("If-Match", "\"v1\"", "If-Unmodified-Since", BEFORE)).isEqualTo(PROCEED);
    assertThat(evaluate("If-None-Match", "\"v0\"", "If-Modified-Since", AT)).isEqualTo(PROCEED);
    assertThat(evaluate("If-Match", "\"v0\"", "If-None-Match", "\"v1\"")).isEqualTo(FAILED);
    assertThat(evaluate("If-Match", "\"v1\"", "If-None-Match", "\"v1\"")).isEqualTo(NOT_MODIFIED);
  }

  private static Outcome evaluate(String name1, String value1, String name2, String value2) {
    Request.Builder request = Request.builder(Method.GET, "/");
    return CURRENT.evaluate(request.header(name1, value1).header(name2, value2).build());
  }

  @Test
  void evaluate_absentResource() {
    Request create = Request.builder(Method.PUT, "/").header("If-None-Match", "*").build();
    Request update = Request.builder(Method.PUT, "/").header("If-Match", "*").build();

    assertThat(Validators.absent().evaluate(create)).isEqualTo(PROCEED);
    assertThat(Validators.absent().evaluate(update)).isEqualTo(FAILED);
  }

  @Test
  void require_conditionDoesNotHold() {
    Request request = Request.builder(Method.PUT, "/").header("If-Match", "\"v0\"").build();

    assertThatThrownBy(() -> CURRENT.require(request))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "412 Precondition Failed: The resource is not in the state that the request expects");
  }

  @Test
  void apply_notModifiedKeepsWhatCachesNeed() {
    Request request = Request.builder(Method.GET, "/").header("If-None-Match", "\"v1\"").build();
    Response response =
        Response.text("hello")
            .withHeader("ETag", "\"v1\"")
            .withHeader("Cache-Control", "max-age=60")
            .withHeader("Content-Language", "en")
            .withHeader("Vary", "Accept");

    Response notModified = Validators.apply(request, response);

    assertThat(notModified.status()).isEqualTo(304);
    assertThat(notModified.body()).isSameAs(Body.empty());
    assertThat(notModified.headers())
        .isEqualTo(
            Headers.builder()
                .add("ETag", "\"v1\"")
                .add("Cache-Control", "max-age=60")
                .add("Vary", "Accept")
                .build());
  }

  @Test
  void apply_onlyToSuccessfulReads() {
    Request put = Request.builder(Method.PUT, "/").header("If-Match", "\"v0\"").build();
    Response done = Response.text("done").withHeader("ETag", "\"v1\"");
    Request get = Request.builder(Method.GET, "/").header("If-None-Match", "*").build();
    Response missing = Response.of(404);

    assertThat(Validators.apply(put, done)).isSameAs(done);
    assertThat(Validators.apply(get, missing)).isSameAs(missing);
  }
}
