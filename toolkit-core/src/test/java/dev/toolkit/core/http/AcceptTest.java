package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptTest {

  /** The example of RFC 9110, section 12.5.1. */
  private static final String RFC =
      "text/*;q=0.3, text/plain;q=0.7, text/plain;format=flowed,"
          + " text/plain;format=fixed;q=0.4, */*;q=0.5";

  @ParameterizedTest
  @CsvSource({
    "text/plain;format=flowed, 1",
    "text/plain, 0.7",
    "text/html, 0.3",
    "image/jpeg, 0.5",
    "text/plain;format=fixed, 0.4",
    "text/html;level=3, 0.3"
  })
  void weight_mostSpecificRangeDecides(String type, double weight) {
    assertThat(Accept.parse(RFC).weight(MediaType.parse(type))).isEqualTo(weight);
  }

  @Test
  void preferred_ofEqualsTheFirstOffer() {
    Accept accept = Accept.parse("text/*, application/json");

    assertThat(accept.preferred(types("application/json", "text/html")))
        .contains(MediaType.parse("application/json"));
    assertThat(accept.preferred(types("text/html", "application/json")))
        .contains(MediaType.parse("text/html"));
  }

  @Test
  void preferred_weightZeroIsRefused() {
    Accept accept = Accept.parse("*/*, text/html;q=0");

    assertThat(accept.preferred(types("text/html"))).isEmpty();
    assertThat(accept.preferred(types("text/html", "text/css")))
        .contains(MediaType.parse("text/css"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "*/*", "text/*", "TEXT/HTML", "a/b, text/html;q=0.001", "text/html;q=2"})
  void preferred_accepted(String field) {
    assertThat(Accept.parse(field).preferred(types("text/html"))).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "*/html",
        "text/html;q=0.0",
        "text/html;q=0.1234",
        "text/html;q=x",
        "text/html;level=1",
        "html",
        ",,",
        "text/html;q=",
        "\"text/html\""
      })
  void preferred_notAccepted(String field) {
    assertThat(Accept.parse(field).preferred(types("text/html"))).isEmpty();
  }

  @Test
  void parse_commaInQuotesIsNoSeparator() {
    Accept accept = Accept.parse("a/b;x=\"1, c/d\";q=0.5, e/f");

    assertThat(accept.weight(MediaType.parse("c/d"))).isZero();
    assertThat(accept.weight(MediaType.parse("a/b;x=\"1, c/d\""))).isEqualTo(0.5);
  }

  /** Whatever the field, the answer is one of the offers, and no offer has more weight. */
  @Property
  void preferred_noOfferHasMoreWeight(@ForAll("fields") String field) {
    List<MediaType> offers = types("a/a", "a/b", "b/a");
    Accept accept = Accept.parse(field);

    var preferred = accept.preferred(offers);

    double most = offers.stream().mapToDouble(accept::weight).max().orElseThrow();
    assertThat(preferred.map(accept::weight).orElse(0.0)).isEqualTo(most);
  }

  @Provide
  Arbitrary<String> fields() {
    return Arbitraries.of("a/a", "a/*", "*/*", "b/a", "*/a", ";q=0.5", ";q=0", ", ", "\"", ";x=1")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  private static List<MediaType> types(String... texts) {
    List<MediaType> types = new ArrayList<>();
    for (String text : texts) {
      types.add(MediaType.parse(text));
    }
    return types;
  }
}
