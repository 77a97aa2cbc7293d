package dev.toolkit.router;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which method answers where several patterns end at one node. */
class TerminalTest {

  /** Found by the oracle: how specific the path is comes before the method. */
  @ParameterizedTest
  @ValueSource(strings = {"/x", "/x/"})
  void match_ignoredTrailingSlash_exactEndBeatsEmptyCatchAll(String path) {
    Router<String> router =
        Router.<String>builder(RouterOptions.defaults().withIgnoreTrailingSlash(true))
            .add("*", "/x", "exact")
            .add("GET", "/x/{*rest}", "rest")
            .build();

    assertThat(router.match("GET", path))
        .isInstanceOfSatisfying(
            Match.Found.class, found -> assertThat(found.target()).isEqualTo("exact"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/x", "/x/"})
  void match_ignoredTrailingSlash_catchAllAnswersOtherMethods(String path) {
    Router<String> router =
        Router.<String>builder(RouterOptions.defaults().withIgnoreTrailingSlash(true))
            .add("POST", "/x", "exact")
            .add("GET", "/x/{*rest}", "rest")
            .build();

    assertThat(router.match("HEAD", path))
        .isInstanceOfSatisfying(
            Match.Found.class, found -> assertThat(found.target()).isEqualTo("rest"));
    assertThat(router.allowed(path)).containsExactly("GET", "HEAD", "POST");
    assertThat(router.match("PUT", path))
        .isInstanceOfSatisfying(
            Match.NotAllowed.class,
            refused -> assertThat(refused.allowHeader()).isEqualTo("GET, HEAD, POST"));
  }

  /** Found by an oracle: the pattern's text goes on behind the end of the path. */
  @ParameterizedTest
  @ValueSource(strings = {"/a//", "/a//{x}", "/a//{*rest}"})
  void match_ignoredTrailingSlash_emptySegmentIsNotThatSlash(String pattern) {
    Router<String> router =
        Router.<String>builder(RouterOptions.defaults().withIgnoreTrailingSlash(true))
            .add("GET", pattern, "target")
            .build();

    assertThat(router.match("GET", "/a/")).isInstanceOf(Match.NotFound.class);
    assertThat(router.match("GET", "/a/".getBytes(StandardCharsets.US_ASCII), 0, 3))
        .isInstanceOf(Match.NotFound.class);
    assertThat(router.allowed("/a/")).isEmpty();
  }
}
