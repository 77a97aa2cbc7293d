package dev.toolkit.core.middleware;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.App;
import dev.toolkit.core.Middleware;
import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.jvm.TestClient;
import dev.toolkit.core.testing.Envs;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Middleware and steps that are small enough to share a test. */
class SmallMiddlewareTest {

  // IpRestriction

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 200",
    "10.6.6.6, 403",
    "11.1.2.3, 403",
    "::ffff:10.1.2.3, 200",
    "2001:db8::1, 200",
    "not an address, 403",
    ", 403"
  })
  void ipRestriction_allowing(@Nullable String peer, int status) {
    Middleware restriction =
        IpRestriction.allowing("10.0.0.0/8", "2001:db8::/32").withDenied("10.6.6.6");

    assertThat(statusFrom(peer, restriction)).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({"10.1.2.3, 403", "11.1.2.3, 200", ", 200"})
  void ipRestriction_denying(@Nullable String peer, int status) {
    assertThat(statusFrom(peer, IpRestriction.denying("10.0.0.0/8"))).isEqualTo(status);
  }

  private static int statusFrom(@Nullable String peer, Middleware middleware) {
    App app = App.of(routes -> routes.use(middleware).get("/", c -> Response.text("ok")));
    return app.handle(Request.builder(Method.GET, "/").peer(peer).build(), Envs.bare()).status();
  }

  // MethodOverride

  @ParameterizedTest
  @CsvSource({
    "DELETE, DELETE",
    "delete, DELETE",
    "PUT, PUT",
    "GET, POST",
    "TRACE, POST",
    "'', POST"
  })
  void methodOverride_header(String asked, String method) {
    Request request = post("/").header("X-HTTP-Method-Override", asked).build();

    assertThat(MethodOverride.byHeader().apply(request).method()).isEqualTo(Method.of(method));
  }

  @Test
  void methodOverride_queryAndForm() {
    Request byQuery = post("/?_method=PATCH").build();
    Request byForm =
        post("/")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body("a=1&_method=PUT")
            .build();
    Request json = post("/").header("Content-Type", "application/json").body("{}").build();
    UnaryOperator<Request> form = MethodOverride.byForm("_method");

    assertThat(MethodOverride.byQuery("_method").apply(byQuery).method()).isEqualTo(Method.PATCH);
    assertThat(form.apply(byForm).method()).isEqualTo(Method.PUT);
    assertThat(form.apply(byForm).form().first("a")).contains("1");
    assertThat(form.apply(json)).isSameAs(json);
  }

  @Test
  void methodOverride_onlyPost() {
    Request get = Request.builder(Method.GET, "/?_method=DELETE").build();

    assertThat(MethodOverride.byQuery("_method").apply(get)).isSameAs(get);
  }

  @Test
  void methodOverride_malformedFormIsAnswered() {
    App app =
        App.of(routes ->
            routes.rewrite(MethodOverride.byForm("_method")).post("/", c -> Response.text("ok")));
    Request request =
        post("/").header("Content-Type", "application/x-www-form-urlencoded").body("%zz").build();

    assertThat(app.handle(request, Envs.bare()).status()).isEqualTo(400);
  }

  private static Request.Builder post(String target) {
    return Request.builder(Method.POST, target);
  }

  // TrailingSlash

  @ParameterizedTest
  @CsvSource({
    "/users/, /users",
    "/users///, /users",
    "/a%20b/?x=1%262, /a%20b?x=1%262",
    "//evil.example/, /evil.example",
    "///evil.example//, /evil.example",
    "/\\evil.example/, /evil.example"
  })
  void trailingSlash_trimming(String target, String location) {
    Response response = slash(TrailingSlash.trimming(), Method.GET, target);

    assertThat(response.status()).isEqualTo(301);
    assertThat(response.header("Location")).contains(location);
  }

  @ParameterizedTest
  @CsvSource({"/users, /users/", "//evil.example, /evil.example/"})
  void trailingSlash_appending(String target, String location) {
    Response response = slash(TrailingSlash.appending(), Method.GET, target);

    assertThat(response.header("Location")).contains(location);
  }

  @Test
  void trailingSlash_leavesTheRestAlone() {
    assertThat(slash(TrailingSlash.trimming(), Method.GET, "/there/").status()).isEqualTo(200);
    assertThat(slash(TrailingSlash.trimming(), Method.GET, "/missing").status()).isEqualTo(404);
    assertThat(slash(TrailingSlash.trimming(), Method.GET, "/").status()).isEqualTo(404);
    assertThat(slash(TrailingSlash.trimming(), Method.POST, "/users/").status()).isEqualTo(404);
    assertThat(slash(TrailingSlash.appending(), Method.GET, "/users/").status()).isEqualTo(404);
  }

  private static Response slash(TrailingSlash middleware, Method method, String target) {
    App app = App.of(routes -> routes.use(middleware).get("/there/", c -> Response.text("ok")));
    return app.handle(Request.builder(method, target).build(), Envs.bare());
  }

  // PrettyJson

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":[1,{}],\"b\":{\"c\":\"x,\\\"{}\\\\\"}} |"
            + " {^  \"a\": [^    1,^    {}^  ],^  \"b\": {^    \"c\": \"x,\\\"{}\\\\\"^  }^}",
        "[] | []",
        "{ } | {}",
        "\"a b\" | \"a b\"",
        "[ 1 , -2.5e3 , true ] | [^  1,^  -2.5e3,^  true^]",
        "\"open\\ | \"open\\",
        "}}} | ^}^}^}"
      })
  void prettyJson_movesTokensApart(String json, String pretty) {
    App app =
        App.of(routes ->
            routes.use(PrettyJson.create()).get("/", c -> Response.json(json.getBytes())));

    assertThat(TestClient.text(TestClient.of(app).get("/?pretty")))
        .isEqualTo(pretty.replace('^', '\n'));
    assertThat(TestClient.text(TestClient.of(app).get("/?pretty=1&x=%zz"))).isEqualTo(json);
    assertThat(TestClient.text(TestClient.of(app).get("/"))).isEqualTo(json);
  }

  @Property
  void prettyJson_takesAnything(@ForAll String text) {
    App app =
        App.of(routes ->
            routes.use(PrettyJson.create()).get("/", c -> Response.json(text.getBytes())));

    assertThat(app.handle(Request.builder(Method.GET, "/?pretty").build(), Envs.bare()).status())
        .isEqualTo(200);
  }

  @Property(tries = 20)
  void prettyJson_nestingDoesNotMultiply(@ForAll @IntRange(min = 100, max = 5000) int depth) {
    String json = "[".repeat(depth) + "]".repeat(depth);
    App app =
        App.of(routes ->
            routes.use(PrettyJson.create()).get("/", c -> Response.json(json.getBytes())));

    Response response = TestClient.of(app).get("/?pretty");

    assertThat(TestClient.bytes(response).length).isLessThan(json.length() * 70);
  }

  // ServerTiming

  @Test
  void serverTiming_totalAndMeasured() {
    App app =
        App.of(routes ->
            routes
                .use(ServerTiming.create())
                .get(
                    "/",
                    c -> Response.text(c.require(ServerTiming.MEASURED).measure("db", () -> "x"))));

    // Each look at the clock is a millisecond after the one before.
    assertThat(
            app.handle(Request.builder(Method.GET, "/").build(), Envs.bare())
                .header("Server-Timing"))
        .contains("db;dur=1.000, total;dur=3.000");
  }

  @Test
  void serverTiming_nameThatIsNoToken() {
    App app =
        App.of(routes ->
            routes
                .use(ServerTiming.create())
                .get(
                    "/",
                    c -> {
                      assertThatIllegalArgumentException()
                          .isThrownBy(
                              () -> c.require(ServerTiming.MEASURED).measure("a;b", () -> "x"));
                      return Response.text("ok");
                    }));

    assertThat(app.handle(Request.builder(Method.GET, "/").build(), Envs.bare()).status())
        .isEqualTo(200);
  }

  // LanguageDetection

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/ | '' | '' | en",
        "/ | '' | de-AT, en;q=0.5 | de",
        "/ | '' | fr, pt-br;q=0.5 | pt-BR",
        "/ | '' | pt | en",
        "/ | lang=de | en | de",
        "/ | lang=xx | de | de",
        "/?lang=pt-BR | lang=de | en | pt-BR",
        "/?lang=../../etc | lang=de | en | de",
        "/?lang=%zz | '' | de | de"
      })
  void languageDetection(String target, String cookie, String accepted, String language) {
    App app =
        App.of(routes ->
            routes
                .use(LanguageDetection.supporting("en", "de", "pt-BR"))
                .get("/", c -> c.text(c.require(LanguageDetection.LANGUAGE))));

    Response response =
        TestClient.of(app)
            .request(Method.GET, target)
            .header("Cookie", cookie)
            .header("Accept-Language", accepted)
            .send();

    assertThat(TestClient.text(response)).isEqualTo(language);
    assertThat(response.header("Vary")).contains("Accept-Language, Cookie");
  }
}
