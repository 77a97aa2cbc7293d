package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolkit.core.App;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.Env;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.validation.JakartaBodyValidator;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What clients are told about bodies that are not what a handler takes: the documents in full. */
class BodyProblemsTest {

  record Item(@NotBlank @JsonProperty("item_name") String name, @Min(1) int count) {}

  record Order(List<@Valid Item> items) {}

  private static final App APP =
      App.of(routes ->
          routes
              .post("/orders", Order.class, (c, order) -> c.json(order))
              .post("/items", c -> c.json(c.body(BodyType.listOf(Item.class)))));

  private final TestClient client = TestClient.of(APP);

  @Test
  void valid() {
    Response response = client.post("/orders", new Order(List.of(new Item("pen", 2))));

    assertThat(response.status()).isEqualTo(200);
    assertThat(TestClient.text(response))
        .isEqualTo("{\"items\":[{\"item_name\":\"pen\",\"count\":2}]}");
  }

  @Test
  void badRequest_notJson() {
    assertProblem(
        post("{\"items\":\n [}"),
        400,
        "{\"title\":\"Bad Request\",\"status\":400,"
            + "\"line\":2,\"column\":3,"
            + "\"detail\":\"Request body: expected a value (line 2, column 3)\","
            + "\"pointer\":\"\"}");
  }

  @Test
  void badRequest_anotherShape() {
    assertProblem(
        post("{\"items\":[{\"item_name\":\"pen\",\"count\":\"secret\"}]}"),
        400,
        "{\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"Request body: must be an integer\","
            + "\"pointer\":\"/items/0/count\"}");
  }

  @Test
  void badRequest_nullElement() {
    String json = "[{\"item_name\":\"pen\",\"count\":1},null]";

    assertProblem(
        client.request(Method.POST, "/items").body("application/json", json).send(),
        400,
        "{\"title\":\"Bad Request\",\"status\":400,"
            + "\"detail\":\"Request body: must not be null\","
            + "\"pointer\":\"/1\"}");
  }

  @Test
  void badRequest_empty() {
    assertProblem(
        post(""),
        400,
        "{\"title\":\"Bad Request\",\"status\":400,"
            + "\"line\":1,\"column\":1,"
            + "\"detail\":\"Request body: the text is empty (line 1, column 1)\","
            + "\"pointer\":\"\"}");
  }

  @Test
  void badRequest_missing() {
    assertProblem(
        client.request(Method.POST, "/orders").send(),
        400,
        "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\"Request body is missing\"}");
  }

  @Test
  void contentTooLarge() {
    String padding = " ".repeat(1_048_576);

    assertProblem(
        post(padding + "{}"),
        413,
        "{\"title\":\"Content Too Large\",\"status\":413,"
            + "\"detail\":\"Request body exceeds 1048576 bytes (BodyLimit)\"}");
  }

  @Test
  void unsupportedMediaType() {
    assertProblem(
        client.request(Method.POST, "/orders").body("text/plain", "{}").send(),
        415,
        "{\"title\":\"Unsupported Media Type\",\"status\":415,"
            + "\"detail\":\"Content-Type must be application/json\"}");
  }

  @Test
  void unsupportedCharset() {
    byte[] json = "{}".getBytes(StandardCharsets.UTF_16LE);
    MediaType type = MediaType.parse("application/json;charset=utf-16le");

    assertProblem(
        client.request(Method.POST, "/orders").body(type, json).send(),
        415,
        "{\"title\":\"Unsupported Media Type\",\"status\":415,"
            + "\"detail\":\"JSON must be in UTF-8\"}");
  }

  @Test
  void unprocessableContent() {
    assertProblem(
        post("{\"items\":[{\"item_name\":\"pen\",\"count\":1},{\"item_name\":\" \",\"count\":0}]}"),
        422,
        "{\"title\":\"Unprocessable Content\",\"status\":422,"
            + "\"detail\":\"Request body breaks 2 constraints\","
            + "\"errors\":["
            + "{\"pointer\":\"/items/1/count\","
            + "\"message\":\"must be greater than or equal to 1\",\"code\":\"Min\"},"
            + "{\"pointer\":\"/items/1/item_name\","
            + "\"message\":\"must not be blank\",\"code\":\"NotBlank\"}]}");
  }

  @Test
  void unprocessableContent_inTheClientsLanguage() {
    Response response =
        client
            .request(Method.POST, "/items")
            .header("Accept-Language", "xx, de-DE;q=0.9, en;q=0.8")
            .json(List.of(new Item("", 1)))
            .send();

    assertProblem(
        response,
        422,
        "{\"title\":\"Unprocessable Content\",\"status\":422,"
            + "\"detail\":\"Request body breaks a constraint\","
            + "\"errors\":[{\"pointer\":\"/0/item_name\","
            + "\"message\":\"darf nicht leer sein\",\"code\":\"NotBlank\"}]}");
  }

  @Test
  void start_withoutValidator() {
    Env full = JvmEnv.create();
    Env env =
        Env.builder(full.clock(), full.random(), full.crypto(), full.log())
            .json(full.json())
            .validatorHint(JakartaBodyValidator.MISSING_PROVIDER)
            .build();

    assertThatIllegalStateException()
        .isThrownBy(() -> TestClient.of(APP, env))
        .withMessage(
            "The application cannot start:\n"
                + "  POST /orders validates Order, but no Jakarta Validation provider is on the"
                + " class path: add org.hibernate.validator:hibernate-validator");
  }

  private Response post(String json) {
    return client.request(Method.POST, "/orders").body("application/json", json).send();
  }

  private static void assertProblem(Response response, int status, String document) {
    assertThat(TestClient.text(response)).isEqualTo(document);
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("Content-Type")).contains("application/problem+json");
  }
}
