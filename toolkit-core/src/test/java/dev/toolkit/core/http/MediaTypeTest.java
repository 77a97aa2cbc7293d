package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {

  @Test
  void parse_parameters() {
    MediaType type = MediaType.parse("Text/HTML ; Charset=\"utf-8\"; q=ab;");

    assertThat(type.type()).isEqualTo("text");
    assertThat(type.subtype()).isEqualTo("html");
    assertThat(type.parameter("charset")).contains("utf-8");
  }

  @Test
  void toString_quotesWhatIsNoToken() {
    assertThat(MediaType.parse("a/b; c=\"x \\\"y\\\"\"")).hasToString("a/b; c=\"x \\\"y\\\"\"");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, true",
    "application/problem+json, true",
    "application/json; charset=utf-8, true",
    "text/json, false",
    "application/xml, false"
  })
  void isJson_bySubtype(String text, boolean expected) {
    assertThat(MediaType.parse(text).isJson()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "text",
        "text/",
        "/html",
        "text/html; a",
        "a/b; c=\"",
        "a/b c",
        "a/b; c=d; C=e"
      })
  void parse_malformed(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MediaType.parse(text))
        .withMessageStartingWith("Media type is malformed at index ");
  }

  @Property
  void parse_anyText_parsesOrRefuses(@ForAll String text) {
    try {
      MediaType type = MediaType.parse(text);
      assertThat(MediaType.parse(type.toString())).isEqualTo(type);
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("Media type is malformed at index ");
    }
  }
}
