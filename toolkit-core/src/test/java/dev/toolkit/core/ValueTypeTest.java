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
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
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
        "2026-11-22t20:15:00z",
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

  @Property
  void dateTime_roundTrip(@ForAll("dates") LocalDate date, @ForAll("times") LocalTime time) {
    String text = DateTimeFormatter.ofPattern("HH:mm:ss").format(time);

    assertThat(ValueType.TIME.parse(text)).isEqualTo(time);
    assertThat(ValueType.DATE_TIME.parse(date + "T" + text + ".25"))
        .isEqualTo(date.atTime(time).plusNanos(250_000_000));
  }

  @Provide
  Arbitrary<LocalTime> times() {
    return Arbitraries.integers().between(0, 86_399).map(LocalTime::ofSecondOfDay);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "20:15", "20:15:00.", "20:15:00Z", "24:00:00", "2026-11-22T20:15:00"})
  void time_refused(String text) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> ValueType.TIME.parse(text))
        .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-11-22", "2026-11-22 20:15:00", "2026-11-22T20:15:00Z", "20:15:00"})
  void dateTime_refused(String text) {
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> ValueType.DATE_TIME.parse(text))
        .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-0", "2.5", "-1e3", "1E+2", "0.125e-1", "12345678901234567890"})
  void double_asTheJdkReadsIt(String text) {
    assertThat(ValueType.DOUBLE.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        ".5",
        "1.",
        "01",
        "1e",
        "1e+",
        "1d",
        "NaN",
        "Infinity",
        "0x1p3",
        "1e999",
        "1 ",
        "1,5"
      })
  void double_refused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueType.DOUBLE.parse(text));
  }

  @Test
  void double_longerThanAnyNumberNeedsToBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> ValueType.DOUBLE.parse("1".repeat(101)));
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
    assertThat(get("/all?n=3&n=1&m=x")).isEqualTo("[3, 1]");
    assertThat(get("/all")).isEqualTo("[]");
    assertThat(get("/page/2")).isEqualTo("2");
    assertThat(get("/page")).isEqualTo("none");
  }

  @Test
  void intParam_absent_isTheProgramsFault() {
    App app = App.of(routes -> routes.get("/page/{n?}", c -> Response.text("" + c.intParam("n"))));

    Response response = app.handle(Request.builder(Method.GET, "/page").build(), Envs.bare());

    assertThat(response.failure())
        .containsInstanceOf(IllegalStateException.class)
        .get()
        .extracting(Throwable::getMessage)
        .isEqualTo("Path parameter \"n\" is absent: read optional ones with findParam");
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
            .get("/all", c -> Response.text("" + c.queries("n", ValueType.INT)))
            .get(
                "/page/{n?}",
                c ->
                    Response.text(
                        c.findParam("n", ValueType.INT).map(String::valueOf).orElse("none")))
            .get(
                "/query",
                c ->
                    Response.text(
                        c.query("q", ValueType.BOOLEAN).map(String::valueOf).orElse("none"))));
  }
}
