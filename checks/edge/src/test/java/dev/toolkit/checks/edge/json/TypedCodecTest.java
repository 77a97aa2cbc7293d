package dev.toolkit.checks.edge.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonCodec;
import dev.toolkit.core.JsonException;
import dev.toolkit.core.json.JacksonCodec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The codec of the edge agrees with that of the JVM: on texts, values and faults. */
class TypedCodecTest {

  record Item(String name, int count, boolean done, List<String> tags) {}

  private final JsonCodec edge =
      TypedCodec.builder()
          .reading(
              Item.class,
              item ->
                  new Item(
                      item.member("name").string(),
                      item.required("count").integer(),
                      item.required("done").truth(),
                      item.member("tags").strings()))
          .build();

  private final JsonCodec jvm = JacksonCodec.create();

  @Property(tries = 2000)
  void decode_asTheJvmHasIt(@ForAll("texts") String json) {
    assertThat(outcome(edge, json)).isEqualTo(outcome(jvm, json));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "\"name\"",
            ":",
            ",",
            "\"",
            "\\",
            "\\u0041",
            "\\ud834",
            "\\n",
            "a",
            "1",
            "0",
            "-",
            ".5",
            "e3",
            "true",
            "false",
            "null",
            " ",
            "\n",
            "\u2713")
        .list()
        .ofMaxSize(8)
        .map(parts -> String.join("", parts));
  }

  @Property
  void decode_valuesOfMembers(@ForAll("values") String count, @ForAll("values") String other) {
    String json = "{\"done\":true,\"count\":" + count + ",\"x~/\":" + other + "}";

    assertThat(outcome(edge, json)).isEqualTo(outcome(jvm, json));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(
        "0",
        "-0",
        "1",
        "-2147483648",
        "2147483647",
        "2147483648",
        "1.0",
        "1e2",
        "1e307",
        "1e999",
        "1e-999",
        "1e-1000",
        "01",
        "1.",
        "+1",
        "9".repeat(100),
        "9".repeat(101),
        "\"1\"",
        "true",
        "null",
        "{}",
        "[[1]]",
        "\"\\ud834\\udd1e\"",
        "\"\\ud834\"",
        "\"\t\"",
        "\"\\/\"",
        "\"\\v\"");
  }

  @Example
  void decode_nesting() {
    for (int depth : new int[] {99, 100, 101}) {
      String json = "{\"x\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";

      assertThat(outcome(edge, json)).isEqualTo(outcome(jvm, json));
    }
  }

  @Example
  void decode_repeatedName() {
    JsonException fault = fault("{\"name\":\"a\",\"name\":\"b\",\"count\":1,\"done\":true}");

    assertThat(fault).hasMessage("a name occurs twice in an object");
    assertThat(fault.line()).isEqualTo(1);
  }

  @Example
  void decode_malformedUtf8() {
    byte[] json = {'"', (byte) 0xc0, (byte) 0xaf, '"'};

    assertThat(catchThrowableOfType(JsonException.class, () -> decode(edge, json)))
        .hasMessage(
            catchThrowableOfType(JsonException.class, () -> decode(jvm, json)).getMessage());
  }

  @Property
  void encode_asTheJvmHasIt(@ForAll("strings") String text) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(text, List.of(text, 1, -2L, true));
    map.put("null", null);

    assertThat(new String(edge.encode(map), UTF_8)).isEqualTo(new String(jvm.encode(map), UTF_8));
  }

  @Provide
  Arbitrary<String> strings() {
    return Arbitraries.strings().ofMaxLength(6).filter(TypedCodecTest::isWellFormed);
  }

  private static boolean isWellFormed(String text) {
    return UTF_8.newEncoder().canEncode(text);
  }

  @Example
  void encode_loneSurrogate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> edge.encode("\ud834"))
        .withMessage("A surrogate in a string has no other half: it has no JSON form");
  }

  @Example
  void encode_unknownType() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> edge.encode(new Object()))
        .withMessage(
            "java.lang.Object has no JSON form: register it with reading(\u2026) or writing(\u2026)");
  }

  private JsonException fault(String json) {
    return catchThrowableOfType(
        JsonException.class, () -> edge.decode(json.getBytes(UTF_8), BodyType.of(Item.class)));
  }

  private static Object decode(JsonCodec codec, byte[] json) {
    return codec.decode(json, BodyType.of(Item.class));
  }

  /** Returns the value, or what the fault says. */
  private static Object outcome(JsonCodec codec, String json) {
    try {
      return decode(codec, json.getBytes(UTF_8));
    } catch (JsonException e) {
      return e.getMessage() + " at " + e.line() + ":" + e.column() + " " + e.pointer();
    }
  }
}
