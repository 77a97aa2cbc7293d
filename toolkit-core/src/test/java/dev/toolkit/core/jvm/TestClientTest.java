package dev.toolkit.core.jvm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.toolkit.core.App;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.Context;
import dev.toolkit.core.Env;
import dev.toolkit.core.Key;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.RequestBody;
import dev.toolkit.core.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestClientTest {

  private static final MediaType TEXT = MediaType.parse("text/plain");
  private static final Key<String> NAME = Key.of("name");

  record Point(int x, int y) {}

  @Test
  void get_json() {
    App app = App.of(routes -> routes.get("/health", c -> c.json(Map.of("status", "ok"))));

    Response response = TestClient.of(app).get("/health");

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("Content-Type")).contains("application/json");
    assertThat(TestClient.text(response)).isEqualTo("{\"status\":\"ok\"}");
  }

  @Test
  void delete_noContent() {
    App app = App.of(routes -> routes.delete("/points/{id}", c -> c.noContent()));

    Response response = TestClient.of(app).delete("/points/7");

    assertThat(response.status()).isEqualTo(204);
    assertThat(TestClient.bytes(response)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH"})
  void send_jsonBody(String method) {
    TestClient client = echo(Method.of(method));
    var point = new Point(1, 2);

    Response response =
        switch (method) {
          case "POST" -> client.post("/echo?a=b", point);
          case "PUT" -> client.put("/echo?a=b", point);
          default -> client.patch("/echo?a=b", point);
        };

    assertThat(TestClient.text(response))
        .isEqualTo(
            method
                + " /echo?a=b from 127.0.0.1 to http localhost"
                + " {Content-Type=application/json} {\"x\":1,\"y\":2}");
  }

  @Test
  void request_withEverything() {
    Response response =
        echo(Method.PUT)
            .request(Method.PUT, "/echo")
            .header("Accept", "*/*")
            .cookie("a", "1")
            .cookie("b", "2")
            .peer("192.0.2.7")
            .host("example.com:8443")
            .body("text/plain", "h\u00e9")
            .send();

    assertThat(TestClient.text(response))
        .isEqualTo(
            "PUT /echo from 192.0.2.7 to http example.com:8443"
                + " {Accept=*/*, Content-Type=text/plain, Cookie=a=1; b=2} h\u00e9");
  }

  @Test
  void request_bytes() {
    Response response =
        echo(Method.POST).request(Method.POST, "/echo").body(TEXT, "bytes".getBytes(UTF_8)).send();

    assertThat(TestClient.text(response))
        .isEqualTo("POST /echo from 127.0.0.1 to http localhost {Content-Type=text/plain} bytes");
  }

  @Test
  void request_bodyThatIsRead() {
    byte[] text = "stream".getBytes(UTF_8);

    Response response =
        echo(Method.POST)
            .request(Method.POST, "/echo")
            .body(RequestBody.of(new ByteArrayInputStream(text), -1))
            .send();

    assertThat(TestClient.text(response))
        .isEqualTo("POST /echo from 127.0.0.1 to http localhost {} stream");
  }

  @Test
  void send_request() {
    Request request = Request.builder(Method.GET, "/echo").scheme("https").build();

    assertThat(TestClient.text(echo(Method.GET).send(request)))
        .isEqualTo("GET /echo from null to https null {} ");
  }

  /** Answers with all that the application saw of the request. */
  private static TestClient echo(Method method) {
    return TestClient.of(App.of(routes -> routes.on(method, "/echo", c -> c.text(describe(c)))));
  }

  private static String describe(Context c) {
    Request request = c.request();
    var headers = new TreeMap<String, String>();
    request.headers().forEach(headers::put);
    String query = request.rawQuery().map(raw -> "?" + raw).orElse("");
    return request
        + query
        + " from "
        + request.peer().orElse(null)
        + " to "
        + request.scheme()
        + " "
        + request.host().orElse(null)
        + " "
        + headers
        + " "
        + c.text();
  }

  @Test
  void json_decoded() {
    App app =
        App.of(routes ->
            routes
                .get("/point", c -> c.json(new Point(1, 2)))
                .get("/points", c -> c.json(List.of(new Point(1, 2), new Point(3, 4)))));
    TestClient client = TestClient.of(app);

    assertThat(client.json(client.get("/point"), Point.class)).isEqualTo(new Point(1, 2));
    assertThat(client.json(client.get("/points"), BodyType.listOf(Point.class)))
        .containsExactly(new Point(1, 2), new Point(3, 4));
  }

  @Test
  void bytes_ofEachKindOfBody() {
    assertThat(TestClient.text(Response.noContent())).isEmpty();
    assertThat(TestClient.text(Response.text("h\u00e9"))).isEqualTo("h\u00e9");
    assertThat(TestClient.text(Response.bytes(TEXT, "b".getBytes(UTF_8)))).isEqualTo("b");
    assertThat(TestClient.text(Response.stream(TEXT, out -> out.write('s')))).isEqualTo("s");
  }

  @Test
  void bytes_areACopy() {
    Response response = Response.bytes(TEXT, new byte[] {1});
    TestClient.bytes(response)[0] = 2;

    assertThat(TestClient.bytes(response)).containsExactly(1);
  }

  @Test
  void get_streamedBodyIsReadToItsEnd() {
    TestClient client = streaming(Response.stream(TEXT, out -> out.write("abc".getBytes(UTF_8))));

    Response response = client.get("/stream");

    assertThat(response.body()).isInstanceOf(Body.Bytes.class);
    assertThat(TestClient.text(response)).isEqualTo("abc");
  }

  @Test
  void head_streamedBodyIsNotWritten() {
    TestClient client =
        streaming(
            Response.stream(
                TEXT,
                out -> {
                  throw new AssertionError("written");
                }));

    Response response = client.request(Method.HEAD, "/stream").send();

    assertThat(response.status()).isEqualTo(200);
    assertThat(TestClient.bytes(response)).isEmpty();
  }

  @Test
  void get_streamThatFails() {
    var failure = new IOException("disk full");
    TestClient client =
        streaming(
            Response.stream(
                TEXT,
                out -> {
                  out.write(1);
                  throw failure;
                }));

    assertThatThrownBy(() -> client.get("/stream"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The body's writer failed after 1 bytes")
        .hasCause(failure);
  }

  @Test
  void get_streamOfAnotherLength() {
    Response response = Response.of(200).withBody(Body.stream(3, out -> out.write(1)));

    assertThatIllegalStateException()
        .isThrownBy(() -> streaming(response).get("/stream"))
        .withMessage("The body's writer wrote 1 bytes, not 3");
  }

  @Test
  void hangUpAfter_endlessStream() {
    var failures = new ArrayList<String>();
    TestClient client =
        streaming(
            Response.stream(
                TEXT,
                out -> {
                  try {
                    while (true) {
                      out.write("data\n".getBytes(UTF_8));
                    }
                  } catch (IOException e) {
                    failures.add(e.getMessage());
                    throw e;
                  }
                }));

    Response response = client.request(Method.GET, "/stream").hangUpAfter(12).send();

    assertThat(TestClient.text(response)).isEqualTo("data\ndata\nda");
    assertThat(failures).containsExactly("The client hung up after 12 bytes");
  }

  @Test
  void hangUpAfter_shortStream() {
    TestClient client = streaming(Response.stream(TEXT, out -> out.write('a')));

    Response response = client.request(Method.GET, "/stream").hangUpAfter(12).send();

    assertThat(TestClient.text(response)).isEqualTo("a");
  }

  @Test
  void hangUpAfter_negative() {
    TestClient client = streaming(Response.noContent());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> client.request(Method.GET, "/stream").hangUpAfter(-1))
        .withMessage("Number of bytes must not be negative: -1");
  }

  private static TestClient streaming(Response response) {
    return TestClient.of(App.of(routes -> routes.get("/stream", c -> response)));
  }

  @Test
  void of_startsAndCloseStops() {
    var events = new ArrayList<String>();
    Env env = JvmEnv.builder().bind(NAME, "Ada").build();
    App app =
        App.of(routes ->
            routes
                .requires(NAME)
                .onStart(started -> events.add("start " + started.require(NAME)))
                .onStop(() -> events.add("stop")));

    try (var client = TestClient.of(app, env)) {
      assertThat(client.env()).isSameAs(env);
      assertThat(events).containsExactly("start Ada");
    }

    assertThat(events).containsExactly("start Ada", "stop");
  }

  /** Which of its constructors takes an object, no codec can know. */
  static final class Torn {
    @JsonCreator
    Torn(@JsonProperty("width") int width) {}

    @JsonCreator
    Torn(@JsonProperty("height") int height, @JsonProperty("depth") int depth) {}
  }

  @Test
  void of_typeThatCannotBeRead() {
    App app = App.of(routes -> routes.post("/torn", Torn.class, (c, torn) -> c.noContent()));

    assertThatIllegalStateException()
        .isThrownBy(() -> TestClient.of(app))
        .withMessage(
            "The application cannot start:\n"
                + "  POST /torn decodes Torn: "
                + "dev.toolkit.core.jvm.TestClientTest$Torn cannot be read from JSON");
  }

  @Test
  void of_incompleteEnvironment() {
    assertThatIllegalStateException()
        .isThrownBy(() -> TestClient.of(App.of(routes -> routes.requires(NAME))))
        .withMessage(
            "The application cannot start:\n"
                + "  The key \"name\" is required, but the Env has no value for it");
  }
}
