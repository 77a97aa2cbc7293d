package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

  private final Router<String> router =
      Router.<String>builder()
          .get("/users", "list")
          .post("/users", "add")
          .add(Route.of("GET", "/users/{id:[0-9]+}", "show").withName("user"))
          .get("/users/{id}/posts/{page?}", "posts")
          .any("/files/{*path}", "files")
          .build();

  @Test
  void match_foundWithoutParams_isShared() {
    assertThat(router.match("GET", "/users")).isSameAs(router.match("GET", "/users?a=b"));
    assertThat(found("/users").target()).isEqualTo("list");
    assertThat(found("/users").params()).isEmpty();
  }

  @Test
  void match_notFound_isShared() {
    assertThat(router.match("GET", "/nope")).isSameAs(router.match("PUT", "/nope/x"));
  }

  @Test
  void match_notAllowed() {
    Match<String> match = router.match("DELETE", "/users");

    Match.NotAllowed<String> refused = (Match.NotAllowed<String>) match;
    assertThat(refused.allow()).containsExactly("GET", "HEAD", "POST");
    assertThat(refused.allowHeader()).isEqualTo("GET, HEAD, POST");
    assertThat(match).isSameAs(router.match("DELETE", "/users"));
  }

  @Test
  void found_reading() {
    Match.Found<String> found = found("/users/a%20b/posts/7");

    assertThat(found.route().pattern().text()).isEqualTo("/users/{id}/posts/{page?}");
    assertThat(found.paramCount()).isEqualTo(2);
    assertThat(found.paramName(1)).isEqualTo("page");
    assertThat(found.param(0)).isEqualTo("a b");
    assertThat(found.param("id")).isEqualTo("a b");
    assertThat(found.rawParam(0)).isEqualTo("a%20b");
    assertThat(found.start(0)).isEqualTo(7);
    assertThat(found.end(0)).isEqualTo(12);
    assertThat(found.longParam("page")).isEqualTo(7);
    assertThat(found.intParam(1)).isEqualTo(7);
    assertThat(found.params()).isEqualTo(Map.of("id", "a b", "page", "7"));
    assertThat(found.params()).hasToString("{id=a b, page=7}");
    assertThat(found.toString()).doesNotContain("a b");
  }

  @Test
  void found_wrongName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found("/users/7").param("uid"))
        .withMessage("Path pattern \"/users/{id:[0-9]+}\" has no parameter \"uid\"");
    assertThatThrownBy(() -> found("/users/7").param(1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void found_optionalLeftOut() {
    Match.Found<String> found = found("/users/7/posts");

    assertThat(found.param("page")).isNull();
    assertThat(found.rawParam(1)).isNull();
    assertThat(found.start(1)).isEqualTo(-1);
    assertThat(found.end(1)).isEqualTo(-1);
    assertThat(found.params()).isEqualTo(Map.of("id", "7"));
    assertThatThrownBy(() -> found.longParam("page"))
        .hasMessage("Path parameter \"page\" was left out and has no number");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "7, 7",
    "-7, -7",
    "007, 7",
    "-0, 0",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "%37, 7",
    "%2D1, -1"
  })
  void longParam_number(String text, long number) {
    String path = "/users/" + text + "/posts";

    assertThat(found(path).longParam(0)).isEqualTo(number);
    assertThat(bytes(path).longParam("id")).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "abc, is not a number",
    "-, is not a number",
    "+7, is not a number",
    "7a, is not a number",
    "%D9%A7, is not a number",
    "7.0, is not a number",
    "--7, is not a number",
    "9223372036854775808, is not between -9223372036854775808 and 9223372036854775807",
    "-9223372036854775809, is not between -9223372036854775808 and 9223372036854775807",
    "99999999999999999999999, is not between -9223372036854775808 and 9223372036854775807",
    "99999999999999999999999x, is not a number"
  })
  void longParam_notOne(String text, String fault) {
    Match.Found<String> found = found("/users/" + text + "/posts");

    assertThatThrownBy(() -> found.longParam(0))
        .isInstanceOfSatisfying(
            PathNumberException.class, e -> assertThat(e.paramName()).isEqualTo("id"))
        .hasMessage("Path parameter \"id\" " + fault);
  }

  @Test
  void intParam_range() {
    assertThat(found("/users/2147483647").intParam(0)).isEqualTo(Integer.MAX_VALUE);
    assertThat(found("/users/-2147483648/posts").intParam(0)).isEqualTo(Integer.MIN_VALUE);
    assertThatThrownBy(() -> found("/users/2147483648").intParam("id"))
        .hasMessage("Path parameter \"id\" is not between -2147483648 and 2147483647");
  }

  @Test
  void match_bytes_offsetsOfTheArray() {
    Match.Found<String> found = bytes("/users/12/posts/3");

    assertThat(found.start(0)).isEqualTo(11);
    assertThat(found.end(0)).isEqualTo(13);
    assertThat(found.param("id")).isEqualTo("12");
    assertThat(bytes("/users/1%32/posts/3").start(0)).isEqualTo(11);
    assertThat(bytes("/users/1%32/posts/3").param("id")).isEqualTo("12");
  }

  @Test
  void match_bytes_badPath() {
    byte[] line = "GET /a%zz".getBytes(StandardCharsets.US_ASCII);
    byte[] latin = {'/', 'a', (byte) 0xe9, '%'};

    assertThat(router.match("GET", line, 4, line.length)).isEqualTo(new Match.BadPath<>(6));
    assertThat(router.match("GET", latin, 0, 4)).isEqualTo(new Match.BadPath<>(2));
    assertThat(router.match("GET", latin, 0, 2)).isInstanceOf(Match.NotFound.class);
    assertThat(router.match("GET", new byte[0], 0, 0)).isInstanceOf(Match.NotFound.class);
    assertThatThrownBy(() -> router.match("GET", latin, 0, 5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @ParameterizedTest
  @CsvSource({"/x%, 2", "/%zz, 1", "/a/%C3, 3", "/a/%C0%AF, 3", "/a/%ED%A0%80, 3", "%, 0"})
  void match_badPath(String path, int offset) {
    assertThat(router.match("GET", path)).isEqualTo(new Match.BadPath<>(offset));
    assertThat(router.allowed(path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "*", "users", "?", "http://host/users", "\ud800", "/\ud800/\udc00"})
  void match_strangePath_isNotFound(String path) {
    assertThat(router.match("GET", path)).isInstanceOf(Match.NotFound.class);
    assertThat(router.match("", path)).isInstanceOf(Match.NotFound.class);
  }

  @Test
  void allowed_union() {
    assertThat(router.allowed("/users")).containsExactly("GET", "HEAD", "POST");
    assertThat(router.allowed("/files/x")).containsExactly("*");
    assertThat(router.allowed("/nope")).isEmpty();
  }

  @Test
  void routes_inOrder() {
    assertThat(router.routes().stream().map(Route::toString))
        .containsExactly(
            "GET /users",
            "POST /users",
            "GET /users/{id:[0-9]+}",
            "GET /users/{id}/posts/{page?}",
            "* /files/{*path}");
    assertThat(router.route("user").map(Route::target)).contains("show");
    assertThat(router.route("nobody")).isEmpty();
  }

  @Test
  void path_byName() {
    assertThat(router.path("user", 7)).isEqualTo("/users/7");
    assertThat(router.path("user", Map.of("id", 7))).isEqualTo("/users/7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.path("nobody"))
        .withMessage("No route is named \"nobody\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> router.path("user", 7, 8))
        .withMessage(
            "Path pattern \"/users/{id:[0-9]+}\" has 1 parameters, but there are 2 values");
  }

  @Test
  void build_conflict() {
    Router.Builder<String> builder =
        Router.<String>builder().get("/users/{id}", "a").get("/users/{name}", "b");

    assertThatThrownBy(builder::build)
        .isInstanceOfSatisfying(
            RouteConflictException.class,
            e -> {
              assertThat(e.earlier()).isEqualTo("GET /users/{id}");
              assertThat(e.later()).isEqualTo("GET /users/{name}");
            })
        .hasMessage("GET /users/{name} conflicts with GET /users/{id}: both match /users/7");
  }

  @Test
  void build_sameName() {
    Router.Builder<String> builder =
        Router.<String>builder()
            .add(Route.of("GET", "/a", "a").withName("x"))
            .add(Route.of("GET", "/b", "b").withName("x"));

    assertThatThrownBy(builder::build)
        .hasMessage("GET /b conflicts with GET /a: both are named \"x\"");
  }

  @Test
  void add_badMethod() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Router.<String>builder().add("G ET", "/", "x"))
        .withMessage("Unexpected character 0x20 at index 1 in an HTTP method");
    assertThatThrownBy(() -> Router.<String>builder().get("", "x"))
        .isInstanceOf(PathSyntaxException.class);
  }

  @Test
  void group_prefixes() {
    Router<String> grouped =
        Router.<String>builder()
            .group(
                "/api",
                api ->
                    api.get("", "root")
                        .get("/users", "users")
                        .group("/{org}", org -> org.get("", "org").put("/x", "x")))
            .mount("/v1", router)
            .build();

    assertThat(grouped.toString())
        .isEqualTo(
            """
            /api  GET
              /users  GET
              /{org}  GET
                /x  PUT
            /v1
              /files
                /{*path}  *
              /users  GET, POST
                /{id:[0-9]+}  GET "user"
                /{id}
                  /posts  GET
                    /{page?}  GET
            """);
    assertThat(grouped.path("user", 7)).isEqualTo("/v1/users/7");
  }

  @Test
  void explain_tellsWhatWasTried() {
    assertThat(router.explain("PUT", "/users/7/x"))
        .isEqualTo(
            """
            PUT /users/7/x
              users
                {id:[0-9]+} takes "7"
                {id} takes "7"
                  no literal is "x"
            not found
            """);
    assertThat(router.explain("GET", "/users/7")).endsWith("found: GET /users/{id:[0-9]+}\n");
    assertThat(router.explain("PUT", "/users")).endsWith("not allowed: Allow: GET, HEAD, POST\n");
    assertThat(router.explain("PUT", "/%zz")).contains("bad path: malformed escape at index 1");
  }

  @Test
  void match_precedesMethodBySpecificity() {
    Router<String> mixed =
        Router.<String>builder()
            .any("/u/{id}", "any")
            .get("/{*rest}", "rest")
            .add("HEAD", "/u/1", "h")
            .build();

    assertThat(((Match.Found<String>) mixed.match("GET", "/u/1")).target()).isEqualTo("any");
    assertThat(((Match.Found<String>) mixed.match("HEAD", "/u/1")).target()).isEqualTo("h");
    assertThat(((Match.Found<String>) mixed.match("HEAD", "/x")).target()).isEqualTo("rest");
  }

  @Test
  void options_defaults() {
    assertThat(RouterOptions.defaults())
        .hasToString(
            "RouterOptions[ignoreTrailingSlash=false, ignoreDuplicateSlashes=false,"
                + " caseSensitive=true, headAsGet=true, maxSegments=256]");
    assertThat(router.options()).isEqualTo(RouterOptions.defaults());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RouterOptions.defaults().withMaxSegments(0))
        .withMessage("maxSegments must be at least 1: 0");
  }

  @SuppressWarnings("unchecked")
  private Match.Found<String> found(String path) {
    return (Match.Found<String>) router.match("GET", path);
  }

  @SuppressWarnings("unchecked")
  private Match.Found<String> bytes(String path) {
    byte[] line = ("GET " + path + " HTTP/1.1").getBytes(StandardCharsets.US_ASCII);
    return (Match.Found<String>) router.match("GET", line, 4, 4 + path.length());
  }
}
