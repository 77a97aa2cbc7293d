package dev.toolkit.auth.internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64UrlTest {

  @Property
  void decode_whatIsEncoded(@ForAll byte[] bytes) {
    String text = Base64Url.encode(bytes);

    assertThat(text).isEqualTo(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    assertThat(text).hasSize(Base64Url.encodedLength(bytes.length));
    assertThat(Base64Url.decode(text)).isEqualTo(bytes);
  }

  @Property
  void encode_intoAnArray(@ForAll byte[] bytes) {
    byte[] text = new byte[Base64Url.encodedLength(bytes.length) + 2];

    int end = Base64Url.encode(bytes, bytes.length, text, 1);

    assertThat(new String(text, 1, end - 1, ISO_8859_1)).isEqualTo(Base64Url.encode(bytes));
    assertThat(text[text.length - 1]).isZero();
  }

  /** Whatever text is accepted is the one that its bytes are written as, by both decoders. */
  @Property
  void decode_onlyCanonicalText(@ForAll("nearlyBase64") String text) {
    byte[] ascii = text.getBytes(ISO_8859_1);
    byte[] decoded = Base64Url.decode(ascii, 0, ascii.length);

    assertThat(Base64Url.decodeSigned(ascii, 0, ascii.length)).isEqualTo(decoded);
    if (decoded != null) {
      assertThat(Base64Url.encode(decoded)).isEqualTo(text);
    } else {
      assertThat(isCanonical(text)).isFalse();
    }
  }

  private static boolean isCanonical(String text) {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  @Provide
  Arbitrary<String> nearlyBase64() {
    return Arbitraries.strings()
        .withChars("ABQYgwAcdef0189-_")
        .withChars('+', '/', '=', ' ', '\n', '\u00e9')
        .ofMaxLength(9);
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AB", "AAB", "AA==", "AAA=", "A A", "AA\n", "AA+A", "AA/A", "AAAAA"})
  void decode_notCanonical(String text) {
    assertThat(Base64Url.decode(text)).isNull();
  }

  @Test
  void decode_partOfAnArray() {
    byte[] text = "..AQID..".getBytes(ISO_8859_1);

    assertThat(Base64Url.decode(text, 2, 6)).containsExactly(1, 2, 3);
    assertThat(Base64Url.decodeSigned(text, 2, 6)).containsExactly(1, 2, 3);
    assertThat(Base64Url.decode(text, 2, 2)).isEmpty();
  }
}
