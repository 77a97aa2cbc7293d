package dev.toolkit.core.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolkit.core.JsonException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.StreamReadConstraints;

class JsonSyntaxTest {

  private static final StreamReadConstraints LIMITS =
      StreamReadConstraints.builder()
          .maxNestingDepth(3)
          .maxStringLength(5)
          .maxNameLength(2)
          .maxNumberLength(400)
          .maxDocumentLength(500)
          .build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] ",
        "\t\r\n0\n",
        "true",
        "false",
        "-0",
        "-1.5e+3",
        "1E-7",
        "0.0",
        "\"\"",
        "[1,[true,[null]]]",
        "{\"a\":{\"b\":{}},\"c\":1}",
        "\"\\\"\\\\\\/\\b\\f\"",
        "\"\\n\\r\\t\\u00e9\"",
        "\"\\ud83d\\uDE00\"",
        "\"h\u00e9\u20ac\ud83d\ude00\"",
        "\"\u007f\"",
        "1.7976931348623157e308",
        "0.1e309",
        "1e-999"
      })
  void require_json(String text) {
    assertThatCode(() -> JsonSyntax.require(text.getBytes(UTF_8), LIMITS))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "                | the text is empty | 1",
        "{               | the text ends early: expected a name in double quotes | 2",
        "{\"a\"          | the text ends early: expected a colon | 5",
        "{\"a\":         | the text ends early: expected a value | 6",
        "{\"a\":1        | the text ends early: expected a comma or a closing brace | 7",
        "[1              | the text ends early: expected a comma or a closing bracket | 3",
        "[1,]            | expected a value | 4",
        "[1 2]           | expected a comma or a closing bracket | 4",
        "{\"a\":1,}      | expected a name in double quotes | 8",
        "{a:1}           | expected a name in double quotes | 2",
        "{\"a\" 1}       | expected a colon | 6",
        "{\"a\":1 \"b\"} | expected a comma or a closing brace | 8",
        "'a'             | expected a value | 1",
        "nul             | the text ends early: expected a value | 4",
        "True            | expected a value | 1",
        "NaN             | expected a value | 1",
        "+1              | expected a value | 1",
        "01              | text follows the value | 2",
        ".5              | expected a value | 1",
        "1.              | the text ends early: expected a digit | 3",
        "1.e5            | expected a digit | 3",
        "1e              | the text ends early: expected a digit | 3",
        "1e+x            | expected a digit | 4",
        "-               | the text ends early: expected a digit | 2",
        "0x10            | text follows the value | 2",
        "1e309           | a number is out of range | 1",
        "1.8e308         | a number is out of range | 1",
        "[1,-1e309]      | a number is out of range | 4",
        "1e-1000         | a number is out of range | 1",
        "{} // no        | text follows the value | 4",
        "\"a             | a string is not closed | 1",
        "\"\\x\"         | an escape in a string is malformed | 2",
        "\"\\u12g4\"     | an escape in a string is malformed | 2",
        "\"\\u12         | an escape in a string is malformed | 2",
        "\"\\            | an escape in a string is malformed | 2",
        "\"\\ud800\"     | an escaped surrogate in a string has no other half | 2",
        "\"\\ud800\\n\"  | an escaped surrogate in a string has no other half | 2",
        "\"\\ud800\\ud800\" | an escaped surrogate in a string has no other half | 2",
        "\"\\udc00\\ud800\" | an escaped surrogate in a string has no other half | 2",
        "[[[[]]]]        | nesting is deeper than 3 levels | 4",
        "\"123456\"      | a string is longer than 5 characters | 1",
        "{\"abc\":1}     | a name is longer than 2 characters | 2",
      })
  void require_notJson(String text, String message, int column) {
    JsonException fault = fault(text == null ? "" : text);

    assertThat(fault).hasMessage(message);
    assertThat(fault.line()).isEqualTo(1);
    assertThat(fault.column()).isEqualTo(column);
    assertThat(fault.pointer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\u0080\"",
        "\"\u00c0\u0080\"",
        "\"\u00c1\u00bf\"",
        "\"\u00e0\u009f\u00bf\"",
        "\"\u00ed\u00a0\u0080\"",
        "\"\u00f0\u008f\u00bf\u00bf\"",
        "\"\u00f4\u0090\u0080\u0080\"",
        "\"\u00f5\u0080\u0080\u0080\"",
        "\"\u00e2\u0082\"",
        "\"\u00e2\u0082",
        "\"\u00c3\u00c3\""
      })
  void require_notUtf8(String bytes) {
    assertThat(fault(bytes.getBytes(ISO_8859_1))).hasMessage("the text is not UTF-8");
  }

  @Test
  void require_byteOrderMark() {
    assertThat(fault("\ufeff{}")).hasMessage("the text must not begin with a byte order mark");
  }

  @Test
  void require_controlCharacter() {
    assertThat(fault("\"\n\"")).hasMessage("a control character in a string must be escaped");
    assertThat(fault("\0")).hasMessage("expected a value");
  }

  @Test
  void require_longNumber() {
    assertThat(fault("1".repeat(401))).hasMessage("a number is longer than 400 characters");
    assertThat(fault("1".repeat(400) + "e300"))
        .hasMessage("a number is longer than 400 characters");
  }

  @Test
  void require_longText() {
    assertThat(fault(" ".repeat(500) + "1")).hasMessage("the text is longer than 500 bytes");
  }

  @Test
  void require_stringAtItsLimit() {
    // Characters are counted in UTF-16, as everywhere in Java, whatever the escapes and bytes.
    JsonSyntax.require("\"\\u00e9\\n\u20ac\ud83d\ude00\"".getBytes(UTF_8), LIMITS);

    assertThat(fault("\"\\u00e9\\n\u20aca\ud83d\ude00\""))
        .hasMessage("a string is longer than 5 characters");
  }

  @Test
  void require_placeInLinesAndCharacters() {
    JsonException fault = fault("[\n  \"h\u00e9\ud83d\ude00\" x]");

    assertThat(fault.line()).isEqualTo(2);
    assertThat(fault.column()).isEqualTo(9);
  }

  /** A string is accepted if and only if the JDK can decode its bytes. */
  @Property(tries = 5000)
  void require_agreesWithTheJdkOnUtf8(@ForAll("highBytes") byte[] bytes) {
    var text = new String(bytes, ISO_8859_1);

    assertThat(isRefused(("\"" + text + "\"").getBytes(ISO_8859_1))).isEqualTo(!isUtf8(bytes));
  }

  @Provide
  Arbitrary<byte[]> highBytes() {
    Arbitrary<Byte> edges =
        Arbitraries.of(0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4)
            .map(Integer::byteValue);
    return Arbitraries.oneOf(edges, Arbitraries.bytes().between((byte) 0x80, (byte) 0xff))
        .array(byte[].class)
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean isRefused(byte[] json) {
    return catchThrowableOfType(JsonException.class, () -> JsonSyntax.require(json, LIMITS))
        != null;
  }

  private static JsonException fault(String text) {
    return fault(text.getBytes(UTF_8));
  }

  private static JsonException fault(byte[] json) {
    JsonException fault =
        catchThrowableOfType(JsonException.class, () -> JsonSyntax.require(json, LIMITS));
    assertThat(fault).as("fault").isNotNull();
    return fault;
  }
}
