package dev.toolkit.core.jvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.core.App;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Problem;
import dev.toolkit.core.http.Response;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

  private static final String MODIFIED = "Fri, 02 Jan 2026 03:04:05 GMT";

  @TempDir Path temp;
  private Path root;
  private StaticFiles files;

  @BeforeEach
  void writeFiles() throws IOException {
    root = Files.createDirectories(temp.resolve("public"));
    write("app.js", "let a = 1;");
    write("index.html", "<p>home");
    write("docs/index.html", "<p>docs");
    write("docs/a b.txt", "spaced");
    write("docs/gr\u00fc\u00dfe.txt", "umlauts");
    write("empty/.keep", "");
    write(".env", "SECRET");
    write(".git/config", "SECRET");
    write("internal/report.txt", "REPORT");
    Files.writeString(temp.resolve("secret.txt"), "SECRET");
    files = StaticFiles.from(root);
  }

  private void write(String name, String content) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  @Test
  void get_file() {
    Response response = get("/assets/app.js");

    assertThat(response.status()).isEqualTo(200);
    assertThat(TestClient.text(response)).isEqualTo("let a = 1;");
    assertThat(response.header("Content-Type")).contains("text/javascript; charset=utf-8");
    assertThat(response.header("Cache-Control")).contains("no-cache");
    assertThat(response.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(response.header("Last-Modified")).contains(MODIFIED);
    assertThat(response.header("Accept-Ranges")).contains("bytes");
    assertThat(response.header("ETag").orElseThrow()).matches("\"[0-9a-f]+-a\"");
  }

  @ParameterizedTest
  @CsvSource({
    "/assets/, <p>home",
    "/assets/docs/, <p>docs",
    "/assets/docs/a%20b.txt, spaced",
    "/assets/docs/gr%C3%BC%C3%9Fe.txt, umlauts",
    "/assets/%61pp.js, let a = 1;"
  })
  void get_indexAndEncodedNames(String path, String content) {
    assertThat(TestClient.text(get(path))).isEqualTo(content);
  }

  @ParameterizedTest
  @CsvSource({"/assets/docs, ./docs/", "/assets/docs?x=1, ./docs/?x=1"})
  void get_folderWithoutSlash(String target, String location) {
    Response response = get(target);

    assertThat(response.status()).isEqualTo(301);
    assertThat(response.header("Location")).contains(location);
  }

  @Test
  void get_folderAtTheRootOfTheHost_leadsToNoOtherHost() throws IOException {
    write("evil.example/index.html", "x");
    App app = App.of(routes -> files.accept(routes));

    assertThat(client(app).get("//evil.example").status()).isEqualTo(404);
    assertThat(client(app).get("/evil.example").header("Location")).contains("./evil.example/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/missing.txt",
        "/assets/../secret.txt",
        "/assets/%2e%2e/secret.txt",
        "/assets/.%2e/secret.txt",
        "/assets/docs/../../secret.txt",
        "/assets/..%2fsecret.txt",
        "/assets/..%5csecret.txt",
        "/assets/..\\secret.txt",
        "/assets/docs%2findex.html",
        "/assets/docs%5Cindex.html",
        "/assets/%252e%252e/secret.txt",
        "/assets//app.js",
        "/assets///etc/passwd",
        "/assets/%2fetc/passwd",
        "/assets/./app.js",
        "/assets/app.js/",
        "/assets/app.js/x",
        "/assets/app.js%00",
        "/assets/app.js%00.png",
        "/assets/app.js%0a",
        "/assets/.env",
        "/assets/%2eenv",
        "/assets/.git/config",
        "/assets/.git",
        "/assets/.git/",
        "/assets/empty/",
        "/assets/C:/app.js",
        "/assets/app.js::$DATA",
        "/assets/APP.JS",
        "/assets/~root"
      })
  void get_notThere(String path) {
    Response response = get(path);

    assertThat(response.status()).isEqualTo(404);
    assertThat(TestClient.text(response)).doesNotContain("SECRET", "root:", temp.toString());
  }

  @Test
  void get_linkThatLeadsOut() throws IOException {
    Files.createSymbolicLink(root.resolve("out.txt"), temp.resolve("secret.txt"));
    Files.createSymbolicLink(root.resolve("up"), temp);
    Files.createSymbolicLink(root.resolve("in.txt"), root.resolve("app.js"));
    Files.createSymbolicLink(root.resolve("env.txt"), root.resolve(".env"));
    Files.createSymbolicLink(root.resolve("loop"), root.resolve("loop"));

    assertThat(get("/assets/out.txt").status()).isEqualTo(404);
    assertThat(get("/assets/up/secret.txt").status()).isEqualTo(404);
    assertThat(get("/assets/env.txt").status()).isEqualTo(404);
    assertThat(get("/assets/loop").status()).isEqualTo(404);
    assertThat(TestClient.text(get("/assets/in.txt"))).isEqualTo("let a = 1;");
  }

  @Test
  void get_folderThatIsALink() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("current"), root);

    assertThat(client(app(StaticFiles.from(link))).get("/assets/app.js").status()).isEqualTo(200);
  }

  /** A group that protects a part of the files is not to be walked around. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/assets/internal/report.txt",
        "/assets//internal/report.txt",
        "/assets/internal%2freport.txt",
        "/assets/./internal/report.txt",
        "/assets/docs/../internal/report.txt",
        "/assets/INTERNAL/report.txt",
        "/assets/%69nternal/report.txt"
      })
  void get_protectedPart(String path) {
    App app =
        App.of(routes ->
            routes
                .group("/assets", files)
                .group(
                    "/assets/internal",
                    internal ->
                        internal
                            .use((c, next) -> Problem.of(401).toResponse())
                            .get("/{*path}", c -> c.text("never"))));

    assertThat(client(app).get(path).status()).isIn(401, 404);
  }

  /** Whatever the path, nothing is sent that is not below the folder. */
  @Property(tries = 500)
  void get_anyPath(@ForAll("paths") String path) throws IOException {
    Response response =
        client(app(StaticFiles.from(PropertyFolder.folder()))).get("/assets/" + path);

    assertThat(response.status()).isIn(200, 301, 400, 404);
    assertThat(TestClient.text(response)).doesNotContain("SECRET");
  }

  @Provide
  Arbitrary<String> paths() {
    return Arbitraries.of(
            "..",
            ".",
            "/",
            "%2f",
            "%5c",
            "\\",
            "%2e",
            "%00",
            "a",
            "secret.txt",
            ".env",
            "%",
            ":",
            "~")
        .list()
        .ofMaxSize(7)
        .map(parts -> String.join("", parts));
  }

  /** The files of the property, made once. */
  private static final class PropertyFolder {
    private static Path temp;

    static Path folder() throws IOException {
      if (temp == null) {
        temp = Files.createTempDirectory("static-files");
        Path folder = Files.createDirectories(temp.resolve("public/a"));
        Files.writeString(temp.resolve("secret.txt"), "SECRET");
        Files.writeString(folder.resolveSibling(".env"), "SECRET");
        Files.writeString(folder.resolve("a"), "fine");
      }
      return temp.resolve("public");
    }
  }

  @Test
  void get_conditions() {
    String tag = get("/assets/app.js").header("ETag").orElseThrow();

    assertThat(get("/assets/app.js", "If-None-Match", tag).status()).isEqualTo(304);
    assertThat(get("/assets/app.js", "If-Modified-Since", MODIFIED).status()).isEqualTo(304);
    assertThat(get("/assets/app.js", "If-Match", "\"x\"").status()).isEqualTo(412);
  }

  @Test
  void get_ranges() {
    Response part = get("/assets/app.js", "Range", "bytes=4-4");
    Response beyond = get("/assets/app.js", "Range", "bytes=10-");

    assertThat(part.status()).isEqualTo(206);
    assertThat(TestClient.text(part)).isEqualTo("a");
    assertThat(beyond.status()).isEqualTo(416);
  }

  @Test
  void head_lengthWithoutContent() {
    Response response = client(app(files)).request(Method.HEAD, "/assets/app.js").send();

    assertThat(response.header("Content-Length")).contains("10");
    assertThat(response.body().length()).isZero();
  }

  @Test
  void get_otherMethods() {
    assertThat(client(app(files)).delete("/assets/app.js").status()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "br, gzip | br | BR",
        "gzip | gzip | GZ",
        "zstd, gzip | gzip | GZ",
        "gzip;q=0.5, br;q=0.1 | gzip | GZ",
        "'' | '' | let a = 1;",
        "br;q=0 | '' | let a = 1;"
      })
  void withPrecompressed_byWhatTheClientAccepts(String accepted, String coding, String content)
      throws IOException {
    write("app.js.br", "BR");
    write("app.js.gz", "GZ");
    TestClient client = client(app(files.withPrecompressed()));

    Response response =
        client.request(Method.GET, "/assets/app.js").header("Accept-Encoding", accepted).send();

    assertThat(TestClient.text(response)).isEqualTo(content);
    assertThat(response.header("Content-Encoding").orElse("")).isEqualTo(coding);
    assertThat(response.header("Content-Type")).contains("text/javascript; charset=utf-8");
    assertThat(response.header("Vary")).contains("Accept-Encoding");
  }

  @Test
  void withPrecompressed_eachVariantHasItsTag() throws IOException {
    write("app.js.gz", "let a = 1;");
    TestClient client = client(app(files.withPrecompressed()));

    Response plain = client.get("/assets/app.js");
    Response gzip =
        client.request(Method.GET, "/assets/app.js").header("Accept-Encoding", "gzip").send();

    assertThat(gzip.header("ETag")).isNotEqualTo(plain.header("ETag"));
  }

  @Test
  void withPrecompressed_linkThatLeadsOut() throws IOException {
    Files.createSymbolicLink(root.resolve("app.js.gz"), temp.resolve("secret.txt"));
    TestClient client = client(app(files.withPrecompressed()));

    Response response =
        client.request(Method.GET, "/assets/app.js").header("Accept-Encoding", "gzip").send();

    assertThat(TestClient.text(response)).isEqualTo("let a = 1;");
  }

  @Test
  void withFallback_pagesOnly() {
    TestClient client = client(app(files.withFallback("index.html")));

    assertThat(TestClient.text(client.get("/assets/users/7"))).isEqualTo("<p>home");
    assertThat(client.get("/assets/missing.js").status()).isEqualTo(404);
  }

  @Test
  void options() throws IOException {
    write("data.custom", "x");
    write("home.htm", "<p>other");
    StaticFiles changed =
        files
            .withCacheControl("max-age=60")
            .withMediaType("custom", "application/x-custom")
            .withIndex("home.htm")
            .allowHiddenFiles();
    TestClient client = client(app(changed));

    assertThat(client.get("/assets/data.custom").header("Content-Type"))
        .contains("application/x-custom");
    assertThat(client.get("/assets/data.custom").header("Cache-Control")).contains("max-age=60");
    assertThat(TestClient.text(client.get("/assets/"))).isEqualTo("<p>other");
    assertThat(client.get("/assets/.env").status()).isEqualTo(200);
    assertThat(client.get("/assets/../secret.txt").status()).isEqualTo(404);
    assertThat(client(app(files.withoutIndex())).get("/assets/docs/").status()).isEqualTo(404);
    assertThat(client(app(files.withoutIndex())).get("/assets/docs").status()).isEqualTo(404);
  }

  @Test
  void from_noFolder() {
    Path missing = temp.resolve("missing");

    assertThatIllegalArgumentException()
        .isThrownBy(() -> StaticFiles.from(missing))
        .withMessage("Not a folder that can be read: \"" + missing + "\"");
    assertThatIllegalArgumentException().isThrownBy(() -> StaticFiles.from(root.resolve("app.js")));
  }

  @Test
  void fileBody_largeFileInParts() throws Exception {
    byte[] content = new byte[200_000];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i % 251);
    }
    Path file = temp.resolve("large.bin");
    Files.write(file, content);

    Response whole = Response.of(200).withBody(FileBody.of(file));
    Response part = whole.withBody(whole.body().slice(65_000, 100_000).orElseThrow());

    assertThat(TestClient.bytes(whole)).isEqualTo(content);
    assertThat(TestClient.bytes(part))
        .isEqualTo(java.util.Arrays.copyOfRange(content, 65_000, 165_000));
  }

  @Test
  void fileBody_fileThatIsCut() throws IOException {
    Path file = temp.resolve("cut.txt");
    Files.writeString(file, "0123456789");
    Response response = Response.of(200).withBody(FileBody.of(file));
    Files.writeString(file, "0123");

    assertThatThrownBy(() -> TestClient.bytes(response))
        .hasRootCauseMessage("File ended at 4 instead of 10 bytes");
  }

  @Test
  void fileBody_noFile() {
    assertThatThrownBy(() -> FileBody.of(temp.resolve("missing")))
        .isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> FileBody.of(temp)).isInstanceOf(NoSuchFileException.class);
  }

  private Response get(String target) {
    return client(app(files)).get(target);
  }

  private Response get(String target, String header, String value) {
    return client(app(files)).request(Method.GET, target).header(header, value).send();
  }

  private static App app(StaticFiles files) {
    return App.of(routes -> routes.group("/assets", files));
  }

  private static TestClient client(App app) {
    return TestClient.of(app, JvmEnv.builder().log(event -> {}).build());
  }
}
