package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  private static final RouterOptions STRICT = RouterOptions.defaults();

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      value = {
        "`` ~ 0 ~ it must start with '/'",
        "users ~ 0 ~ it must start with '/'",
        "/users/{id ~ 7 ~ '{' at index 7 is not closed",
        "/users/{id:[0-9} ~ 7 ~ '{' at index 7 is not closed",
        "/users/id} ~ 9 ~ '}' at index 9 closes nothing: a literal brace is %7D",
        "/{a}{b} ~ 4 ~ the parameter at index 4 needs a literal before it",
        "/{a}/{a} ~ 6 ~ the name \"a\" at index 6 is there already",
        "/{} ~ 2 ~ the parameter at index 2 has no name",
        "/{*} ~ 3 ~ the parameter at index 3 has no name",
        "/{:x} ~ 2 ~ the parameter at index 2 has no name",
        "/{a-b} ~ 3 ~ '-' at index 3 is not part of a parameter: names are letters, digits and '_'",
        "/{*a}/b ~ 5 ~ nothing can follow the catch-all {*a}, as at index 5",
        "/{*a}/ ~ 5 ~ nothing can follow the catch-all {*a}, as at index 5",
        "/x{*a} ~ 1 ~ a catch-all must have its segment to itself, unlike the one at index 1",
        "/{*a}x ~ 1 ~ a catch-all must have its segment to itself, unlike the one at index 1",
        "/x{a?} ~ 1 ~ an optional parameter must have its segment to itself, unlike the one at index 1",
        "/{a?}/b ~ 6 ~ only optional parameters can follow an optional one, unlike the segment at index 6",
        "/{a?}/{*b} ~ 6 ~ only optional parameters can follow an optional one, unlike the segment at index 6",
        "/a%2 ~ 2 ~ '%' at index 2 starts no escape of UTF-8 text",
        "/a%C0%AF ~ 2 ~ '%' at index 2 starts no escape of UTF-8 text",
        "/{*a?} ~ 4 ~ '?' at index 4 is not part of a parameter: names are letters, digits and '_'",
        "/{*a:b} ~ 4 ~ ':' at index 4 is not part of a parameter: names are letters, digits and '_'",
      })
  void parse_fault(String pattern, int index, String fault) {
    assertThatThrownBy(() -> PathPattern.parse(pattern))
        .isInstanceOfSatisfying(
            PathSyntaxException.class,
            e -> {
              assertThat(e).hasMessage("Path pattern \"" + pattern + "\": " + fault);
              assertThat(e.index()).isEqualTo(index);
              assertThat(e.pattern()).isEqualTo(pattern);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "//",
        "/a b",
        "/{a_1}",
        "/{1}",
        "/{_}",
        "/{d:[0-9]{4}}",
        "/{a:\\}}",
        "/{a:[}]}",
        "/a:b",
        "/{x:a/b}",
        "/{a?}/{b?}",
        "/{a?:[0-9]+}",
        "/%7Bx%7D",
        "/🍌/{ñ}",
        "/.well-known/..",
        "/{a}-{b}.{c}"
      })
  void parse_fine(String pattern) {
    assertThat(PathPattern.parse(pattern).text()).isEqualTo(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "/, /anything, ''",
    "/, *, ''",
    "/api, /api, ''",
    "/api, /api/, ''",
    "/api, /api/x/y, ''",
    "/api, /api?x, ''",
    "/api/, /api/x, ''",
    "/api, /%61pi/x, ''",
    "/t/{t}, /t/7/x/%zz, 7",
    "/t/{t}, /t/7%20/x, '7 '",
    "/t/{t?}, /t, ''",
    "/t/{t?}, /t/8/x, 8",
    "/f/{*r}, /f/a/b, a/b",
    "/{t:[0-9]+}, /7/x, 7",
    "/{a}-x, /b-x/c, b"
  })
  void matchPrefix_covers(String prefix, String path, String value) {
    PathParams params = PathPattern.prefix(prefix).matchPrefix(path, STRICT);

    assertThat(params).isNotNull();
    assertThat(String.join(",", params.params().values())).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "/api, /apis",
    "/api, /ap",
    "/api, /API",
    "/api, //api",
    "/api, /x/api",
    "/t/{t}, /t/",
    "/t/{t}, /t//x",
    "/t/{t}, /t/%zz/x",
    "/a/b, /a",
    "/f/{*r}, /f",
    "/f/{*r}, /f/%zz",
    "/{t:[0-9]+}, /x",
    "/api, ''",
    "/api, api"
  })
  void matchPrefix_doesNotCover(String prefix, String path) {
    assertThat(PathPattern.parse(prefix).matchPrefix(path, STRICT)).isNull();
  }

  @Test
  void matchPrefix_options() {
    PathPattern prefix = PathPattern.parse("/Api/{t}");

    assertThat(prefix.matchPrefix("/api/7/x", STRICT.withCaseSensitive(false))).isNotNull();
    PathParams merged = prefix.matchPrefix("//Api///7//x", STRICT.withIgnoreDuplicateSlashes(true));
    assertThat(merged.param("t")).isEqualTo("7");
    assertThat(prefix.matchPrefix("/Api/7/", STRICT.withIgnoreTrailingSlash(true))).isNotNull();
    assertThat(PathPattern.prefix("").matchPrefix("/%zz", STRICT).paramCount()).isZero();
  }

  @Test
  void match_whole() {
    PathPattern pattern = PathPattern.parse("/users/{id}/{tab?}");

    assertThat(pattern.matches("/users/7")).isTrue();
    assertThat(pattern.matches("/users/7/posts?page=2")).isTrue();
    assertThat(pattern.matches("/users")).isFalse();
    assertThat(pattern.matches("/users/7/a/b")).isFalse();
    assertThat(pattern.matches("/users/%zz")).isFalse();
    PathParams params = pattern.match("/users/a%20b");
    assertThat(params.param("id")).isEqualTo("a b");
    assertThat(params.rawParam(0)).isEqualTo("a%20b");
    assertThat(params.param("tab")).isNull();
    assertThat(params.start(1)).isEqualTo(-1);
    assertThat(params.params()).isEqualTo(Map.of("id", "a b"));
  }

  @ParameterizedTest
  @CsvSource({
    "/api, /users, /api/users", "/api/, /users, /api/users", "/api, /, /api/", "/api/, /, /api/",
    "/api, '', /api", "/, /users, /users", "/a/{b}, /{c}, /a/{b}/{c}", "/, /, /"
  })
  void append_joins(String prefix, String suffix, String whole) {
    assertThat(PathPattern.parse(prefix).append(suffix).text()).isEqualTo(whole);
  }

  @Test
  void append_faults() {
    assertThatThrownBy(() -> PathPattern.parse("/{id}").append("/x/{id}"))
        .hasMessage("Path pattern \"/{id}/x/{id}\": the name \"id\" at index 9 is there already");
    assertThatThrownBy(() -> PathPattern.parse("/{*r}").append("/x"))
        .isInstanceOf(PathSyntaxException.class);
  }

  @Test
  void expand_encodes() {
    assertThat(
            PathPattern.parse("/a b/{x}.{y}/{*r}").expand(Map.of("x", "é/", "y", 7, "r", "b/c d")))
        .isEqualTo("/a%20b/%C3%A9%2F.7/b/c%20d");
    assertThat(PathPattern.parse("/{a?}/{b?}").expand(Map.of())).isEqualTo("/");
    assertThat(PathPattern.parse("/x/{a?}/{b?}").expand(Map.of("a", 1))).isEqualTo("/x/1");
    assertThat(PathPattern.parse("/f/{*r}").expand(Map.of("r", ""))).isEqualTo("/f/");
  }

  @ParameterizedTest
  @CsvSource({
    "/{a}, b, has no parameter",
    "/{a}/{c}, a, has no value",
    "/{a:[0-9]+}, a, does not match its constraint [0-9]+",
    "/x/{b?}/{a?}, a, is needed"
  })
  void expand_fault(String pattern, String name, String fault) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathPattern.parse(pattern).expand(Map.of(name, "secret")))
        .withMessageContaining(fault)
        .withMessageNotContaining("secret");
  }

  @Test
  void expand_valueThatCannotBeReadBack() {
    PathPattern pattern = PathPattern.parse("/{a}-{b}");

    assertThat(pattern.expand(Map.of("a", "x-y", "b", "z"))).isEqualTo("/x-y-z");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pattern.expand(Map.of("a", "x", "b", "y-z")))
        .withMessage(
            "Parameter \"a\" of path pattern \"/{a}-{b}\" cannot be told from the literals around it"
                + " when it is read back");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathPattern.parse("/{a}").expand(Map.of("a", "\ud800")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PathPattern.parse("/{a}").expand(Map.of("a", "")));
  }

  /** The path of any values matches and gives the values back. */
  @Property
  void expand_roundTrip(
      @ForAll("text") String a, @ForAll("text") String b, @ForAll("text") String c) {
    Router<String> router =
        Router.<String>builder()
            .add(Route.of("GET", "/x y/{a}/v-{b}.json/{*c}", "target").withName("name"))
            .build();

    String path = router.path("name", a, b, c);

    assertThat(path).matches("[!-~]+");
    Match.Found<String> found = (Match.Found<String>) router.match("GET", path);
    assertThat(found.params()).isEqualTo(Map.of("a", a, "b", b, "c", c));
  }

  @Provide
  Arbitrary<String> text() {
    Arbitrary<String> anything =
        Arbitraries.strings().all().filter(s -> s.codePoints().noneMatch(PathPatternTest::isHalf));
    return Arbitraries.oneOf(anything, Arbitraries.strings().withChars("a/%?#+.- é\0"))
        .filter(s -> !s.isEmpty());
  }

  private static boolean isHalf(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  @Test
  void compareTo_mostSpecificFirst() {
    List<String> ordered =
        List.of(
            "/a/b",
            "/a/{x:[0-9]+}",
            "/a/{x}",
            "/a",
            "/a/{*x}",
            "/abc{x}",
            "/a-{x}",
            "/{x}-a",
            "/{x}a",
            "/{x:[0-9]+}/b",
            "/{xyz:[0-9]+}",
            "/{x:[0-9]+}",
            "/{x:[a-b]+}",
            "/{x}/{y}",
            "/{x}",
            "/{*x}");
    List<PathPattern> patterns = new ArrayList<>(ordered.stream().map(PathPattern::parse).toList());
    Collections.shuffle(patterns, new java.util.Random(7));
    Collections.sort(patterns);

    assertThat(patterns.stream().map(PathPattern::text).toList()).isEqualTo(ordered);
  }

  @Test
  void sameShape_butForNames() {
    PathPattern pattern = PathPattern.parse("/a/{x}/{y:[0-9]+}");

    assertThat(pattern.sameShape(PathPattern.parse("/%61/{z}/{q:[0-9]+}"))).isTrue();
    assertThat(pattern.sameShape(PathPattern.parse("/a/{x}/{y:\\d+}"))).isFalse();
    assertThat(pattern.sameShape(PathPattern.parse("/a/{x}/{y?:[0-9]+}"))).isFalse();
    assertThat(pattern.sameShape(PathPattern.parse("/a/{x}"))).isFalse();
  }

  @Test
  void toOpenApi_namesOnly() {
    assertThat(PathPattern.parse("/a b/{id:[0-9]+}/{x}.{y}/{z?}").toOpenApi())
        .isEqualTo("/a%20b/{id}/{x}.{y}/{z}");
    assertThat(PathPattern.parse("/f/{*rest}").toOpenApi()).isEqualTo("/f/{rest}");
  }

  @Test
  void equals_byText() {
    assertThat(PathPattern.parse("/{a}")).isEqualTo(PathPattern.parse("/{a}"));
    assertThat(PathPattern.parse("/{a}")).isNotEqualTo(PathPattern.parse("/{b}"));
    assertThat(PathPattern.parse("/{a}/{b}").segmentCount()).isEqualTo(2);
    assertThat(PathPattern.parse("/{a}/{b}").paramNames()).containsExactly("a", "b");
  }
}
