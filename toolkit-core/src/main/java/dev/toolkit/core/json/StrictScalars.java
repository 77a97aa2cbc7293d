package dev.toolkit.core.json;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.io.Serial;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.ArrayType;

/**
 * Closes gaps that Jackson's features leave open: what is text in JSON, such as dates and UUIDs, is
 * read from strings only, not from numbers or arrays of them; NaN and the infinities are neither
 * read, from strings or from numbers out of range, nor written.
 */
final class StrictScalars extends SimpleModule {

  @Serial private static final long serialVersionUID = 1;

  private static final Set<Class<?>> TIMES =
      Set.of(
          Instant.class,
          LocalDate.class,
          LocalDateTime.class,
          LocalTime.class,
          OffsetDateTime.class,
          OffsetTime.class,
          ZonedDateTime.class,
          YearMonth.class,
          Duration.class);

  private static final Set<Class<?>> FLOATS =
      Set.of(double.class, Double.class, float.class, Float.class);

  StrictScalars() {
    super("dev.toolkit.core.json.StrictScalars");
    setDeserializerModifier(new Readers());
    addSerializer(new FiniteDouble(Double.class));
    addSerializer(double.class, new FiniteDouble(double.class));
    addSerializer(new FiniteFloat());
    addSerializer(float.class, new FiniteFloat());
    addSerializer(new FiniteDoubles());
    addSerializer(new FiniteFloats());
  }

  private static final class Readers extends ValueDeserializerModifier {

    @Serial private static final long serialVersionUID = 1;

    @Override
    public ValueDeserializer<?> modifyDeserializer(
        DeserializationConfig config,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      Class<?> type = description.getBeanClass();
      if (TIMES.contains(type) || deserializer instanceof FromStringDeserializer) {
        return new TextReader(deserializer);
      }
      return FLOATS.contains(type) ? new FiniteReader(deserializer) : deserializer;
    }

    @Override
    public ValueDeserializer<?> modifyArrayDeserializer(
        DeserializationConfig config,
        ArrayType type,
        BeanDescription.Supplier description,
        ValueDeserializer<?> deserializer) {
      Class<?> element = type.getContentType().getRawClass();
      return element == double.class || element == float.class
          ? new FiniteReader(deserializer)
          : deserializer;
    }
  }

  /** Reads a value from a string, or from a number if the property's format says so. */
  private static final class TextReader extends DelegatingDeserializer {

    TextReader(ValueDeserializer<?> delegate) {
      super(delegate);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
      return new TextReader(delegate);
    }

    @Override
    public ValueDeserializer<?> createContextual(
        DeserializationContext context, @Nullable BeanProperty property) {
      JsonFormat.Value format = findFormatOverrides(context, property, handledType());
      return format.getShape().isNumeric()
          ? _delegatee.createContextual(context, property)
          : super.createContextual(context, property);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      return parser.hasToken(JsonToken.VALUE_STRING) && !isNumberOrPadded(parser.getString())
          ? super.deserialize(parser, context)
          : context.handleUnexpectedToken(handledType(), parser);
    }

    /** Jackson would read digits as seconds since 1970, and leave white space out. */
    private boolean isNumberOrPadded(String text) {
      return text.length() != text.strip().length()
          || (TIMES.contains(handledType()) && text.chars().allMatch(TextReader::isPartOfNumber));
    }

    private static boolean isPartOfNumber(int c) {
      return (c >= '0' && c <= '9') || c == '.';
    }
  }

  /** Reads a number, or an array of numbers, that must be finite. */
  private static final class FiniteReader extends DelegatingDeserializer {

    FiniteReader(ValueDeserializer<?> delegate) {
      super(delegate);
    }

    @Override
    protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> delegate) {
      return new FiniteReader(delegate);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) {
      Object value = super.deserialize(parser, context);
      return isFinite(value) ? value : context.handleUnexpectedToken(handledType(), parser);
    }
  }

  private static boolean isFinite(Object value) {
    return switch (value) {
      case Double number -> Double.isFinite(number);
      case Float number -> Float.isFinite(number);
      case double[] numbers -> isFinite(numbers);
      case float[] numbers -> isFinite(numbers);
      case null, default -> true;
    };
  }

  private static boolean isFinite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isFinite(float[] numbers) {
    for (float number : numbers) {
      if (!Float.isFinite(number)) {
        return false;
      }
    }
    return true;
  }

  private static void requireFinite(boolean finite, SerializationContext context) {
    if (!finite) {
      context.reportMappingProblem("NaN and the infinities have no JSON form");
    }
  }

  private static final class FiniteDouble extends NumberSerializers.DoubleSerializer {

    FiniteDouble(Class<?> type) {
      super(type);
    }

    @Override
    public void serialize(Object value, JsonGenerator out, SerializationContext context) {
      requireFinite(Double.isFinite((Double) value), context);
      super.serialize(value, out, context);
    }
  }

  private static final class FiniteFloat extends NumberSerializers.FloatSerializer {

    @Override
    public void serialize(Object value, JsonGenerator out, SerializationContext context) {
      requireFinite(Float.isFinite((Float) value), context);
      super.serialize(value, out, context);
    }
  }

  private static final class FiniteDoubles extends StdSerializer<double[]> {

    FiniteDoubles() {
      super(double[].class);
    }

    @Override
    public void serialize(double[] value, JsonGenerator out, SerializationContext context) {
      requireFinite(isFinite(value), context);
      out.writeArray(value, 0, value.length);
    }
  }

  private static final class FiniteFloats extends StdSerializer<float[]> {

    FiniteFloats() {
      super(float[].class);
    }

    @Override
    public void serialize(float[] value, JsonGenerator out, SerializationContext context) {
      requireFinite(isFinite(value), context);
      out.writeStartArray(value, value.length);
      for (float number : value) {
        out.writeNumber(number);
      }
      out.writeEndArray();
    }
  }
}
