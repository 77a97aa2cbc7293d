package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms and content negotiation, as handlers use them. */
class BodyAndNegotiationTest {

  private static final MediaType JSON = MediaType.parse("application/json");
  private static final MediaType HTML = MediaType.parse("text/html; charset=utf-8");

  private static final App APP =
      App.of(routes ->
          routes
              .post("/form", c -> c.text(c.form().names() + c.form().first("a").orElse("-")))
              .post(
                  "/upload",
                  c -> {
                    var names = new StringBuilder();
                    c.multipart().forEach(part -> names.append(part.name()).append(part.text()));
                    return c.text(names.toString());
                  })
              .get("/page", c -> c.text(c.negotiate(JSON, HTML).subtype()).withVary("Accept")));

  private final TestClient client = TestClient.of(APP, JvmEnv.builder().log(event -> {}).build());

  @Test
  void form_decodedAsAQuery() {
    Response response =
        form("application/x-www-form-urlencoded; charset=UTF-8", "a=1+%C3%A4&b&a=2");

    assertThat(TestClient.text(response)).isEqualTo("[a, b]1 \u00e4");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | a=1 | 415",
        "application/x-www-form-urlencoded | a=%zz | 400",
        "application/x-www-form-urlencoded | a=%ff | 400",
        "application/x-www-form-urlencoded; charset=utf-16 | a=1 | 415"
      })
  void form_refused(String type, String body, int status) {
    assertThat(form(type, body).status()).isEqualTo(status);
  }

  @Test
  void form_tooManyFields() {
    String type = "application/x-www-form-urlencoded";

    assertThat(form(type, "a&".repeat(1000)).status()).isEqualTo(200);
    Response response = form(type, "a&".repeat(1001));
    assertThat(response.status()).isEqualTo(413);
    assertThat(TestClient.text(response)).contains("Form has more than 1000 fields");
  }

  private Response form(String type, String body) {
    return client.request(Method.POST, "/form").body(type, body).send();
  }

  @Test
  void multipart_partsOfTheRequest() {
    String body = "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--x--\r\n";

    Response response =
        client
            .request(Method.POST, "/upload")
            .body("multipart/form-data; boundary=\"x\"", body)
            .send();

    assertThat(TestClient.text(response)).isEqualTo("a1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | html",
        "text/*;q=0.5, application/json;q=0.4 | html",
        "*/* | json",
        "'' | json",
        "text/html;charset=utf-8 | html"
      })
  void negotiate_preferred(String accept, String subtype) {
    Response response = client.request(Method.GET, "/page").header("Accept", accept).send();

    assertThat(TestClient.text(response)).isEqualTo(subtype);
    assertThat(response.header("Vary")).contains("Accept");
  }

  @Test
  void negotiate_nothingAcceptable() {
    Response response =
        client.request(Method.GET, "/page").header("Accept", "image/png, text/html;q=0").send();

    assertThat(response.status()).isEqualTo(406);
    assertThat(response.header("Vary")).contains("Accept");
    assertThat(TestClient.text(response))
        .isEqualTo(
            "{\"title\":\"Not Acceptable\",\"status\":406,"
                + "\"detail\":\"None of what is there is acceptable (Accept)\","
                + "\"available\":[\"application/json\",\"text/html; charset=utf-8\"]}");
  }
}
