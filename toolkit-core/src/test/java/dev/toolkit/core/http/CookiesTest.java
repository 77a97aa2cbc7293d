package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CookiesTest {

  @Test
  void first_severalCookies() {
    Cookies cookies = Cookies.parse(List.of("a=1; b=2;c=3 ; a=4", "d=5"));

    assertThat(cookies.first("a")).contains("1");
    assertThat(cookies.first("b")).contains("2");
    assertThat(cookies.first("c")).contains("3");
    assertThat(cookies.first("d")).contains("5");
    assertThat(cookies.first("e")).isEmpty();
  }

  @Test
  void first_quotesAndEqualsSignsAreKept() {
    Cookies cookies = Cookies.parse(List.of("a=\"x y\"; b=c==; d="));

    assertThat(cookies.first("a")).contains("\"x y\"");
    assertThat(cookies.first("b")).contains("c==");
    assertThat(cookies.first("d")).contains("");
  }

  @Test
  void parse_malformedPairsArePassedOver() {
    assertThat(Cookies.parse(List.of("; junk; =x; a=1")).first("a")).contains("1");
  }

  @Test
  void toString_showsNoValues() {
    assertThat(Cookies.parse(List.of("session=secret"))).hasToString("Cookies[1]");
  }

  @Property
  void parse_anyText(@ForAll List<String> fields) {
    assertThat(Cookies.parse(fields).first("a")).isNotNull();
  }
}
