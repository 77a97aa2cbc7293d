package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.App;
import dev.toolkit.core.Handler;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.http.Body;
import dev.toolkit.core.http.MediaType;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.middleware.ETags;
import dev.toolkit.core.middleware.Ranges;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

  private static final String LONG = "compressible ".repeat(100);
  private static final Handler TEXT = c -> Response.text(LONG);

  @Test
  void gzip() throws IOException {
    Response response = get(TEXT, "gzip, deflate");

    assertThat(response.header("Content-Encoding")).contains("gzip");
    assertThat(response.header("Vary")).contains("Accept-Encoding");
    assertThat(TestClient.bytes(response).length).isLessThan(LONG.length() / 5);
    assertThat(gunzip(TestClient.bytes(response))).isEqualTo(LONG);
  }

  @Test
  void deflate_isZlib() throws IOException {
    Response response = get(TEXT, "deflate");

    assertThat(response.header("Content-Encoding")).contains("deflate");
    var in = new InflaterInputStream(new ByteArrayInputStream(TestClient.bytes(response)));
    assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity", "br", "gzip;q=0", "identity, gzip;q=0.1"})
  void notAccepted_variesAllTheSame(String accepted) {
    Response response = get(TEXT, accepted);

    assertThat(response.header("Content-Encoding")).isEmpty();
    assertThat(response.header("Vary")).contains("Accept-Encoding");
    assertThat(TestClient.text(response)).isEqualTo(LONG);
  }

  @Test
  void threshold_inBytes() {
    assertThat(isCompressed(c -> Response.text("x".repeat(1023)))).isFalse();
    assertThat(isCompressed(c -> Response.text("x".repeat(1024)))).isTrue();
    assertThat(isCompressed(c -> Response.text("\u20ac".repeat(341)))).isFalse();
    assertThat(isCompressed(c -> Response.text("\u20ac".repeat(342)))).isTrue();
    assertThat(isCompressed(c -> Response.json(new byte[1023]))).isFalse();
    assertThat(isCompressed(c -> fixed(1023))).isFalse();
    assertThat(isCompressed(c -> fixed(1024))).isTrue();
  }

  private static Response fixed(int length) {
    return Response.of(200)
        .withHeader("Content-Type", "text/plain")
        .withBody(Body.stream(length, out -> out.write(new byte[length])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html; charset=utf-8",
        "TEXT/CSS",
        "application/json",
        "application/problem+json",
        "application/xhtml+xml",
        "image/svg+xml",
        "application/wasm"
      })
  void types_compressed(String type) {
    assertThat(isCompressed(ofType(type))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/png",
        "video/mp4",
        "application/zip",
        "application/octet-stream",
        "text/event-stream",
        "font/woff2",
        "multipart/byteranges; boundary=x",
        "junk"
      })
  void types_leftAsTheyAre(String type) {
    Response response = get(ofType(type), "gzip");

    assertThat(response.header("Content-Encoding")).isEmpty();
    assertThat(response.header("Vary")).isEmpty();
  }

  private static Handler ofType(String type) {
    return c -> Response.text(LONG).withHeader("Content-Type", type);
  }

  @Test
  void leftAsTheyAre() {
    assertThat(isCompressed(c -> TEXT.handle(c).withHeader("Content-Encoding", "br"))).isFalse();
    assertThat(isCompressed(c -> TEXT.handle(c).withStatus(206))).isFalse();
    assertThat(
            isCompressed(c -> TEXT.handle(c).withHeader("Cache-Control", "public, No-Transform")))
        .isFalse();
    assertThat(isCompressed(c -> Response.noContent())).isFalse();
    Response encoded = get(c -> TEXT.handle(c).withHeader("Content-Encoding", "br"), "gzip");
    assertThat(encoded.headers().all("Content-Encoding")).containsExactly("br");
  }

  @Test
  void parts_areNotCompressed() {
    App app =
        App.of(routes ->
            routes.use(Compression.create(), Ranges.create(), ETags.create()).get("/", TEXT));
    TestClient client = TestClient.of(app);

    Response part =
        client
            .request(Method.GET, "/")
            .header("Accept-Encoding", "gzip")
            .header("Range", "bytes=0-1099")
            .send();
    Response whole = client.request(Method.GET, "/").header("Accept-Encoding", "gzip").send();

    assertThat(part.status()).isEqualTo(206);
    assertThat(part.header("Content-Encoding")).isEmpty();
    assertThat(part.header("Vary")).contains("Accept-Encoding");
    assertThat(whole.header("ETag").orElseThrow()).startsWith("W/\"");
    assertThat(whole.header("Accept-Ranges")).isEmpty();
  }

  @Test
  void notModified_byTheWeakTag() {
    App app = App.of(routes -> routes.use(Compression.create(), ETags.create()).get("/", TEXT));
    TestClient client = TestClient.of(app);
    Response whole = client.request(Method.GET, "/").header("Accept-Encoding", "gzip").send();

    Response again =
        client
            .request(Method.GET, "/")
            .header("Accept-Encoding", "gzip")
            .header("If-None-Match", whole.header("ETag").orElseThrow())
            .send();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("Vary")).isEqualTo(whole.header("Vary"));
    assertThat(again.header("ETag")).isEqualTo(whole.header("ETag"));
  }

  @Test
  void notModified_byTheStrongTag() {
    App app = App.of(routes -> routes.use(Compression.create(), ETags.create()).get("/", TEXT));
    TestClient client = TestClient.of(app);
    Response whole = client.get("/");

    Response again =
        client
            .request(Method.GET, "/")
            .header("If-None-Match", whole.header("ETag").orElseThrow())
            .send();

    assertThat(again.status()).isEqualTo(304);
    assertThat(again.header("Vary")).contains("Accept-Encoding");
    assertThat(again.header("ETag")).isEqualTo(whole.header("ETag"));
  }

  @Test
  void head_hasTheHeadersOfGetWithoutALength() {
    TestClient client = client(TEXT, Compression.create());

    Response head = client.request(Method.HEAD, "/").header("Accept-Encoding", "gzip").send();
    Response get = client.request(Method.GET, "/").header("Accept-Encoding", "gzip").send();

    assertThat(head.headers()).isEqualTo(get.headers());
    assertThat(head.body().length()).isZero();
  }

  @Test
  void stream_whatIsFlushedReachesTheClient() throws Exception {
    var received = new ByteArrayOutputStream();
    List<String> readable = new ArrayList<>();
    Handler stream =
        c ->
            Response.stream(
                MediaType.parse("text/plain"),
                out -> {
                  out.write("first".getBytes(StandardCharsets.UTF_8));
                  out.flush();
                  readable.add(readable(received.toByteArray(), 5));
                  out.write("second".getBytes(StandardCharsets.UTF_8));
                });
    App app = App.of(routes -> routes.use(Compression.create()).get("/", stream));
    Response response =
        app.handle(
            dev.toolkit.core.http.Request.builder(Method.GET, "/")
                .header("Accept-Encoding", "gzip")
                .build(),
            JvmEnv.create());

    ((Body.Stream) response.body()).writer().writeTo(received);

    assertThat(readable).containsExactly("first");
    assertThat(gunzip(received.toByteArray())).isEqualTo("firstsecond");
  }

  private static String readable(byte[] received, int length) throws IOException {
    var in = new GZIPInputStream(new ByteArrayInputStream(received));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Test
  void stream_thatFailsHasNoEnd() {
    var received = new ByteArrayOutputStream();
    Handler failing =
        c ->
            Response.stream(
                MediaType.parse("text/plain"),
                out -> {
                  out.write("first".getBytes(StandardCharsets.UTF_8));
                  out.flush();
                  throw new IllegalStateException("broken");
                });
    App app = App.of(routes -> routes.use(Compression.create()).get("/", failing));
    Response response =
        app.handle(
            dev.toolkit.core.http.Request.builder(Method.GET, "/")
                .header("Accept-Encoding", "gzip")
                .build(),
            JvmEnv.create());

    assertThatThrownBy(() -> ((Body.Stream) response.body()).writer().writeTo(received))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("broken");
    assertThatThrownBy(() -> gunzip(received.toByteArray())).isInstanceOf(IOException.class);
  }

  @Test
  void withCoding_isPreferred() {
    ContentCoding upper =
        new ContentCoding() {
          @Override
          public String coding() {
            return "br";
          }

          @Override
          public OutputStream encode(OutputStream out) {
            return new FilterOutputStream(out) {
              @Override
              public void write(int b) throws IOException {
                out.write(Character.toUpperCase(b));
              }
            };
          }
        };
    TestClient client = client(TEXT, Compression.create().withCoding(upper));

    Response response =
        client.request(Method.GET, "/").header("Accept-Encoding", "gzip, br").send();

    assertThat(response.header("Content-Encoding")).contains("br");
    assertThat(TestClient.text(response)).startsWith("COMPRESSIBLE ");
  }

  @Property(tries = 200)
  void gzip_decodesToWhatWasSent(@ForAll @Size(max = 5000) byte[] content) throws IOException {
    Handler handler = c -> Response.bytes(MediaType.parse("text/plain"), content);
    TestClient client = client(handler, Compression.create().withMinBytes(0));

    Response response = client.request(Method.GET, "/").header("Accept-Encoding", "gzip").send();

    var in = new GZIPInputStream(new ByteArrayInputStream(TestClient.bytes(response)));
    assertThat(in.readAllBytes()).isEqualTo(content);
  }

  private static boolean isCompressed(Handler handler) {
    return get(handler, "gzip").header("Content-Encoding").orElse("").equals("gzip");
  }

  private static Response get(Handler handler, String accepted) {
    return client(handler, Compression.create())
        .request(Method.GET, "/")
        .header("Accept-Encoding", accepted)
        .send();
  }

  private static TestClient client(Handler handler, Middleware... middleware) {
    return TestClient.of(App.of(routes -> routes.use(middleware).get("/", handler)));
  }

  private static String gunzip(byte[] bytes) throws IOException {
    var in = new GZIPInputStream(new ByteArrayInputStream(bytes));
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }
}
