package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a client sends, the work is bounded. Time limits are far beyond what is needed. */
class RouterLimitsTest {

  private static final int LONG = 64 * 1024;

  @Test
  void match_manyWaysToFail_isBounded() {
    Router.Builder<Integer> builder = Router.builder();
    for (int way = 0; way < 1 << 12; way++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < 12; i++) {
        pattern.append((way >> i & 1) == 0 ? "/a" : "/{p" + i + "}");
      }
      builder.get(pattern + "/end", way);
    }
    Router<Integer> router = builder.build();

    bounded(() -> {
      for (int i = 0; i < 100; i++) {
        assertThat(router.match("GET", "/a".repeat(12) + "/x")).isInstanceOf(Match.NotFound.class);
      }
      assertThat(router.match("GET", "/a".repeat(12) + "/end"))
          .isInstanceOfSatisfying(
              Match.Found.class, found -> assertThat(found.target()).isEqualTo(0));
    });
  }

  @ParameterizedTest
  @CsvSource({
    "/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}/{j}/{k}/{l}/end",
    "/{a}-{b}-{c}-{d}-{e}-{f}-{g}-{h}.end",
    "/{a:[a-z-]+}-{b:[a-z-]+}-{c:[a-z-]+}-{d:[a-z-]+}.end",
    "/{a:(a|a)*b}",
    "/{a:(-|-)*b}-{b:(-+)+}-{c}",
    "/{*rest}"
  })
  void match_longPaths_areBounded(String pattern) {
    Router<String> router = Router.<String>builder().get(pattern, "target").build();
    List<String> paths =
        List.of(
            "/" + "a".repeat(LONG),
            "/" + "-".repeat(16_000),
            "/" + "-".repeat(LONG),
            "/a".repeat(LONG / 2),
            "/".repeat(LONG),
            "/" + "%2D".repeat(LONG / 3),
            "/" + "%F0%9F%8D%8C".repeat(LONG / 12),
            "/a-".repeat(100) + "%");

    bounded(() -> {
      for (String path : paths) {
        for (RouterOptions options :
            List.of(
                RouterOptions.defaults(),
                RouterOptions.defaults()
                    .withIgnoreDuplicateSlashes(true)
                    .withIgnoreTrailingSlash(true)
                    .withCaseSensitive(false)
                    .withMaxSegments(Integer.MAX_VALUE))) {
          PathParams alone = PathPattern.parse(pattern).match(path, options);
          assertThat(Router.<String>builder(options).get(pattern, "x").build().match("GET", path))
              .isInstanceOf(alone == null ? Match.class : Match.Found.class);
          assertThat(router.match("GET", path)).isNotNull();
        }
      }
    });
  }

  @Test
  void match_pathBeyondThePackedOffsets() {
    Router<String> router =
        Router.<String>builder().get("/{a}/{b}", "two").get("/{a}/x/{*rest}", "rest").build();
    String value = "v".repeat(70_000);

    Match<String> match = router.match("GET", "/" + value + "/x/" + value);

    assertThat(match)
        .isInstanceOfSatisfying(
            Match.Found.class, found -> assertThat(found.param("rest")).isEqualTo(value));
    for (int length : new int[] {65_530, 65_531, 65_532, 65_533, 65_534, 65_535, 65_536}) {
      String path = "/" + "v".repeat(length - 3) + "/w";
      assertThat(router.match("GET", path))
          .isInstanceOfSatisfying(
              Match.Found.class, found -> assertThat(found.param("b")).isEqualTo("w"));
    }
  }

  @Test
  void match_moreParamsThanSlots() {
    Router<String> router =
        Router.<String>builder()
            .get("/{a}/{b}/{c}/{d}", "four")
            .get("/{a}/{b}/{c}/{d}/{e}", "five")
            .get("/{a}/{b}/{c}/{d}/{e}/{*f}", "six")
            .build();

    assertThat(router.match("GET", "/1/2/3/4"))
        .isInstanceOfSatisfying(
            Match.Found.class, f -> assertThat(f.params()).hasToString("{a=1, b=2, c=3, d=4}"));
    assertThat(router.match("GET", "/1/2/3/4/5"))
        .isInstanceOfSatisfying(Match.Found.class, f -> assertThat(f.param(4)).isEqualTo("5"));
    assertThat(router.match("GET", "/1/2/3/4/5/6/7"))
        .isInstanceOfSatisfying(Match.Found.class, f -> assertThat(f.param("f")).isEqualTo("6/7"));
  }

  @Test
  void build_manyRoutes() {
    Router.Builder<Integer> builder = Router.builder();
    for (int i = 0; i < 10_000; i++) {
      builder.get("/api/v" + i % 10 + "/resource" + i + "/{id}", i);
    }

    bounded(() -> {
      Router<Integer> router = builder.build();
      for (int i = 0; i < 10_000; i++) {
        Match<Integer> match = router.match("GET", "/api/v" + i % 10 + "/resource" + i + "/7");
        assertThat(match).isInstanceOf(Match.Found.class);
        assertThat(((Match.Found<Integer>) match).target()).isEqualTo(i);
      }
    });
  }

  @Test
  void match_fromManyVirtualThreads() throws Exception {
    Router<Integer> router =
        Router.<Integer>builder()
            .get("/{a}/{b:[0-9]+}", 1)
            .get("/{a}/%C3%A9", 2)
            .get("/s", 3)
            .build();
    List<Future<Integer>> sums = new ArrayList<>();

    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int thread = 0; thread < 64; thread++) {
        int number = thread;
        sums.add(threads.submit(() -> lookups(router, number)));
      }
    }

    for (Future<Integer> sum : sums) {
      assertThat(sum.get()).isEqualTo(6_000);
    }
  }

  private static int lookups(Router<Integer> router, int thread) {
    int sum = 0;
    for (int i = 0; i < 1_000; i++) {
      String path = "/t" + thread + "/" + i;
      Match.Found<Integer> found = (Match.Found<Integer>) router.match("GET", path);
      sum += found.intParam(1) == i && found.param(0).equals("t" + thread) ? found.target() : 0;
      sum += ((Match.Found<Integer>) router.match("GET", "/x/%c3%a9")).target();
      sum += ((Match.Found<Integer>) router.match("GET", "/s")).target();
    }
    return sum;
  }

  private static void bounded(org.junit.jupiter.api.function.Executable work) {
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), work);
  }
}
