package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.core.App;
import dev.toolkit.core.Handler;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.JvmEnv;
import dev.toolkit.core.jvm.TestClient;
import org.junit.jupiter.api.Test;

/** {@link ETags} and {@link Ranges}, which belong together. */
class ConditionalMiddlewareTest {

  private static final Handler HELLO = c -> Response.text("hello");

  @Test
  void etags_sameBytesSameTag() {
    String bytes = tag(c -> Response.bytes(MediaType.parse("text/plain"), "hello".getBytes()));

    assertThat(tag(HELLO)).hasSize(24).startsWith("\"").isEqualTo(bytes);
    assertThat(tag(c -> Response.text("hello!"))).isNotEqualTo(bytes);
  }

  @Test
  void etags_notModified() {
    TestClient client = client(HELLO, ETags.create());
    String tag = client.get("/").header("ETag").orElseThrow();

    Response again = client.request(Method.GET, "/").header("If-None-Match", tag).send();
    Response head = client.request(Method.HEAD, "/").header("If-None-Match", "W/" + tag).send();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body()).isSameAs(Body.empty());
    assertThat(again.headers().size()).isEqualTo(1);
    assertThat(head.status()).isEqualTo(304);
  }

  @Test
  void etags_headHasTheTagOfGet() {
    TestClient client = client(HELLO, ETags.create());

    assertThat(client.request(Method.HEAD, "/").send().header("ETag"))
        .isEqualTo(client.get("/").header("ETag"));
  }

  @Test
  void etags_weak() {
    assertThat(client(HELLO, ETags.create().weak()).get("/").header("ETag").orElseThrow())
        .startsWith("W/\"");
  }

  @Test
  void etags_handlersOwnValidators() {
    Handler own =
        c ->
            Response.text("x")
                .withHeader("ETag", "\"v1\"")
                .withHeader("Last-Modified", "Fri, 02 Jan 2026 03:04:05 GMT");
    TestClient client = client(own, ETags.create());

    Response byTag = client.request(Method.GET, "/").header("If-None-Match", "\"v1\"").send();
    Response byDate =
        client
            .request(Method.GET, "/")
            .header("If-Modified-Since", "Fri, 02 Jan 2026 03:04:05 GMT")
            .send();
    Response failed = client.request(Method.GET, "/").header("If-Match", "\"v0\"").send();

    assertThat(byTag.status()).isEqualTo(304);
    assertThat(byDate.status()).isEqualTo(304);
    assertThat(failed.status()).isEqualTo(412);
  }

  @Test
  void etags_onlyForWhatCanBeCached() {
    assertThat(client(c -> Response.of(404), ETags.create()).get("/").header("ETag")).isEmpty();
    Handler stream = c -> Response.stream(MediaType.parse("a/b"), out -> out.write(1));
    assertThat(client(stream, ETags.create()).get("/").header("ETag")).isEmpty();
    App app = App.of(routes -> routes.use(ETags.create()).post("/", HELLO));
    assertThat(TestClient.of(app).request(Method.POST, "/").send().header("ETag")).isEmpty();
  }

  @Test
  void ranges_afterEtags() {
    TestClient client = client(HELLO, Ranges.create(), ETags.create());
    String tag = client.get("/").header("ETag").orElseThrow();

    Response part =
        client.request(Method.GET, "/").header("Range", "bytes=1-3").header("If-Range", tag).send();
    Response stale =
        client
            .request(Method.GET, "/")
            .header("Range", "bytes=1-3")
            .header("If-Range", "\"other\"")
            .send();

    assertThat(part.status()).isEqualTo(206);
    assertThat(TestClient.text(part)).isEqualTo("ell");
    assertThat(stale.status()).isEqualTo(200);
    assertThat(TestClient.text(stale)).isEqualTo("hello");
  }

  @Test
  void ranges_conditionComesFirst() {
    TestClient client = client(HELLO, Ranges.create(), ETags.create());
    String tag = client.get("/").header("ETag").orElseThrow();

    Response response =
        client
            .request(Method.GET, "/")
            .header("Range", "bytes=99-")
            .header("If-None-Match", tag)
            .send();

    assertThat(response.status()).isEqualTo(304);
  }

  @Test
  void ranges_severalPartsHaveARandomBoundary() {
    TestClient client = client(HELLO, Ranges.create(), ETags.create());

    String first = several(client);

    assertThat(first).matches("multipart/byteranges; boundary=[0-9a-f]{32}");
    assertThat(several(client)).isNotEqualTo(first);
  }

  private static String several(TestClient client) {
    Response parts = client.request(Method.GET, "/").header("Range", "bytes=0-0,2-2").send();
    assertThat(parts.status()).isEqualTo(206);
    return parts.header("Content-Type").orElseThrow();
  }

  private static String tag(Handler handler) {
    return client(handler, ETags.create()).get("/").header("ETag").orElseThrow();
  }

  private static TestClient client(Handler handler, Middleware... middleware) {
    App app = App.of(routes -> routes.use(middleware).get("/", handler));
    return TestClient.of(app, JvmEnv.builder().log(event -> {}).build());
  }
}
