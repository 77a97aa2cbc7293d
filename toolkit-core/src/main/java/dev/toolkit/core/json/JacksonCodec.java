package dev.toolkit.core.json;

import static java.util.Objects.requireNonNull;

import dev.toolkit.core.BodyType;
import dev.toolkit.core.JsonCodec;
import dev.toolkit.core.JsonException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.introspect.ClassIntrospector;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Turns values into JSON and back by <a href="https://github.com/FasterXML/jackson">Jackson 3</a>.
 *
 * <p>What {@link #create} reads and writes:
 *
 * <ul>
 *   <li>Records, with their components in order, and beans. Members that the type does not have are
 *       ignored. A member that is absent or null is null in the record; if the component is a
 *       primitive, it must be there. Jackson's annotations rename and leave out.
 *   <li>Nothing is converted: a string is no number, 1.5 and 1.0 are no integers, a number is no
 *       enum constant and no string, and a single value is no array. Names and constants are
 *       case-sensitive.
 *   <li>Enum constants by name, not by {@code toString()}; {@code java.time} as strings of ISO
 *       8601; {@code Optional} as its value or null; {@code byte[]} in Base64. Nulls are written.
 *   <li>Sealed interfaces with {@code @JsonTypeInfo}, whose permitted types need not be listed.
 *       Class names are neither written nor read.
 * </ul>
 *
 * <p>What it refuses to read, besides what is not JSON in UTF-8: names that occur twice in an
 * object, a byte order mark, surrogates without their other half, {@code null} as the whole text;
 * nesting deeper than {@value #MAX_DEPTH} levels, strings longer than {@value #MAX_STRING_LENGTH}
 * characters, names longer than {@value #MAX_NAME_LENGTH}, numbers longer than {@value
 * #MAX_NUMBER_LENGTH}, numbers beyond the range of a double, texts longer than {@value
 * #MAX_TEXT_BYTES} bytes. This holds for members that are ignored, too.
 *
 * <p>If a constructor throws an {@code IllegalArgumentException}, {@code NullPointerException} or
 * {@code DateTimeException}, the value is refused, and the exception's message is not used. Any
 * other exception goes to the caller as it is.
 *
 * <p>This class is immutable and safe for use by multiple threads.
 *
 * @since 0.1.0
 */
public final class JacksonCodec implements JsonCodec {

  /** The deepest nesting that {@link #create} reads: {@value} levels. */
  public static final int MAX_DEPTH = 100;

  /** The longest string that {@link #create} reads: {@value} characters (UTF-16). */
  public static final int MAX_STRING_LENGTH = 16_777_216;

  /** The longest name of a member that {@link #create} reads: {@value} characters (UTF-16). */
  public static final int MAX_NAME_LENGTH = 4_096;

  /** The longest number that {@link #create} reads: {@value} characters. */
  public static final int MAX_NUMBER_LENGTH = 100;

  /** The longest text that {@link #create} reads: {@value} bytes. */
  public static final int MAX_TEXT_BYTES = 67_108_864;

  /**
   * Types are written in code, so there are few; this keeps a program that makes them from leaking.
   */
  private static final int MAX_CACHED = 1_000;

  private final JsonMapper mapper;
  private final ObjectWriter writer;
  private final StreamReadConstraints limits;
  private final JsonFaults faults;
  private final Map<BodyType<?>, ObjectReader> readers = new ConcurrentHashMap<>();
  private final Map<Class<?>, Map<String, String>> names = new ConcurrentHashMap<>();

  private JacksonCodec(JsonMapper mapper) {
    this.mapper = mapper;
    this.writer = mapper.writer();
    this.limits = mapper.tokenStreamFactory().streamReadConstraints();
    this.faults = new JsonFaults(mapper);
  }

  /** Returns a codec with the settings described above. */
  public static JacksonCodec create() {
    return of(mapperBuilder().build());
  }

  /**
   * Returns a codec with a mapper of your own, for example one that {@link #mapperBuilder} made.
   * The text is checked as by {@link #create}, under the limits of the mapper's {@link
   * StreamReadConstraints}, and names that occur twice are refused; everything else is as the
   * mapper has it.
   */
  public static JacksonCodec of(JsonMapper mapper) {
    return new JacksonCodec(requireNonNull(mapper, "mapper"));
  }

  /**
   * Returns a builder with the settings of {@link #create}, to change some of them:
   *
   * {@snippet :
   * JsonMapper mapper = JacksonCodec.mapperBuilder()
   *     .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
   *     .build();
   * Env env = JvmEnv.builder().json(JacksonCodec.of(mapper)).build();
   * }
   */
  public static JsonMapper.Builder mapperBuilder() {
    return JsonMapper.builder(factory())
        .annotationIntrospector(
            AnnotationIntrospector.pair(
                new JacksonAnnotationIntrospector(), new RequiredPrimitives()))
        .addModules(new StrictScalars(), new SelfTyped())
        .defaultLeniency(false)
        .enable(MapperFeature.INFER_RECORD_GETTERS_FROM_COMPONENTS_ONLY)
        .disable(
            MapperFeature.SORT_PROPERTIES_ALPHABETICALLY, MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(DateTimeFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
        .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
        .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING)
        .withCoercionConfigDefaults(config ->
            config
                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                .setCoercion(CoercionInputShape.EmptyArray, CoercionAction.Fail))
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail));
  }

  private static JsonFactory factory() {
    return JsonFactory.builder()
        .streamReadConstraints(defaultLimits())
        .recyclerPool(new BufferSlots())
        .build();
  }

  private static StreamReadConstraints defaultLimits() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(MAX_DEPTH)
        .maxStringLength(MAX_STRING_LENGTH)
        .maxNameLength(MAX_NAME_LENGTH)
        .maxNumberLength(MAX_NUMBER_LENGTH)
        .maxDocumentLength(MAX_TEXT_BYTES)
        .build();
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if the value, or what it holds, has no JSON form, such as NaN
   *     or an object that holds itself
   */
  @Override
  public byte[] encode(Object value) {
    requireNonNull(value, "value");
    try {
      return writer.writeValueAsBytes(value);
    } catch (JacksonException e) {
      throw JsonFaults.unwritable(value, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException if the type cannot be read from JSON, whatever the text
   */
  @Override
  public <T> T decode(byte[] json, BodyType<T> type) {
    JsonSyntax.require(json, limits);
    T value;
    try {
      value = reader(type).readValue(json);
    } catch (JacksonException e) {
      throw faults.translate(e);
    }
    if (value == null) {
      throw new JsonException("must not be null", 0, 0, "");
    }
    return value;
  }

  /**
   * {@inheritDoc}
   *
   * <p>An interface or abstract class whose subtypes nothing tells passes: only a text that is not
   * null shows that there is nothing to make of it.
   */
  @Override
  public void requireReadable(BodyType<?> type) {
    try {
      // Finds out how the type is read, and then has nothing to read.
      var unused = reader(type).readValue("null");
    } catch (JacksonException e) {
      if (faults.translate(e) instanceof IllegalStateException unreadable) {
        throw unreadable;
      }
    }
  }

  private ObjectReader reader(BodyType<?> type) {
    ObjectReader reader = readers.get(type);
    if (reader == null) {
      reader =
          mapper
              .readerFor(javaType(type))
              .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
              .with(StreamReadFeature.STRICT_DUPLICATE_DETECTION);
      if (readers.size() < MAX_CACHED) {
        readers.put(type, reader);
      }
    }
    return reader;
  }

  private JavaType javaType(BodyType<?> type) {
    JavaType[] arguments = type.arguments().stream().map(this::javaType).toArray(JavaType[]::new);
    return arguments.length == 0
        ? mapper.constructType(type.raw())
        : mapper.getTypeFactory().constructParametricType(type.raw(), arguments);
  }

  /**
   * Returns the name of a property in JSON, or empty if JSON does not have it.
   *
   * @param type a record or bean
   * @param property the name of a component or property in Java
   */
  public Optional<String> findName(Class<?> type, String property) {
    Map<String, String> known = names.get(type);
    if (known == null) {
      known = namesOf(type);
      if (names.size() < MAX_CACHED) {
        names.put(type, known);
      }
    }
    return Optional.ofNullable(known.get(property));
  }

  private Map<String, String> namesOf(Class<?> type) {
    ClassIntrospector introspector = mapper.deserializationConfig().classIntrospectorInstance();
    JavaType javaType = mapper.constructType(type);
    var description =
        introspector.introspectForDeserialization(
            javaType, introspector.introspectClassAnnotations(javaType));
    Map<String, String> found = new HashMap<>();
    for (BeanPropertyDefinition property : description.findProperties()) {
      if (!description.getIgnoredPropertyNames().contains(property.getName())) {
        found.put(property.getInternalName(), property.getName());
      }
    }
    return Map.copyOf(found);
  }
}
