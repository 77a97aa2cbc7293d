package dev.toolkit.core;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link JsonCodec} promises. */
public interface JsonCodecContract {

  /** A type with what JSON has. */
  record Item(String name, int count, boolean isNew, List<Double> sizes, Item inner) {}

  JsonCodec codec();

  @Test
  default void decode_encoded() {
    var inner = new Item("h\u00e9 \ud83d\ude00 \"\\/\b\n\u0000", -1, false, List.of(), null);
    var item = new Item("", 7, true, List.of(0.5, -1e-7, 1e300), inner);

    assertThat(codec().decode(codec().encode(item), BodyType.of(Item.class))).isEqualTo(item);
  }

  @Test
  default void encode_text() {
    var item = new Item("a", 7, true, List.of(1.5), null);

    assertThat(new String(codec().encode(item), UTF_8))
        .isEqualTo("{\"name\":\"a\",\"count\":7,\"isNew\":true,\"sizes\":[1.5],\"inner\":null}");
  }

  @Test
  default void decode_genericTypes() {
    assertThat(codec().decode(utf8("[[1],[]]"), BodyType.listOf(BodyType.listOf(Integer.class))))
        .isEqualTo(List.of(List.of(1), List.of()));
    assertThat(codec().decode(utf8("{\"a\":true}"), BodyType.mapOf(Boolean.class)))
        .isEqualTo(Map.of("a", true));
    assertThat(codec().decode(utf8("[1,1]"), BodyType.setOf(Long.class))).containsExactly(1L);
  }

  @Test
  default void decode_membersThatTheTypeDoesNotHave() {
    String json = "{\"name\":\"a\",\"count\":1,\"isNew\":true,\"other\":{\"a\":[1]}}";

    assertThat(codec().decode(utf8(json), BodyType.of(Item.class)))
        .isEqualTo(new Item("a", 1, true, null, null));
  }

  @Test
  default void decode_null() {
    assertThat(fault("null")).isEqualTo(new Fault("must not be null", 0, 0, ""));
    assertThat(fault(utf8(" null "), BodyType.of(Optional.class)))
        .isEqualTo(new Fault("must not be null", 0, 0, ""));
  }

  @Test
  default void decode_textAfterTheValue() {
    assertThat(fault("{}\n{}")).isEqualTo(new Fault("text follows the value", 2, 1, ""));
  }

  @Test
  default void decode_duplicateNames() {
    assertThat(fault("{\"a\":1,\"b\":{\"c\":1,\"c\":2}}").message())
        .isEqualTo("a name occurs twice in an object");
    assertThat(fault("{\"a\":1,\"\\u0061\":2}").message())
        .isEqualTo("a name occurs twice in an object");
  }

  @Test
  default void decode_duplicateNamesInMembersThatAreIgnored() {
    byte[] json = utf8("{\"other\":{\"a\":1,\"a\":1}}");

    assertThat(fault(json, BodyType.of(Item.class)).message())
        .isEqualTo("a name occurs twice in an object");
  }

  @Test
  default void decode_notUtf8() {
    assertThat(fault(new byte[] {'"', (byte) 0xff, '"'}, BodyType.of(String.class)))
        .isEqualTo(new Fault("the text is not UTF-8", 1, 2, ""));
    assertThat(fault("\"a\"".getBytes(UTF_16LE), BodyType.of(String.class)).message())
        .isEqualTo("a control character in a string must be escaped");
  }

  @Test
  default void decode_numbersThatAreHuge() {
    for (String number : List.of("1e400", "-1e1000000000", "1e99999999999999999999", "1e-1000")) {
      assertThat(fault("[" + number + "]"))
          .isEqualTo(new Fault("a number is out of range", 1, 2, ""));
    }
  }

  @Test
  default void decode_nestingThatIsDeep() {
    String json = "[".repeat(1_000_000) + "]".repeat(1_000_000);

    assertThat(fault(json)).isEqualTo(new Fault("nesting is deeper than 100 levels", 1, 101, ""));
  }

  @Test
  default void encode_withoutJsonForm() {
    List<Object> itself = new ArrayList<>();
    itself.add(itself);

    for (Object value : List.of(Double.NaN, List.of(Float.NEGATIVE_INFINITY), itself)) {
      assertThatIllegalArgumentException().isThrownBy(() -> codec().encode(value));
    }
  }

  /** What a {@link JsonException} says. */
  record Fault(String message, int line, int column, String pointer) {}

  /** Returns what is wrong with a text, read as any value. */
  default Fault fault(String json) {
    return fault(utf8(json), BodyType.of(Object.class));
  }

  /** Returns what is wrong with a text. */
  default Fault fault(byte[] json, BodyType<?> type) {
    JsonException e = catchThrowableOfType(JsonException.class, () -> codec().decode(json, type));
    assertThat(e).as("fault").isNotNull();
    return new Fault(e.getMessage(), e.line(), e.column(), e.pointer());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
