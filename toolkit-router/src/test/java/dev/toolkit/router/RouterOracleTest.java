package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.router.testing.NaiveRouter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The router answers what {@link NaiveRouter} does, for random routes, paths and options. */
class RouterOracleTest {

  private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "*", "PURGE");

  @Property(tries = 6000)
  void match_agreesWithNaiveRouter(
      @ForAll("routes") List<String> routes,
      @ForAll("paths") List<String> paths,
      @ForAll("options") RouterOptions options,
      @ForAll long seed) {
    checkAgainstOracle(routes, paths, options, seed);
  }

  /** No options and no escapes: what the compiled tree answers. */
  @Property(tries = 6000)
  void match_plainPaths_agreesWithNaiveRouter(
      @ForAll("plainRoutes") List<String> routes,
      @ForAll("plainPaths") List<String> paths,
      @ForAll long seed) {
    checkAgainstOracle(routes, paths, RouterOptions.defaults(), seed);
  }

  /** Segments that are empty where an option ignores or merges slashes. */
  @Property(tries = 3000)
  void match_emptySegments_agreesWithNaiveRouter(
      @ForAll("slashedRoutes") List<String> routes,
      @ForAll("slashedPaths") List<String> paths,
      @ForAll("options") RouterOptions options,
      @ForAll long seed) {
    checkAgainstOracle(routes, paths, options, seed);
  }

  private static void checkAgainstOracle(
      List<String> routes, List<String> paths, RouterOptions options, long seed) {
    NaiveRouter oracle;
    try {
      oracle = new NaiveRouter(routes, options);
    } catch (NaiveRouter.Conflict e) {
      assertThatThrownBy(() -> router(routes, options)).isInstanceOf(RouteConflictException.class);
      checkAgainstOracle(routes.subList(0, routes.size() - 1), paths, options, seed);
      return;
    }
    List<String> shuffled = new ArrayList<>(routes);
    Collections.shuffle(shuffled, new Random(seed));
    Router<String> router = router(routes, options);
    Router<String> other = router(shuffled, options);

    for (String path : paths) {
      for (String method : List.of("GET", "HEAD", "POST", "BREW")) {
        NaiveRouter.Answer expected = oracle.match(method, path);
        assertThat(answer(router.match(method, path))).isEqualTo(expected);
        assertThat(answer(other.match(method, path))).isEqualTo(expected);
        assertThat(router.explain(method, path)).isNotEmpty();
        if (path.chars().allMatch(c -> c < 128)) {
          assertThat(answer(matchBytes(router, method, path))).isEqualTo(expected);
        }
      }
      checkAllowed(router, oracle, path);
    }
  }

  private static void checkAllowed(Router<String> router, NaiveRouter oracle, String path) {
    NaiveRouter.Answer brew = oracle.match("BREW", path);
    if (brew.allow() != null) {
      assertThat(router.allowed(path)).isEqualTo(brew.allow());
    } else if (brew.status() == 200) {
      assertThat(router.allowed(path)).contains("*");
    } else {
      assertThat(router.allowed(path)).isEmpty();
    }
  }

  private static Match<String> matchBytes(Router<String> router, String method, String path) {
    byte[] line = (method + " " + path + " HTTP/1.1").getBytes(StandardCharsets.US_ASCII);
    int from = method.length() + 1;
    return router.match(method, line, from, from + path.length());
  }

  private static NaiveRouter.Answer answer(Match<String> match) {
    return switch (match) {
      case Match.Found<String> f ->
          new NaiveRouter.Answer(200, f.target(), new TreeMap<>(f.params()), null);
      case Match.NotFound<String> n -> new NaiveRouter.Answer(404, null, null, null);
      case Match.NotAllowed<String> n ->
          new NaiveRouter.Answer(405, null, null, new TreeSet<>(n.allow()));
      case Match.BadPath<String> b -> new NaiveRouter.Answer(400, null, null, null);
    };
  }

  private static Router<String> router(List<String> routes, RouterOptions options) {
    Router.Builder<String> builder = Router.builder(options);
    for (String route : routes) {
      int space = route.indexOf(' ');
      builder.add(route.substring(0, space), route.substring(space + 1), route);
    }
    return builder.build();
  }

  @Provide
  Arbitrary<List<String>> routes() {
    return routes(
        "a",
        "b",
        "ab",
        "A",
        "7",
        "",
        "%61",
        "é",
        "a%2Fb",
        "%7B",
        "{#}",
        "{#}",
        "{#:[0-9]+}",
        "{#:\\d+}",
        "{#:[a-z]+}",
        "{#:(a|b)*}",
        "{#}-{#}",
        "{#}.{#}",
        "a{#}",
        "{#}b",
        "{#:\\w}-{#}",
        "x-{#}",
        "{#}-x",
        "{#:.+}é{#:.+}",
        "{#:a|ab}b{#}");
  }

  @Provide
  Arbitrary<List<String>> plainRoutes() {
    return routes(
        "a",
        "b",
        "ab",
        "abc",
        "acb",
        "a-b",
        "7",
        "{#}",
        "{#}",
        "{#:[0-9]+}",
        "{#:[a-z]+}",
        "{#}-{#}",
        "a{#}",
        "{#}b",
        "{#}.{#}.{#}");
  }

  @Provide
  Arbitrary<List<String>> slashedRoutes() {
    return routes("a", "b", "", "", "{#}");
  }

  @Provide
  Arbitrary<List<String>> slashedPaths() {
    return paths("a", "b", "", "", "", "%61", "?q");
  }

  private static Arbitrary<List<String>> routes(String... segments) {
    Arbitrary<String> segment = Arbitraries.of(segments);
    Arbitrary<String> tail =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(5, Arbitraries.just("")),
            net.jqwik.api.Tuple.of(2, Arbitraries.of("/", "/{*#}", "/{#?}", "/{#?}/{#?}")));
    Arbitrary<String> pattern =
        Combinators.combine(segment.list().ofMaxSize(4), tail, Arbitraries.of("p", "qq"))
            .as((list, end, name) -> named("/" + String.join("/", list) + end, name));
    return Combinators.combine(Arbitraries.of(METHODS), pattern)
        .as((method, text) -> method + " " + text)
        .list()
        .ofMinSize(1)
        .ofMaxSize(20);
  }

  /** Numbers the parameters, and mends what the random ends make of the root. */
  private static String named(String pattern, String name) {
    StringBuilder text = new StringBuilder();
    int number = 0;
    for (char c : pattern.replace("//{*", "/{*").replace("//{#?", "/{#?").toCharArray()) {
      text.append(c == '#' ? name + number++ : String.valueOf(c));
    }
    return text.toString();
  }

  @Provide
  Arbitrary<List<String>> paths() {
    return paths(
        "a",
        "b",
        "ab",
        "A",
        "7",
        "77",
        "",
        "",
        "%61",
        "%41",
        "é",
        "%C3%A9",
        "%c3%89",
        "a%2Fb",
        "a%2fb",
        "%7b",
        "a-b",
        "a-b-b",
        "x-x",
        "x--x",
        "1.2.3",
        "aab",
        "éé%C3%A9é",
        "abb",
        "%",
        "%C3",
        "a+b",
        "a?b/c",
        "%00",
        ".");
  }

  @Provide
  Arbitrary<List<String>> plainPaths() {
    return paths(
        "a", "b", "ab", "abc", "acb", "aab", "a-b", "a-b-b", "7", "77", "", "1.2.3", "a.b.c.d",
        "7?x");
  }

  private static Arbitrary<List<String>> paths(String... segments) {
    return Arbitraries.of(segments)
        .list()
        .ofMaxSize(5)
        .map(list -> "/" + String.join("/", list))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Provide
  Arbitrary<RouterOptions> options() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false, false);
    return Combinators.combine(flag, flag, flag, flag, Arbitraries.of(256, 256, 3))
        .as((trailing, duplicate, ignoreCase, noHead, limit) ->
            RouterOptions.defaults()
                .withIgnoreTrailingSlash(trailing)
                .withIgnoreDuplicateSlashes(duplicate)
                .withCaseSensitive(!ignoreCase)
                .withHeadAsGet(!noHead)
                .withMaxSegments(limit));
  }
}
