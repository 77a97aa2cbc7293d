package dev.toolkit.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.toolkit.core.http.Method;
import dev.toolkit.core.http.Request;
import dev.toolkit.core.http.Response;
import dev.toolkit.core.testing.Bodies;
import dev.toolkit.core.testing.Envs;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValueTypeTest {

  enum Color {
    RED,
    GREEN
  }

  @Property
  void long_roundTrip(@ForAll long value) {
    assertThat(ValueType.LONG.parse(Long.toString(value))).isEqualTo(value);
  }

  @Property
  void int_roundTrip(@ForAll int value) {
    assertThat(ValueType.INT.parse(Integer.toString(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "-9223372036854775808", "0", "-0", "007"})
  void long_ends(String text) {
    assertThat(ValueType.LONG.parse(text)).isEqualTo(Long.parseLong(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "1.0",
        " 1",
        "1 ",
        "9223372036854775808",
        "-9223372036854775809",
        "٣",
        "99999999999999999999999",
        "0x1",
        "1e3"
      })
  void long_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueType.LONG.parse(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2147483648", "-2147483649"})
  void int_outOfRange(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueType.INT.parse(text));
  }

  @Property
  void uuid_roundTrip(@ForAll long high, @ForAll long low) {
    UUID value = new UUID(high, low);

    assertThat(ValueType.UUID.parse(value.toString())).isEqualTo(value);
    assertThat(ValueType.UUID.parse(value.toString().toUpperCase(Locale.ROOT))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1-1-1-1-1",
        "00000000-0000-0000-0000-00000000000",
        "00000000-0000-0000-0000-0000000000000",
        "00000000_0000-0000-0000-000000000000",
        "g0000000-0000-0000-0000-000000000000"
      })
  void uuid_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueType.UUID.parse(text));
  }

  @Property
  void date_roundTrip(@ForAll("dates") LocalDate date) {
    assertThat(ValueType.DATE.parse(date.toString())).isEqualTo(date);
  }

  @Provide
  Arbitrary<LocalDate> dates() {
    return Arbitraries.longs()
        .between(LocalDate.of(0, 1, 1).toEpochDay(), LocalDate.of(9999, 12, 31).toEpochDay())
        .map(LocalDate::ofEpochDay);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T20:15:00Z",
        "2026-11-22T20:15:00.123456789Z",
        "2026-11-22T20:15:00.5+05:30",
        "2026-11-22T00:00:00-11:59"
      })
  void instant_asTheJdkReadsIt(String text) {
    assertThat(ValueType.INSTANT.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-22T20:15:00",
        "2026-11-22 20:15:00Z",
        "2026-11-22T20:15:00.Z",
        "2026-11-22T20:15:00.1234567890Z",
        "2026-11-22T24:00:00Z",
        "2026-02-30T00:00:00Z",
        "2026-11-22T20:15:00+05:60",
        "2026-11-22T20:15:00+99:00",
        "2026-11-22T20:15:00*05:00",
        "2026-11-22T20:15:00Z "
      })
  void instant_refused(String text) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> ValueType.INSTANT.parse(text))
        .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
  }

  @Test
  void instant_type() {
    assertThat(ValueType.INSTANT.parse("1970-01-01T00:00:00Z")).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/int/x|Path parameter \\\"p\\\" must be an integer between -2147483648 and 2147483647",
        "/long/99999999999999999999|Path parameter \\\"p\\\" must be an integer of 64 bits",
        "/uuid/x|Path parameter \\\"p\\\" must be a UUID",
        "/date/2026-02-30|Path parameter \\\"p\\\" must be a date such as 2026-11-22",
        "/color/BLUE|Path parameter \\\"p\\\" must be one of RED, GREEN",
        "/query?q=maybe|Query parameter \\\"q\\\" must be true or false"
      })
  void context_malformedValue_namesTheParameterNotTheValue(String example) {
    int bar = example.indexOf('|');
    Request request = Request.builder(Method.GET, example.substring(0, bar)).build();

    Response response = typed().handle(request, Envs.bare());

    assertThat(Bodies.text(response))
        .isEqualTo(
            "{\"title\":\"Bad Request\",\"status\":400,\"detail\":\""
                + example.substring(bar + 1)
                + "\"}");
  }

  @Test
  void context_values() {
    assertThat(get("/int/-7")).isEqualTo("-7");
    assertThat(get("/long/8")).isEqualTo("8");
    assertThat(get("/color/GREEN")).isEqualTo("GREEN");
    assertThat(get("/query?q=true")).isEqualTo("true");
    assertThat(get("/query")).isEqualTo("none");
  }

  private static String get(String target) {
    return Bodies.text(typed().handle(Request.builder(Method.GET, target).build(), Envs.bare()));
  }

  private static App typed() {
    ValueType<Color> color = ValueType.oneOf(Color.values());
    return App.of(routes ->
        routes
            .get("/int/{p}", c -> Response.text("" + c.intParam("p")))
            .get("/long/{p}", c -> Response.text("" + c.longParam("p")))
            .get("/uuid/{p}", c -> Response.text("" + c.param("p", ValueType.UUID)))
            .get("/date/{p}", c -> Response.text("" + c.param("p", ValueType.DATE)))
            .get("/color/{p}", c -> Response.text("" + c.param("p", color)))
            .get(
                "/query",
                c ->
                    Response.text(
                        c.query("q", ValueType.BOOLEAN).map(String::valueOf).orElse("none"))));
  }
}
