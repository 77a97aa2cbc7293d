package dev.toolkit.auth.internal;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.toolkit.auth.AuthException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

  private static final StrictJson JSON = new StrictJson(4);

  @Test
  void object_allKindsOfValues() {
    Map<String, Object> members =
        JSON.object(
            "{\"s\":\"\\u00e9\",\"i\":-7,\"l\":9223372036854775808,\"d\":1.50,\"t\":true,"
                + "\"n\":null,\"a\":[1,[]],\"o\":{\"x\":{}}}");

    assertThat(members).containsEntry("s", "\u00e9").containsEntry("i", -7L);
    assertThat(members).containsEntry("l", new BigInteger("9223372036854775808"));
    assertThat(members).containsEntry("d", new BigDecimal("1.50")).containsEntry("n", null);
    assertThat(members).containsEntry("a", List.of(1L, List.of()));
    assertThat(members).containsEntry("o", Map.of("x", Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{}x",
        "{}{}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":1,\"\\u0061\":2}",
        "{\"o\":{\"a\":1,\"a\":1}}",
        "\ufeff{}",
        "{/**/}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":01}",
        "{\"a\":+1}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":NaN}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\\ud800\"}",
        "{\"\\ud800\":1}",
        "{\"a\":1e1000000000}",
        "{\"a\":1e-99999999999}",
        "{\"a\":1e1001}",
        "{\"a\":[[[[1]]]]}"
      })
  void object_notStrict(String json) {
    assertThatThrownBy(() -> JSON.object(json.getBytes(UTF_8)))
        .isInstanceOfSatisfying(
            AuthException.class, e -> assertThat(e.code()).isEqualTo(AuthException.Code.MALFORMED));
  }

  @Test
  void object_longNumber() {
    assertThat(JSON.object("{\"a\":" + "9".repeat(1000) + "}")).hasSize(1);
    assertThatThrownBy(() -> JSON.object("{\"a\":" + "9".repeat(1001) + "}"))
        .isInstanceOf(AuthException.class);
  }

  @Test
  void object_otherEncodings() {
    byte[] overlong = {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0xaf, '"', '}'};
    byte[] surrogate = {
      '{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'
    };

    assertThatThrownBy(() -> JSON.object(overlong)).hasMessage("Not valid UTF-8");
    assertThatThrownBy(() -> JSON.object(surrogate)).hasMessage("Not valid UTF-8");
    assertThatThrownBy(() -> JSON.object("{\"a\":1}".getBytes(UTF_16LE)))
        .isInstanceOf(AuthException.class);
  }

  @Test
  void object_messageQuotesNothing() {
    assertThatThrownBy(() -> JSON.object("{\"secret\":secret}"))
        .hasMessage("Not valid JSON")
        .hasNoCause();
  }

  /** What is written is read as the same. */
  @Property
  void object_whatIsWritten(@ForAll("objects") Map<String, Object> members) {
    byte[] written = new JsonText(16).value(members).toBytes();

    assertThat(new StrictJson(32).object(written)).isEqualTo(members);
  }

  @Provide
  Arbitrary<Map<String, Object>> objects() {
    Arbitrary<String> text =
        Arbitraries.strings()
            .withChars('a', '"', '\\', '\n', '\u0000', '\u007f', '\u00e9', '\u20ac')
            .ofMaxLength(6)
            .map(string -> string + (string.length() > 4 ? "\ud83d\ude00" : ""));
    Arbitrary<Object> scalar =
        Arbitraries.oneOf(
            text.map(Object.class::cast),
            Arbitraries.longs().map(Object.class::cast),
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(63), BigInteger.TWO.pow(80))
                .map(Object.class::cast),
            Arbitraries.of(true, false).map(Object.class::cast));
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            scalar,
            scalar.list().ofMaxSize(3).map(Object.class::cast),
            Arbitraries.maps(text, scalar).ofMaxSize(3).map(Object.class::cast));
    return Arbitraries.maps(text, value).ofMaxSize(5).map(LinkedHashMap::new);
  }

  @Test
  void text_ofOtherTypes() {
    assertThatThrownBy(() -> new JsonText(8).value(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("java.lang.Object");
    assertThatThrownBy(() -> new JsonText(8).value(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new JsonText(8).string("x\ud800"))
        .hasMessage("Text for JSON must not have half of a surrogate pair: index 1");
    assertThat(new JsonText(1).value(Arrays.asList(1, null, 2.5)).toBytes())
        .asString(UTF_8)
        .isEqualTo("[1,null,2.5]");
  }
}
