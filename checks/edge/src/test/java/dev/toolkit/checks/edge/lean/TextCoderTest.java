package dev.toolkit.checks.edge.lean;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;

/** The coders of the edge agree with the JDK's. */
class TextCoderTest {

  @Property
  void utf8_asTheJdkHasIt(@ForAll("texts") String text) {
    byte[] expected = text.getBytes(UTF_8);

    assertThat(TextCoder.utf8(text)).isEqualTo(expected);
    assertThat(TextCoder.ofUtf8(expected, 0, expected.length))
        .isEqualTo(new String(expected, UTF_8));
  }

  @Example
  void utf8_firstAndLastOfEachLength() {
    String text = "\u0000\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\ud800\udc00\udbff\udfff";

    assertThat(TextCoder.utf8(text)).isEqualTo(text.getBytes(UTF_8));
    assertThat(TextCoder.ofUtf8(text.getBytes(UTF_8), 0, text.getBytes(UTF_8).length))
        .isEqualTo(text);
  }

  @Example
  void ofUtf8_rangeOfTheArray() {
    byte[] bytes = "a\u2713b".getBytes(UTF_8);

    assertThat(TextCoder.ofUtf8(bytes, 1, 4)).isEqualTo("\u2713");
  }

  @Property
  void latin1_asTheJdkHasIt(@ForAll byte[] bytes) {
    assertThat(TextCoder.ofLatin1(bytes)).isEqualTo(new String(bytes, ISO_8859_1));
    assertThat(Ascii.text(bytes, bytes.length / 2, bytes.length))
        .isEqualTo(
            new String(bytes, bytes.length / 2, bytes.length - bytes.length / 2, ISO_8859_1));
  }

  @Property
  void ascii_asTheJdkHasIt(@ForAll @CharRange(from = 0, to = 0x100) String text) {
    assertThat(Ascii.bytes(text)).isEqualTo(text.getBytes(US_ASCII));
    assertThat(TextCoder.latin1(text)).isEqualTo(text.getBytes(ISO_8859_1));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "a",
            "\u007f",
            "\u0080",
            "\u07ff",
            "\u0800",
            "\uffff",
            "\ud834",
            "\udd1e",
            "\ud834\udd1e")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }
}
