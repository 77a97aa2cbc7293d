package dev.toolkit.core.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {

  @Test
  void first_ignoresCaseAndKeepsSpelling() {
    Headers headers = Headers.of("X-Trace", "7");

    assertThat(headers.first("x-TRACE")).contains("7");
    assertThat(headers).hasToString("Headers[X-Trace]");
  }

  @Test
  void first_ignoresCaseOfAsciiOnly() {
    Headers headers = Headers.of("X-Link", "7").plus("^", "8");

    assertThat(headers.first("x-lin\u212a")).isEmpty();
    assertThat(headers.first("~")).isEmpty();
  }

  @Test
  void joined_severalFields() {
    Headers headers =
        Headers.builder().add("Accept", "a").add("Host", "h").add("accept", "b").build();

    assertThat(headers.all("Accept")).containsExactly("a", "b");
    assertThat(headers.joined("Accept")).contains("a, b");
    assertThat(headers.joined("Absent")).isEmpty();
  }

  @Test
  void joined_setCookie_refused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.empty().joined("set-cookie"))
        .withMessage("Set-Cookie fields cannot be joined: use all(\"Set-Cookie\")");
  }

  @Test
  void with_replacesInPlace() {
    Headers headers = Headers.builder().add("A", "1").add("B", "2").add("a", "3").build();

    assertThat(headers.with("A", "9"))
        .isEqualTo(Headers.builder().add("A", "9").add("B", "2").build());
    assertThat(headers.with("C", "3").size()).isEqualTo(4);
  }

  @Test
  void withAll_replacesByName() {
    Headers headers = Headers.builder().add("A", "1").add("B", "2").build();
    Headers others = Headers.builder().add("b", "3").add("b", "4").build();

    assertThat(headers.withAll(others))
        .isEqualTo(Headers.builder().add("A", "1").add("B", "3").add("B", "4").build());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a:b", "a\r\nb", "ä", "a\u0000", "(", "a\u007f"})
  void plus_nameNotAToken_refused(String name) {
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.of(name, "x"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a\r", "a\n", "a\r\nSet-Cookie: b", "a\u0000", "a\u007f", "a\u0100", "\u001b"})
  void plus_valueThatCouldBreakOut_refused(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Headers.of("X", value))
        .withMessageStartingWith("Unexpected character 0x")
        .withMessageEndingWith("in the value of header X");
    assertThatIllegalArgumentException().isThrownBy(() -> Headers.builder().set("X", value));
  }

  @Test
  void toString_showsNoValues() {
    assertThat(Headers.of("Authorization", "secret").toString()).doesNotContain("secret");
  }

  /** Headers are a list of pairs: whatever is done to both, they stay equal. */
  @Property
  void builder_agreesWithList(@ForAll("edits") List<String[]> edits) {
    Headers.Builder builder = Headers.builder();
    List<String[]> model = new ArrayList<>();
    for (String[] edit : edits) {
      switch (edit[0]) {
        case "add" -> {
          builder.add(edit[1], edit[2]);
          model.add(new String[] {edit[1], edit[2]});
        }
        case "remove" -> {
          builder.remove(edit[1]);
          model.removeIf(field -> field[0].equalsIgnoreCase(edit[1]));
        }
        default -> {
          builder.set(edit[1], edit[2]);
          setInModel(model, edit[1], edit[2]);
        }
      }
    }

    assertThat(fields(builder.build())).isEqualTo(fields(model));
  }

  @Test
  void joined_cookieCrumbs() {
    Headers headers = Headers.of("Cookie", "a=1").plus("Cookie", "b=2");

    assertThat(headers.joined("cookie")).contains("a=1; b=2");
  }

  private static void setInModel(List<String[]> model, String name, String value) {
    for (int i = 0; i < model.size(); i++) {
      if (model.get(i)[0].equalsIgnoreCase(name)) {
        model.set(i, new String[] {name, value});
        for (int k = model.size() - 1; k > i; k--) {
          if (model.get(k)[0].equalsIgnoreCase(name)) {
            model.remove(k);
          }
        }
        return;
      }
    }
    model.add(new String[] {name, value});
  }

  private static List<String> fields(Headers headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach((name, value) -> fields.add(name + "=" + value));
    return fields;
  }

  private static List<String> fields(List<String[]> model) {
    return model.stream().map(field -> field[0] + "=" + field[1]).toList();
  }

  @Provide
  Arbitrary<List<String[]>> edits() {
    Arbitrary<String> name =
        Arbitraries.of("A", "B", "C").map(n -> n).flatMap(HeadersTest::anyCase);
    return Combinators.combine(
            Arbitraries.of("add", "set", "remove"), name, Arbitraries.of("1", "2", ""))
        .as((kind, n, value) -> new String[] {kind, n, value})
        .list()
        .ofMaxSize(20);
  }

  private static Arbitrary<String> anyCase(String name) {
    return Arbitraries.of(name, name.toLowerCase(Locale.ROOT));
  }
}
