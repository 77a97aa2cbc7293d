package dev.toolkit.auth.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.toolkit.auth.AuthException;
import dev.toolkit.auth.internal.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainClaimsTest {

  private static final StrictJson JSON = new StrictJson(32);
  private static final PlainClaims.Expected EXPECTED = PlainClaims.Expected.of("me", "you");

  @Test
  void read_usualPayload() {
    PlainClaims claims =
        read(
            "{\"iss\":\"me\",\"sub\":\"ada\",\"aud\":\"you\",\"exp\":1750003600,\"nbf\":0,"
                + "\"iat\":1749999940,\"jti\":\"7\",\"scope\":\"a b\",\"roles\":[\"x\",\"y\"],"
                + "\"ok\":true,\"no\":false,\"nil\":null,\"n\":12}");

    assertThat(claims.issuer).isEqualTo("me");
    assertThat(claims.subject).isEqualTo("ada");
    assertThat(claims.audience).containsExactly("you");
    assertThat(claims.expiresAt).isEqualTo(1750003600L);
    assertThat(claims.notBefore).isZero();
    assertThat(claims.id).isEqualTo("7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ }",
        "{\"iss\":\"me\",}",
        "{\"iss\":\"me\"",
        "{\"iss\":\"me\"}}",
        "{,}",
        "{\"iss\"}",
        "{\"iss\":}",
        "{\"iss\":\"}",
        "{\"iss\":\"me\",\"iss\":\"me\"}",
        "{\"aud\":\"a\",\"aud\":\"a\"}",
        "{\"exp\":1,\"exp\":1}",
        "{\"x\":1,\"x\":1}",
        "{\"exp\":01}",
        "{\"exp\":-1}",
        "{\"exp\":1.5}",
        "{\"exp\":1e3}",
        "{\"exp\":null}",
        "{\"exp\":\"1\"}",
        "{\"exp\":253402300800}",
        "{\"exp\":1234567890123456}",
        "{\"iss\":null}",
        "{\"sub\":7}",
        "{\"aud\":[]}",
        "{\"aud\":[\"a\",1]}",
        "{\"aud\":[\"a\",]}",
        "{\"aud\":[\"a\"",
        "{\"x\":{}}",
        "{\"x\":[1]}",
        "{\"x\":tru}",
        "{\"x\":truex}",
        "{\"s\\u0075b\":\"a\"}",
        "{\"sub\":\"\u00e9\"}",
        "{\"sub\":\"\u007f\"}"
      })
  void read_notPlain(String payload) {
    assertThat(PlainClaims.read(payload.getBytes(UTF_8), EXPECTED)).isNull();
  }

  @Test
  void read_manyNames() {
    String names =
        IntStream.range(0, 17)
            .mapToObj(i -> "\"n" + i + "\":1")
            .collect(Collectors.joining(",", "{", "}"));

    assertThat(PlainClaims.read(names.getBytes(UTF_8), EXPECTED)).isNull();
  }

  /** What the one reader takes, the other takes too, and in the same way. */
  @Property(tries = 20_000)
  void read_agreesWithStrictJson(@ForAll("payloads") String payload) {
    byte[] bytes = payload.getBytes(UTF_8);
    PlainClaims plain = PlainClaims.read(bytes, EXPECTED);
    if (plain == null) {
      return;
    }

    Claims expected = strict(bytes);

    assertThat(expected).as("StrictJson refuses what is plain").isNotNull();
    Claims actual = new Claims(plain, bytes, JSON);
    assertThat(describe(actual)).isEqualTo(describe(expected));
    for (String name : expected.all().keySet()) {
      assertThat(actual.contains(name)).as(name).isTrue();
    }
    assertThat(actual.contains("absent")).isFalse();
  }

  /** Most of what is generated is plain: otherwise the property above would say nothing. */
  @Property(tries = 1000)
  void read_plainPayload(@ForAll("plainMembers") Map<String, String> members) {
    assertThat(PlainClaims.read(object(members).getBytes(UTF_8), EXPECTED)).isNotNull();
  }

  private static List<Object> describe(Claims claims) {
    return List.of(
        claims.issuer(),
        claims.subject(),
        claims.audience(),
        claims.expiresAt(),
        claims.notBefore(),
        claims.issuedAt(),
        claims.id(),
        claims.all());
  }

  private static @Nullable Claims strict(byte[] payload) {
    try {
      // A space makes it not plain, and changes nothing else.
      byte[] spaced = (" " + new String(payload, UTF_8)).getBytes(UTF_8);
      return Claims.parse(spaced, EXPECTED, JSON);
    } catch (AuthException e) {
      return null;
    }
  }

  private static PlainClaims read(String payload) {
    PlainClaims claims = PlainClaims.read(payload.getBytes(UTF_8), EXPECTED);
    assertThat(claims).isNotNull();
    return claims;
  }

  @Provide
  Arbitrary<Map<String, String>> plainMembers() {
    Arbitrary<String> names = Arbitraries.of("scope", "x", "y", "nonce", "abc", "");
    Arbitrary<String> values =
        Arbitraries.of("\"a\"", "0", "17", "true", "null", "[]", "[\"a\",\"b\"]");
    return Arbitraries.maps(names, values);
  }

  /** Members as they could be, and now and then broken in one place. */
  @Provide
  Arbitrary<String> payloads() {
    Arbitrary<String> names =
        Arbitraries.of(
            "iss", "sub", "aud", "exp", "nbf", "iat", "jti", "x", "iat2", "ex", "\\u0061");
    Arbitrary<String> values =
        Arbitraries.of(
            "\"me\"",
            "\"you\"",
            "\"\"",
            "\"a\\n\"",
            "0",
            "1750000000",
            "007",
            "-1",
            "1.0",
            "1e2",
            "null",
            "true",
            "[]",
            "[\"you\"]",
            "[\"a\",\"b\"]",
            "[1]",
            "{}",
            "{\"a\":1}",
            " 1");
    Arbitrary<String> whole =
        Combinators.combine(names, values)
            .as((name, value) -> '"' + name + "\":" + value)
            .list()
            .ofMaxSize(5)
            .map(members -> "{" + String.join(",", members) + "}");
    Arbitrary<String> broken =
        Combinators.combine(
                whole,
                Arbitraries.integers().between(0, 40),
                Arbitraries.of("", "\"", ",", "}", "]", ":", "\\", " ", "0", "\u00e9"))
            .as((text, index, insert) -> {
              int at = Math.min(index, text.length());
              int after = Math.min(at + (insert.isEmpty() ? 1 : 0), text.length());
              return text.substring(0, at) + insert + text.substring(after);
            });
    return Arbitraries.oneOf(whole, whole, broken);
  }

  private static String object(Map<String, String> members) {
    return members.entrySet().stream()
        .map(member -> '"' + member.getKey() + "\":" + member.getValue())
        .collect(Collectors.joining(",", "{", "}"));
  }
}
