package dev.toolkit.core.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonCodecContract;
import dev.toolkit.core.JsonException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class JacksonCodecTest implements JsonCodecContract {

  private final JacksonCodec codec = JacksonCodec.create();

  @Override
  public JacksonCodec codec() {
    return codec;
  }

  // Values

  enum State {
    ACTIVE,
    @JsonProperty("off")
    DISABLED;

    @Override
    public String toString() {
      return "the state " + name();
    }
  }

  record Everything(
      byte aByte,
      short aShort,
      int anInt,
      long aLong,
      float aFloat,
      double aDouble,
      boolean aBoolean,
      char aChar,
      BigInteger integer,
      BigDecimal decimal,
      State state,
      Optional<String> present,
      Optional<String> absent,
      Map<State, Integer> counts,
      Set<String> set,
      UUID id,
      URI uri,
      Instant instant,
      LocalDate date,
      LocalTime time,
      LocalDateTime dateTime,
      OffsetDateTime offsetDateTime,
      Duration duration,
      Year year) {}

  private static final Everything EVERYTHING =
      new Everything(
          (byte) -1,
          (short) 2,
          3,
          Long.MIN_VALUE,
          0.1f,
          Double.MAX_VALUE,
          true,
          '\u20ac',
          new BigInteger("12345678901234567890"),
          new BigDecimal("0.10"),
          State.DISABLED,
          Optional.of("here"),
          Optional.empty(),
          Map.of(State.ACTIVE, 1),
          Set.of("one"),
          UUID.fromString("0197f4a3-0000-7000-8000-00000000002a"),
          URI.create("https://example.com/a?b"),
          Instant.parse("2026-11-22T20:15:00.000000001Z"),
          LocalDate.of(2026, 11, 22),
          LocalTime.of(20, 15),
          LocalDateTime.of(2026, 11, 22, 20, 15),
          OffsetDateTime.of(2026, 11, 22, 20, 15, 0, 0, ZoneOffset.ofHours(1)),
          Duration.ofMinutes(90),
          Year.of(2026));

  @Test
  void encode_everything() {
    assertThat(encoded(EVERYTHING))
        .isEqualTo(
            "{\"aByte\":-1,\"aShort\":2,\"anInt\":3,\"aLong\":-9223372036854775808,\"aFloat\":0.1,"
                + "\"aDouble\":1.7976931348623157E308,\"aBoolean\":true,\"aChar\":\"\u20ac\","
                + "\"integer\":12345678901234567890,\"decimal\":0.10,\"state\":\"off\","
                + "\"present\":\"here\",\"absent\":null,\"counts\":{\"ACTIVE\":1},\"set\":[\"one\"],"
                + "\"id\":\"0197f4a3-0000-7000-8000-00000000002a\","
                + "\"uri\":\"https://example.com/a?b\","
                + "\"instant\":\"2026-11-22T20:15:00.000000001Z\",\"date\":\"2026-11-22\","
                + "\"time\":\"20:15:00\",\"dateTime\":\"2026-11-22T20:15:00\","
                + "\"offsetDateTime\":\"2026-11-22T20:15:00+01:00\",\"duration\":\"PT1H30M\","
                + "\"year\":2026}");
  }

  @Test
  void decode_everything() {
    assertThat(codec.decode(codec.encode(EVERYTHING), BodyType.of(Everything.class)))
        .isEqualTo(EVERYTHING);
  }

  record Bytes(byte[] bytes, double[] numbers) {}

  @Test
  void decode_javaArrays() {
    Bytes bytes = codec.decode(utf8("{\"bytes\":\"AQI=\",\"numbers\":[1,2.5]}"), type(Bytes.class));

    assertThat(bytes.bytes()).containsExactly(1, 2);
    assertThat(bytes.numbers()).containsExactly(1, 2.5);
    assertThat(encoded(bytes)).isEqualTo("{\"bytes\":\"AQI=\",\"numbers\":[1.0,2.5]}");
  }

  record Named(@JsonProperty("full_name") String name, @JsonIgnore String secret) {
    public String getGreeting() {
      return "Hello " + name;
    }

    public boolean isLong() {
      return true;
    }
  }

  @Test
  void encode_recordComponentsOnly() {
    assertThat(encoded(new Named("Ada", "s"))).isEqualTo("{\"full_name\":\"Ada\"}");
    assertThat(codec.decode(utf8("{\"full_name\":\"Ada\",\"secret\":\"s\"}"), type(Named.class)))
        .isEqualTo(new Named("Ada", null));
  }

  @Test
  void findName_inJson() {
    assertThat(codec.findName(Named.class, "name")).contains("full_name");
    assertThat(codec.findName(Named.class, "greeting")).isEmpty();
    assertThat(codec.findName(Named.class, "secret")).isEmpty();
    assertThat(codec.findName(String.class, "name")).isEmpty();
  }

  record Page<T>(List<T> items, int total) {}

  @Test
  void decode_genericRecord() {
    BodyType<Page<Named>> page = BodyType.generic(Page.class, BodyType.of(Named.class));
    String json = "{\"items\":[{\"full_name\":\"Ada\"}],\"total\":1}";

    assertThat(codec.decode(utf8(json), page))
        .isEqualTo(new Page<>(List.of(new Named("Ada", null)), 1));
  }

  // Sealed types

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Shape permits Circle, Square {}

  @JsonTypeName("circle")
  record Circle(double radius) implements Shape {}

  @JsonTypeName("square")
  record Square(double side) implements Shape {}

  record Drawing(Shape first, List<Shape> others) {}

  @Test
  void decode_sealedType() {
    String json = "{\"side\":1.5,\"kind\":\"square\"}";

    assertThat(codec.decode(utf8(json), type(Shape.class))).isEqualTo(new Square(1.5));
  }

  @Test
  void encode_sealedTypeWhereverItStands() {
    var circle = new Circle(1);
    String json = "{\"kind\":\"circle\",\"radius\":1.0}";

    assertThat(encoded(circle)).isEqualTo(json);
    assertThat(encoded(List.of(circle))).isEqualTo("[" + json + "]");
    assertThat(encoded(Map.of("a", circle))).isEqualTo("{\"a\":" + json + "}");
    assertThat(encoded(new Shape[] {circle})).isEqualTo("[" + json + "]");
    assertThat(encoded(new Drawing(circle, List.of(circle))))
        .isEqualTo("{\"first\":" + json + ",\"others\":[" + json + "]}");
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes(@JsonSubTypes.Type(value = Made.class, name = "made"))
  interface Event {}

  record Made(int id) implements Event {}

  record Wrapped(
      @JsonTypeInfo(
              use = JsonTypeInfo.Id.NAME,
              include = JsonTypeInfo.As.WRAPPER_OBJECT,
              property = "as")
          Event event) {}

  @Test
  void encode_typeThatKnowsTheNamesOfOthers() {
    assertThat(encoded(List.of(new Made(1)))).isEqualTo("[{\"type\":\"made\",\"id\":1}]");
    assertThat(encoded(new Made(1))).isEqualTo("{\"type\":\"made\",\"id\":1}");
    assertThat(encoded(new Wrapped(new Made(1)))).isEqualTo("{\"event\":{\"made\":{\"id\":1}}}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[{\"kind\":\"cube\"}] | /0",
        "[{}]                  | /0",
        "[{\"kind\":7}]        | /0",
        "[7]                   | /0",
      })
  void decode_unknownType(String json, String pointer) {
    assertThat(fault(utf8(json), BodyType.listOf(Shape.class)))
        .isEqualTo(
            new Fault(
                "must have a member \"kind\", which must be one of circle, square", 0, 0, pointer));
  }

  // Shapes that do not fit

  record Shaped(
      Integer integer,
      int primitive,
      Long big,
      BigInteger huge,
      Double number,
      float single,
      Boolean flag,
      String text,
      Character character,
      State state,
      List<Integer> list,
      Map<String, Integer> map,
      Map<Integer, String> keys,
      Shaped inner,
      Optional<Integer> maybe,
      int[] array,
      double[] numbers,
      Email email,
      UUID id,
      URI uri,
      Instant instant,
      OffsetDateTime offsetDateTime,
      LocalDate date,
      LocalDateTime dateTime,
      LocalTime time,
      Duration duration) {}

  record Email(@JsonValue String address) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Email {}
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "\"integer\":\"1\"       | must be an integer | /integer",
        "\"integer\":1.0         | must be an integer | /integer",
        "\"integer\":1e2         | must be an integer | /integer",
        "\"integer\":true        | must be an integer | /integer",
        "\"integer\":[1]         | must be an integer | /integer",
        "\"integer\":\"\"        | must be an integer | /integer",
        "\"integer\":3000000000  | must be an integer between -2147483648 and 2147483647 | /integer",
        "\"primitive\":null      | must be an integer | /primitive",
        "\"big\":1e10            | must be an integer | /big",
        "\"big\":99999999999999999999"
            + " | must be an integer between -9223372036854775808 and 9223372036854775807 | /big",
        "\"huge\":1e300          | must be an integer | /huge",
        "\"huge\":1.0            | must be an integer | /huge",
        "\"number\":\"1.5\"      | must be a number | /number",
        "\"number\":\"NaN\"      | must be a number | /number",
        "\"number\":false        | must be a number | /number",
        "\"single\":1e39         | must be a number | /single",
        "\"flag\":\"true\"       | must be true or false | /flag",
        "\"flag\":1              | must be true or false | /flag",
        "\"text\":1              | must be a string | /text",
        "\"text\":true           | must be a string | /text",
        "\"text\":{}             | must be a string | /text",
        "\"character\":\"ab\"    | must be a string of one character | /character",
        "\"character\":97        | must be a string of one character | /character",
        "\"state\":\"active\"    | must be one of ACTIVE, off | /state",
        "\"state\":\"DISABLED\"  | must be one of ACTIVE, off | /state",
        "\"state\":0             | must be one of ACTIVE, off | /state",
        "\"state\":\"0\"         | must be one of ACTIVE, off | /state",
        "\"state\":\"\"          | must be one of ACTIVE, off | /state",
        "\"list\":1              | must be an array | /list",
        "\"list\":\"\"           | must be an array | /list",
        "\"list\":{}             | must be an array | /list",
        "\"list\":[1,\"2\"]      | must be an integer | /list/1",
        "\"map\":[]              | must be an object | /map",
        "\"map\":{\"a/b~\":\"\"} | must be an integer | /map/a~1b~0",
        "\"keys\":{\"a\":\"\"}   | has a name that must be an integer | /keys",
        "\"inner\":\"\"          | must be an object | /inner",
        "\"inner\":[]            | must be an object | /inner",
        "\"inner\":{\"flag\":1}  | must be true or false | /inner/flag",
        "\"inner\":{}            | must be present | /inner/primitive",
        "\"maybe\":\"1\"         | must be an integer | /maybe",
        "\"array\":7             | must be an array of integers | /array",
        "\"array\":[1,\"2\"]     | must be an integer | /array/1",
        "\"numbers\":[\"NaN\"]   | must be an array of numbers | /numbers",
        "\"email\":7             | must be a string | /email",
        "\"id\":\"7\"            | must be a UUID | /id",
        "\"uri\":7               | must be a URI | /uri",
        "\"instant\":7           | must be a point in time such as 2026-11-22T20:15:00Z | /instant",
        "\"instant\":\"7\"       | must be a point in time such as 2026-11-22T20:15:00Z | /instant",
        "\"instant\":\" 2026-11-22T20:15:00Z\""
            + " | must be a point in time such as 2026-11-22T20:15:00Z | /instant",
        "\"offsetDateTime\":\"7\""
            + " | must be a date and time with an offset such as 2026-11-22T20:15:00+01:00"
            + " | /offsetDateTime",
        "\"date\":[2026,1,2]     | must be a date such as 2026-11-22 | /date",
        "\"date\":\"2026-02-30\" | must be a date such as 2026-11-22 | /date",
        "\"date\":\"2026-11-22T20:15:00Z\" | must be a date such as 2026-11-22 | /date",
        "\"dateTime\":\"2026-11-22T20:15:00Z\""
            + " | must be a date and time such as 2026-11-22T20:15:00 | /dateTime",
        "\"time\":20             | must be a time such as 20:15:00 | /time",
        "\"duration\":60         | must be a duration such as PT15M | /duration",
      })
  void decode_anotherShape(String member, String message, String pointer) {
    byte[] json = utf8("{" + member + "}");

    assertThat(fault(json, type(Shaped.class))).isEqualTo(new Fault(message, 0, 0, pointer));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {"7", "\"a\"", "\"\"", "[]", "true"})
  void decode_anotherShapeAsAWhole(String json) {
    assertThat(fault(utf8(json), type(Shaped.class)))
        .isEqualTo(new Fault("must be an object", 0, 0, ""));
  }

  static class Folder {
    public Folder parent;
  }

  @Test
  void decode_anotherShapeInABeanThatHoldsItsOwnType() {
    assertThat(fault(utf8("{\"parent\":7}"), type(Folder.class)))
        .isEqualTo(new Fault("must be an object", 0, 0, "/parent"));
  }

  enum Letter {
    A,
    B,
    C,
    D,
    E,
    F,
    G,
    H,
    I,
    J,
    K,
    L,
    M,
    N,
    O,
    P,
    Q,
    R,
    S,
    T,
    U,
    V,
    W,
    X,
    Y,
    Z,
    A2,
    B2,
    C2,
    D2,
    E2,
    F2,
    G2,
    H2,
    I2,
    J2,
    K2,
    L2,
    M2,
    N2,
    O2,
    P2,
    Q2,
    R2,
    S2,
    T2,
    U2,
    V2,
    W2,
    X2,
    Y2,
    Z2
  }

  @Test
  void decode_enumOfManyConstants() {
    assertThat(fault(utf8("\"\u00e9\""), type(Letter.class)).message())
        .isEqualTo("must be one of 52 names");
  }

  record Flags(@JsonProperty(isRequired = OptBoolean.FALSE) boolean lenient, boolean strict) {}

  @Test
  void decode_missingPrimitive() {
    assertThat(fault(utf8("{\"lenient\":true}"), type(Flags.class)))
        .isEqualTo(new Fault("must be present", 0, 0, "/strict"));
    assertThat(codec.decode(utf8("{\"strict\":true}"), type(Flags.class)))
        .isEqualTo(new Flags(false, true));
  }

  record Stamp(@JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

  @Test
  void decode_timeWithAFormatOfItsOwn() {
    assertThat(codec.decode(utf8("{\"at\":7}"), type(Stamp.class)))
        .isEqualTo(new Stamp(Instant.ofEpochSecond(7)));
  }

  // Constructors that refuse

  record Refusing(String kind) {
    Refusing {
      switch (kind) {
        case "argument" -> throw new IllegalArgumentException("kind " + kind);
        case "date" -> throw new DateTimeException("kind " + kind);
        case "null" -> Objects.requireNonNull(null, "kind");
        default -> throw new IllegalStateException("a bug");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"argument", "date", "null"})
  void decode_refusedByConstructor(String kind) {
    byte[] json = utf8("[{\"kind\":\"" + kind + "\"}]");

    assertThat(fault(json, BodyType.listOf(Refusing.class)))
        .isEqualTo(new Fault("is not valid", 0, 0, "/0"));
  }

  @Test
  void decode_bugInConstructor() {
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.decode(utf8("{\"kind\":\"\"}"), type(Refusing.class)))
        .withMessage("a bug");
  }

  @Test
  void decode_typeThatCannotBeMade() {
    assertThatIllegalStateException()
        .isThrownBy(() -> codec.decode(utf8("{}"), type(Callable.class)))
        .withMessage("java.util.concurrent.Callable cannot be read from JSON");
  }

  // Limits

  @Test
  void decode_atTheLimits() {
    String text = "\"" + "a".repeat(JacksonCodec.MAX_STRING_LENGTH) + "\"";
    String nested = "[".repeat(JacksonCodec.MAX_DEPTH) + "]".repeat(JacksonCodec.MAX_DEPTH);
    String number = "1".repeat(JacksonCodec.MAX_NUMBER_LENGTH);

    assertThat(codec.decode(utf8(text), type(String.class)))
        .hasSize(JacksonCodec.MAX_STRING_LENGTH);
    assertThat(codec.decode(utf8(nested), type(Object.class))).isNotNull();
    assertThat(codec.decode(utf8(number), type(BigInteger.class))).hasToString(number);
  }

  @ParameterizedTest
  @CsvSource({"int", "long", "big", "untyped"})
  void decode_numberBomb(String member) {
    record Numbers(Integer i, Long l, BigInteger big, Object untyped) {}
    byte[] json = utf8("{\"" + member + "\":1e1000000000}");

    assertThat(fault(json, type(Numbers.class)).message()).isEqualTo("a number is out of range");
  }

  // Mappers of one's own

  record Person(String firstName, String lastName) {}

  @Test
  void of_mapperBuilder() {
    var snake =
        JacksonCodec.of(
            JacksonCodec.mapperBuilder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build());

    assertThat(new String(snake.encode(new Person("Ada", "Lovelace")), UTF_8))
        .isEqualTo("{\"first_name\":\"Ada\",\"last_name\":\"Lovelace\"}");
    assertThat(snake.findName(Person.class, "firstName")).contains("first_name");
  }

  @Test
  void of_anyMapperKeepsThePromises() {
    var limits = StreamReadConstraints.builder().maxNestingDepth(2).build();
    var lax =
        JacksonCodec.of(
            JsonMapper.builder(JsonFactory.builder().streamReadConstraints(limits).build())
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build());

    for (String json : List.of("{\"a\":1,\"a\":2}", "{} {}", "[[[]]]", "\"\\ud800\"", "null")) {
      assertThatThrownBy(() -> lax.decode(utf8(json), type(Object.class)))
          .isInstanceOf(JsonException.class);
    }
  }

  @Test
  void of_mapperThatRefusesUnknownMembers() {
    var strict =
        JacksonCodec.of(
            JacksonCodec.mapperBuilder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());

    JsonException fault =
        catchThrowableOfType(
            JsonException.class, () -> strict.decode(utf8("{\"other\":1}"), type(Person.class)));

    assertThat(fault).hasMessage("must be absent");
    assertThat(fault.pointer()).isEqualTo("/other");
  }

  // What cannot be written

  @Test
  void encode_namesThePlaceAndNotTheKeys() {
    record Ratios(Map<String, List<Double>> ratios) {}
    var ratios = new Ratios(Map.of("secret", List.of(1.0, Double.NaN)));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> codec.encode(ratios))
        .withMessage(
            Ratios.class.getTypeName()
                + " has no JSON form, because of the value at \"/ratios/*/1\"");
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "-Infinity"})
  void encode_notFinite(double number) {
    for (Object value :
        List.of(number, (float) number, new double[] {number}, new float[] {(float) number})) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> codec.encode(value))
          .withMessageContaining("has no JSON form");
    }
  }

  private String encoded(Object value) {
    return new String(codec.encode(value), UTF_8);
  }

  private static <T> BodyType<T> type(Class<T> type) {
    return BodyType.of(type);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(UTF_8);
  }
}
