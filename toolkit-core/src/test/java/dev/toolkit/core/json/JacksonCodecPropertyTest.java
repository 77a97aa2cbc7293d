package dev.toolkit.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class JacksonCodecPropertyTest {

  /** Letters of which no message of ours has three in a row. */
  private static final String MARKER = "QZX";

  enum Color {
    RED,
    GREEN
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  sealed interface Node permits Leaf, Tree {}

  @JsonTypeName("leaf")
  record Leaf(
      String text,
      int count,
      Long id,
      double weight,
      BigDecimal price,
      Color color,
      Optional<Boolean> flag,
      Instant at,
      LocalDate day)
      implements Node {}

  @JsonTypeName("tree")
  record Tree(List<Node> nodes, Map<String, Node> named) implements Node {}

  private final JacksonCodec codec = JacksonCodec.create();

  @Property(tries = 300)
  void decode_encoded(@ForAll("nodes") Node node) {
    assertThat(codec.decode(codec.encode(node), BodyType.of(Node.class))).isEqualTo(node);
    assertThat(codec.decode(codec.encode(List.of(node)), BodyType.listOf(Node.class)))
        .containsExactly(node);
  }

  @Property(tries = 1000)
  void decode_mutatedText_isValueOrJsonException(
      @ForAll("nodes") Node node,
      @ForAll @IntRange(max = 10_000) int place,
      @ForAll("fragments") String fragment,
      @ForAll @IntRange(max = 20) int removed) {
    String json = new String(codec.encode(node), UTF_8);
    int start = place % json.length();
    String mutated =
        json.substring(0, start)
            + fragment
            + json.substring(Math.min(json.length(), start + removed));

    assertThat(messagesOf(mutated)).doesNotContain(MARKER);
  }

  @Property(tries = 1000)
  void decode_anyText_isValueOrJsonException(@ForAll("texts") String text) {
    assertThat(messagesOf(text)).doesNotContain(MARKER);
  }

  private static final List<BodyType<?>> TYPES =
      List.of(
          BodyType.of(Node.class),
          BodyType.of(Leaf.class),
          BodyType.listOf(Leaf.class),
          BodyType.of(Object.class));

  /** Returns the messages of the exceptions, of which there is none where there is a value. */
  private String messagesOf(String json) {
    var messages = new StringBuilder();
    for (BodyType<?> type : TYPES) {
      try {
        assertThat((Object) codec.decode(json.getBytes(UTF_8), type)).isNotNull();
      } catch (JsonException e) {
        assertThat(e.line() == 0).isEqualTo(e.column() == 0);
        assertThat(e.getMessage()).doesNotContain("jackson").doesNotContain("java");
        messages.append(e.getMessage()).append('\n');
      }
    }
    return messages.toString();
  }

  @Provide
  Arbitrary<Node> nodes() {
    return nodes(3);
  }

  /** Of bounded depth, and without jqwik's edge cases of whole trees, which would fill the heap. */
  private Arbitrary<Node> nodes(int depth) {
    if (depth == 0) {
      return leaves();
    }
    Arbitrary<Node> inner = nodes(depth - 1);
    Arbitrary<Node> trees =
        Combinators.combine(
                inner.list().ofMaxSize(2), Arbitraries.maps(strings(), inner).ofMaxSize(2))
            .as(Tree::new);
    return Arbitraries.oneOf(leaves(), trees.withoutEdgeCases());
  }

  private Arbitrary<Node> leaves() {
    Arbitrary<Long> ids = Arbitraries.longs().injectNull(0.1);
    Arbitrary<Double> weights =
        Arbitraries.longs().map(Double::longBitsToDouble).filter(Double::isFinite);
    Arbitrary<Instant> instants =
        Arbitraries.longs().between(-62_000_000_000L, 253_000_000_000L).map(Instant::ofEpochSecond);
    Arbitrary<LocalDate> days =
        Arbitraries.longs().between(-700_000, 2_000_000).map(LocalDate::ofEpochDay);
    Arbitrary<BigDecimal> prices =
        Arbitraries.bigDecimals()
            .between(BigDecimal.ZERO, BigDecimal.TEN.pow(20))
            .ofScale(3)
            .injectNull(0.1);
    Arbitrary<Optional<Boolean>> flags = Arbitraries.of(true, false).optional();
    return Combinators.combine(
            strings(), ids, weights, prices, Arbitraries.of(Color.class), flags, instants, days)
        .as((text, id, weight, price, color, flag, at, day) ->
            new Leaf(text, text.hashCode(), id, weight, price, color, flag, at, day));
  }

  private static Arbitrary<String> strings() {
    return Arbitraries.strings()
        .ofMaxLength(6)
        .excludeChars(surrogates())
        .map(text -> text + "\ud83d\ude00");
  }

  private static char[] surrogates() {
    var all = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
    for (int i = 0; i < all.length; i++) {
      all[i] = (char) (Character.MIN_SURROGATE + i);
    }
    return all;
  }

  @Provide
  Arbitrary<String> fragments() {
    return Arbitraries.of(
        MARKER,
        "\"" + MARKER + "\"",
        "\"" + MARKER + "\":1,",
        "{\"" + MARKER + "\":\"" + MARKER + "\"}",
        "[\"" + MARKER + "\"]",
        "\\u" + MARKER,
        ":\"" + MARKER + "\",",
        "\"@type\":\"" + MARKER + "\"",
        "1e999999",
        "{",
        "]",
        ",",
        "null",
        "",
        "\u0000",
        "\ud83d\ude00");
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
            fragments(),
            Arbitraries.of("{", "}", "[", "]", ",", ":", "\"", "1", "true", "null", " "),
            Arbitraries.of("\"text\"", "\"count\"", "\"nodes\"", "\"leaf\"", "\"tree\""))
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }
}
