package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1        | 1",
        "a=1&a=2    | 1",
        "b=1&a=2    | 2",
        "a=x=y      | x=y",
        "a=a+b      | a b",
        "a=a%2Bb    | a+b",
        "a=%E7%82%8E| 炎",
        "&&a=1&     | 1",
        "a=%26%3D   | &=",
        "%61=1      | 1",
      })
  void first_value(String text, String expected) {
    assertThat(Query.parse(text).first("a")).contains(expected);
  }

  @Test
  void first_withoutEqualsSign() {
    Query query = Query.parse("a&b=");

    assertThat(query.first("a")).contains("");
    assertThat(query.first("b")).contains("");
    assertThat(query.first("c")).isEmpty();
  }

  @Test
  void all_keepsOrder() {
    Query query = Query.parse("b=1&a=2&b=3");

    assertThat(query.all("b")).containsExactly("1", "3");
    assertThat(query.names()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=%",
        "a=%4",
        "a=%zz",
        "a=%C3",
        "a=%C0%80",
        "a=%ED%A0%80",
        "%FF=1",
        "x=1&a=%F5",
        "a=%４1"
      })
  void parse_malformedEscape(String text) {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> Query.parse(text))
        .satisfies(e -> assertThat(e.problem().status()).isEqualTo(400))
        .withMessageContaining("Malformed percent-encoding in query parameter");
  }

  /** Whatever is sent in the usual encoding arrives. */
  @Property
  void parse_roundTrip(@ForAll @Size(max = 6) List<String> texts) {
    List<String> values = texts.stream().map(QueryTest::wellFormed).toList();
    var text = new StringBuilder();
    for (String value : values) {
      text.append("&k=").append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    assertThat(Query.parse(text.toString()).all("k")).isEqualTo(values);
  }

  /** Any text is a query or a 400, and nothing else. */
  @Property
  void parse_anyText(@ForAll String text) {
    try {
      assertThat(Query.parse(text).names()).isNotNull();
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isEqualTo(400);
    }
  }

  /** Lone surrogates have no UTF-8 form. */
  private static String wellFormed(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
